/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-import-private.h"
#include "kin-person-match.h"
#include "kin-person-private.h"
#include "kin-task.h"

/**
 * KinImport:
 *
 * Files that a person gives us, in two halves like a sign-in: looking, which ends with whose
 * record it is; and the person's yes. The files are read whole before anything is stored, and
 * both halves see the same bytes.
 */
G_DEFINE_FINAL_TYPE (KinImport, kin_import, G_TYPE_OBJECT)

static void
look_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinImport *self = source_object;
  GError *error = NULL;
  gboolean done;

  if (self->kept != NULL)
    done = kin_import_found_look_at_kept (self->found, self->kept_name, self->kept, cancellable,
                                          &error);
  else
    done = kin_import_found_look (self->found, self->paths, self->as_letters, cancellable, &error);

  kin_task_return_done (task, done, &error);
}

/* A file that was kept was said to be of this person; it is, if it is of that patient still. */
static KinMatch
find_match_of_kept (KinImport *self)
{
  return g_strcmp0 (self->found->patient_id,
                    kin_connection_get_patient_id (self->connection)) == 0 ? KIN_MATCH_SAME
                                                                           : KIN_MATCH_OTHER;
}

/* Files without a Patient go by a source that was confirmed before, if their id can be of
 * nobody else; a short one may be another patient's at another clinic. */
static KinMatch
find_match (KinImport *self)
{
  const KinImportFound *found = self->found;

  if (self->kept != NULL)
    return find_match_of_kept (self);
  if (found->identity != NULL)
    {
      KinMatch match = kin_person_match (self->person, found->identity, NULL);

      return match == KIN_MATCH_SAME && found->names_differ ? KIN_MATCH_ASK : match;
    }

  if (found->patient_id != NULL && g_uuid_string_is_valid (found->patient_id) &&
      kin_person_find_file_source (self->person, found->patient_id, NULL) != NULL)
    return KIN_MATCH_SAME;

  return KIN_MATCH_ASK;
}

static void
pass_on (GCancellable *cancellable,
         GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static void confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* Any of those who wait stops it for all: what is on a screen is the last of them. */
static void
join (KinImport *self,
      GTask     *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  gboolean first = self->confirms->len == 0;

  g_ptr_array_add (self->confirms, g_object_ref (task));
  if (first)
    self->stop = g_cancellable_new ();
  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (pass_on), g_object_ref (self->stop),
                           g_object_unref);
  if (first)
    kin_import_save_async (self, self->stop, confirmed_cb, NULL);
}

/* A yes after Stop is a yes, once what was stopped has ended. */
static void
join_or_wait (KinImport *self,
              GTask     *task)
{
  if (self->stop != NULL && g_cancellable_is_cancelled (self->stop))
    g_ptr_array_add (self->later, g_object_ref (task));
  else
    join (self, task);
}

/* All who said yes meanwhile are told the same; who said it after it was stopped is next. */
static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  KinImport *self = KIN_IMPORT (source);
  g_autoptr (GPtrArray) confirms = g_steal_pointer (&self->confirms);
  g_autoptr (GPtrArray) later = g_steal_pointer (&self->later);
  g_autoptr (GError) error = NULL;

  self->confirms = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_object (&self->stop);
  kin_import_save_finish (self, result, &error);
  kin_person_look_for_words (self->person);
  for (guint i = 0; i < confirms->len; i++)
    g_task_set_task_data (g_ptr_array_index (confirms, i),
                          g_memdup2 (&self->counts, sizeof self->counts), g_free);
  for (guint i = 0; i < later->len; i++)
    join_or_wait (self, g_ptr_array_index (later, i));
  for (guint i = 0; i < confirms->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (confirms, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (confirms, i), TRUE);
}

static void
kin_import_finalize (GObject *object)
{
  KinImport *self = KIN_IMPORT (object);

  g_clear_object (&self->person);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->confirms);
  g_ptr_array_unref (self->later);
  kin_import_found_free (self->found);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_free (self->kept_name);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->reader, kin_import_reader_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (kin_import_parent_class)->finalize (object);
}

static void
kin_import_class_init (KinImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_import_finalize;
}

static void
kin_import_init (KinImport *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->found = kin_import_found_new ();
  self->confirms = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * kin_import_new:
 * @person: (nullable): whose record it is to be, open; %NULL to choose after looking
 * @paths: files of FHIR JSON or NDJSON, plain, in gzip or in zip, and clinical documents (C-CDA),
 *   plain or in zip, all of one person; any other file is a letter
 *
 * Returns: (transfer full): an import, not begun
 */
KinImport *
kin_import_new (KinPerson          *person,
                const char * const *paths)
{
  KinImport *self = g_object_new (KIN_TYPE_IMPORT, NULL);

  g_set_object (&self->person, person);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->paths, g_strdup (paths[i]));

  return self;
}

/**
 * kin_import_new_of_kept:
 * @person: whose record it is, open
 * @connection: the source that the file came as
 * @name: (nullable): what it was called
 * @bytes: the file, as it was kept
 *
 * Returns: (transfer full): an import of a file that this person had before, not begun
 */
KinImport *
kin_import_new_of_kept (KinPerson     *person,
                        KinConnection *connection,
                        const char    *name,
                        GBytes        *bytes)
{
  KinImport *self = g_object_new (KIN_TYPE_IMPORT, NULL);

  g_set_object (&self->person, person);
  g_set_object (&self->connection, connection);
  self->kept_name = g_strdup (name != NULL ? name : "");
  self->kept = g_bytes_ref (bytes);

  return self;
}

/**
 * kin_import_new_of_letter:
 * @person: whose letter it is, open
 * @letter: (transfer full): a letter that was kept
 *
 * Returns: (transfer full): an import of it, which has looked
 */
KinImport *
kin_import_new_of_letter (KinPerson *person,
                          KinLetter *letter)
{
  KinImport *self = g_object_new (KIN_TYPE_IMPORT, NULL);

  g_set_object (&self->person, person);
  g_ptr_array_add (self->found->letters, letter);
  self->has_looked = TRUE;

  return self;
}

/**
 * kin_import_take_as_letters:
 *
 * The files are kept as they are, whatever is in them. To be called before looking.
 */
void
kin_import_take_as_letters (KinImport *self)
{
  g_return_if_fail (KIN_IS_IMPORT (self));

  self->as_letters = TRUE;
}

/**
 * kin_import_look_async:
 *
 * Reads the files to the end and finds whose record they are. Nothing is stored.
 */
void
kin_import_look_async (KinImport           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_IMPORT (self));
  g_return_if_fail (!self->has_looked);

  g_task_set_source_tag (task, kin_import_look_async);
  g_task_run_in_thread (task, look_thread);
}

/**
 * kin_import_look_finish:
 * @error: %KIN_ENGINE_ERROR_IMPORT_LIMIT, %KIN_ENGINE_ERROR_IMPORT_READ,
 *   %KIN_ENGINE_ERROR_IMPORT_EMPTY, %KIN_ENGINE_ERROR_IMPORT_CUT,
 *   %KIN_ENGINE_ERROR_IMPORT_LOCKED, %KIN_ENGINE_ERROR_IMPORT_UNSAFE,
 *   %KIN_ENGINE_ERROR_SEVERAL_PEOPLE, %KIN_RECORD_ERROR_OTHER_PERSON
 */
gboolean
kin_import_look_finish (KinImport     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  self->has_looked = g_task_propagate_boolean (G_TASK (result), error);

  return self->has_looked;
}

/**
 * kin_import_set_person:
 * @person: whose record it is to be; open
 *
 * Not while something is being stored: half of it would be somebody else's.
 */
void
kin_import_set_person (KinImport *self,
                       KinPerson *person)
{
  g_return_if_fail (KIN_IS_IMPORT (self));
  g_return_if_fail (self->confirms->len == 0);

  g_set_object (&self->person, person);
}

/**
 * kin_import_get_person:
 *
 * Returns: (transfer none) (nullable): whose record it is to be
 */
KinPerson *
kin_import_get_person (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->person;
}

/**
 * kin_import_get_paths:
 *
 * Returns: (transfer none) (element-type filename): the files
 */
GPtrArray *
kin_import_get_paths (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->paths;
}

/**
 * kin_import_get_identity:
 *
 * Returns: (nullable) (transfer none): whose record it is, where the files say so
 */
KinIdentity *
kin_import_get_identity (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->found->identity;
}

/**
 * kin_import_get_totals:
 *
 * Returns: (transfer full) (element-type KinSectionTotal): how many entries the files hold for
 *   each section that they have something for; all of them are counted as unread
 */
GArray *
kin_import_get_totals (KinImport *self)
{
  GArray *totals = g_array_new (FALSE, FALSE, sizeof (KinSectionTotal));

  g_return_val_if_fail (KIN_IS_IMPORT (self), totals);

  for (guint i = 0; i < KIN_N_SECTIONS; i++)
    {
      guint64 count = self->found->counts[i];
      KinSectionTotal total = { (KinSection) i, count, count };

      if (count > 0)
        g_array_append_val (totals, total);
    }

  return totals;
}

/**
 * kin_import_get_oldest:
 *
 * Returns: (nullable): the date of the oldest entry, as the clinic wrote it
 */
const char *
kin_import_get_oldest (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->found->oldest;
}

/**
 * kin_import_get_newest:
 *
 * Returns: (nullable): the date of the newest entry, as the clinic wrote it
 */
const char *
kin_import_get_newest (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->found->newest;
}

/**
 * kin_import_has_record:
 *
 * Returns: whether there is more than letters
 */
gboolean
kin_import_has_record (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), FALSE);

  return self->found->files->len > 0;
}

/**
 * kin_import_get_letters:
 *
 * Returns: (transfer none) (element-type KinLetter): what will be kept as letters
 */
GPtrArray *
kin_import_get_letters (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), NULL);

  return self->found->letters;
}

/**
 * kin_import_get_match:
 *
 * Returns: how well that fits the person
 */
KinMatch
kin_import_get_match (KinImport *self)
{
  g_return_val_if_fail (KIN_IS_IMPORT (self), KIN_MATCH_OTHER);

  return self->has_looked && self->person != NULL ? find_match (self) : KIN_MATCH_OTHER;
}

/**
 * kin_import_confirm_async:
 *
 * The person said: yes, these are of the one I meant. Stores the files as they are, and what is
 * in them with the rest of the record. The same file twice changes nothing; a second yes while
 * they are being stored waits for the first, and one after Stop begins anew. When it is cancelled,
 * what was read by then is kept whole.
 */
void
kin_import_confirm_async (KinImport           *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_IMPORT (self));

  g_task_set_source_tag (task, kin_import_confirm_async);
  /* Once all is in, it is in. */
  g_task_set_check_cancellable (task, FALSE);
  if (kin_import_get_match (self) == KIN_MATCH_OTHER)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                               "The files are of someone else");
      return;
    }

  join_or_wait (self, task);
}

/**
 * kin_import_confirm_finish:
 * @counts: (out): what came in, also when it was not all
 */
gboolean
kin_import_confirm_finish (KinImport        *self,
                           GAsyncResult     *result,
                           KinImportCounts  *counts,
                           GError          **error)
{
  const KinImportCounts *counted;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  counted = g_task_get_task_data (G_TASK (result));
  *counts = counted != NULL ? *counted : (KinImportCounts) { 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}
