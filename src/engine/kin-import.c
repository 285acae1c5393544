/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import"

#include "config.h"

#include "kin-connection-private.h"
#include "kin-engine-error.h"
#include "kin-import-reader.h"
#include "kin-import.h"
#include "kin-person-match.h"
#include "kin-person-private.h"
#include "kin-reference.h"
#include "kin-summary.h"

/* Pages that wait for the disk. */
#define MAX_WAITING 8

/* Stands for the patient of files that name none: nothing about any person gets past it. */
#define NOBODY "nobody"

/**
 * KinImport:
 *
 * Files that a person gives us, in two halves like a sign-in: looking, which ends with whose
 * record it is; and the person's yes. The files are read whole before anything is stored, and
 * both halves see the same bytes.
 */
struct _KinImport
{
  GObject          parent_instance;

  KinPerson       *person;
  GPtrArray       *paths;
  GPtrArray       *files;           /* GBytes, in the order of the paths */

  KinIdentity     *identity;        /* as the first file says it */
  gboolean         names_differ;    /* another one says it differently */
  char            *patient_id;
  KinMatch         match;

  KinConnection   *connection;
  KinImportReader *reader;
  guint            file;
  guint            page;
  guint            waiting;
  gboolean         reading;
  gboolean         ended;           /* all pages of this file are on their way */
  GError          *error;
  KinImportCounts  counts;
};

G_DEFINE_FINAL_TYPE (KinImport, kin_import, G_TYPE_OBJECT)

/* Looking, on a thread of the pool. Nothing else touches the object meanwhile. */

static void
set_several_people (GError **error)
{
  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_SEVERAL_PEOPLE,
                       "Import: records of more than one person");
}

static gboolean
note_patient_id (KinImport   *self,
                 const char  *id,
                 GError     **error)
{
  if (self->patient_id == NULL)
    self->patient_id = g_strdup (id);
  if (g_str_equal (self->patient_id, id))
    return TRUE;

  set_several_people (error);
  return FALSE;
}

/* An appointment names its people among others who take part. */
static char *
dup_patient_at (KinBundle *bundle,
                guint      position)
{
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, position, NULL);
  g_autoptr (KinReference) reference = NULL;

  if (summary == NULL || summary->patient == NULL)
    return NULL;

  reference = kin_reference_new (summary->patient);
  return g_strcmp0 (reference->type, "Patient") == 0 ? g_strdup (reference->id) : NULL;
}

static gboolean
note_patient_ids (KinImport  *self,
                  KinBundle  *bundle,
                  GError    **error)
{
  g_auto (GStrv) ids = kin_bundle_list_patient_ids (bundle);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!note_patient_id (self, ids[i], error))
      return FALSE;

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle) && self->patient_id == NULL; i++)
    self->patient_id = dup_patient_at (bundle, i);

  return TRUE;
}

/* Ids such as “1” are given out by every server, so one id is not yet one person: files of two
 * people that share one are told apart by what else they say. */
static gboolean
note_identity (KinImport  *self,
               KinBundle  *bundle,
               GError    **error)
{
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinIdentity) identity = NULL;

      if (g_strcmp0 (kin_bundle_get_type_at (bundle, i), "Patient") != 0)
        continue;
      identity = kin_identity_new (kin_bundle_get_resource (bundle, i));
      if (self->identity == NULL)
        {
          self->identity = g_steal_pointer (&identity);
          continue;
        }
      switch (kin_identity_match (self->identity, identity))
        {
        case KIN_MATCH_OTHER:
          set_several_people (error);
          return FALSE;
        case KIN_MATCH_ASK:
          self->names_differ = TRUE;
          break;
        case KIN_MATCH_SAME:
        default:
          break;
        }
    }

  return TRUE;
}

/* What is to be done with each piece of a file. */
typedef gboolean (*PieceFunc) (KinImport  *self,
                               KinBundle  *bundle,
                               GError    **error);

static gboolean
find_person (KinImport  *self,
             KinBundle  *bundle,
             GError    **error)
{
  return note_patient_ids (self, bundle, error) && note_identity (self, bundle, error);
}

/* Checked once before anything is stored, so that a stranger on the last page of the last file
 * keeps all of them out. */
static gboolean
check_person (KinImport  *self,
              KinBundle  *bundle,
              GError    **error)
{
  g_autoptr (KinBundle) checked = NULL;

  checked = kin_bundle_check_person (bundle, NULL,
                                     self->patient_id != NULL ? self->patient_id : NOBODY, error);
  return checked != NULL;
}

static gboolean
look_at (KinImport  *self,
         GBytes     *bytes,
         PieceFunc   look,
         GError    **error)
{
  g_autoptr (KinImportReader) reader = kin_import_reader_new (bytes, error);
  g_autoptr (GError) local = NULL;

  if (reader == NULL)
    return FALSE;

  while (local == NULL)
    {
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &local);

      if (bundle == NULL)
        break;
      look (self, bundle, &local);
    }

  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > KIN_IMPORT_MAX_OUT)
    {
      g_free (text);
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_LIMIT,
                           "Import: too large");
      return NULL;
    }

  return g_bytes_new_take (text, length);
}

static void
look_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinImport *self = source_object;
  GError *error = NULL;

  for (guint i = 0; i < self->paths->len && error == NULL; i++)
    {
      GBytes *bytes = read_file (g_ptr_array_index (self->paths, i), &error);

      if (bytes == NULL)
        break;
      g_ptr_array_add (self->files, bytes);
      if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
        look_at (self, bytes, find_person, &error);
    }

  for (guint i = 0; i < self->files->len && error == NULL; i++)
    if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
      look_at (self, g_ptr_array_index (self->files, i), check_person, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Files without a Patient go by a source that was confirmed before, if their id can be of
 * nobody else; a short one may be another patient's at another clinic. */
static KinMatch
find_match (KinImport *self)
{
  if (self->identity != NULL)
    {
      KinMatch match = kin_person_match (self->person, self->identity);

      return match == KIN_MATCH_SAME && self->names_differ ? KIN_MATCH_ASK : match;
    }

  if (self->patient_id != NULL && g_uuid_string_is_valid (self->patient_id) &&
      kin_person_find_file_source (self->person, self->patient_id, NULL) != NULL)
    return KIN_MATCH_SAME;

  return KIN_MATCH_ASK;
}

/* Storing: source → for each file its original and its pages */

static void next_file (GTask *task);
static void read_on (GTask *task);

static void
settle (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);

  if (self->reading || self->waiting > 0)
    return;

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->ended)
    next_file (task);
}

static void
fail (KinImport *self,
      GError    *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  self->waiting--;
  if (kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    {
      self->counts.resources += counts.resources;
      self->counts.stored += counts.stored;
      self->counts.unchanged += counts.unchanged;
      self->counts.quarantined += counts.quarantined;
    }
  else
    {
      fail (self, error);
    }

  if (self->error == NULL && !self->ended && !self->reading)
    read_on (task);
  settle (task);
}

static char *
name_of_question (KinImport *self)
{
  GBytes *bytes = g_ptr_array_index (self->files, self->file);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strdup_printf ("File %.16s", hash);
}

static void
hand_over (GTask     *task,
           KinBundle *bundle,
           KinOutcome outcome)
{
  KinImport *self = g_task_get_source_object (task);
  g_autofree char *query = name_of_question (self);
  KinStep step = { 0 };

  if (bundle != NULL)
    self->page++;
  step.query = query;
  step.page = self->page;
  step.answer = outcome;
  step.full = TRUE;
  self->waiting++;
  kin_record_store_ingest_async (kin_person_get_record (self->person),
                                 kin_connection_get_id (self->connection), bundle, &step,
                                 g_task_get_cancellable (task), stored_cb, g_object_ref (task));
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinImport *self = source_object;
  g_autoptr (KinBundle) bundle = NULL;
  KinBundle *checked = NULL;
  GError *error = NULL;

  bundle = kin_import_reader_next (self->reader, &error);
  if (bundle != NULL)
    checked = kin_bundle_check_person (bundle, NULL,
                                       self->patient_id != NULL ? self->patient_id : NOBODY,
                                       &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, checked, (GDestroyNotify) kin_bundle_unref);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinBundle) bundle = NULL;
  KinImport *self = KIN_IMPORT (source);
  GError *error = NULL;

  self->reading = FALSE;
  bundle = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    {
      fail (self, error);
    }
  else if (bundle != NULL)
    {
      hand_over (task, bundle, KIN_OUTCOME_RUNNING);
      if (self->error == NULL && self->waiting < MAX_WAITING)
        read_on (task);
    }
  else
    {
      guint bad = kin_import_reader_get_bad (self->reader);

      self->counts.resources += bad;
      self->counts.quarantined += bad;
      self->ended = TRUE;
      hand_over (task, NULL, KIN_OUTCOME_ANSWERED);
    }

  settle (task);
}

static void
read_on (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  g_autoptr (GTask) reading = g_task_new (self, g_task_get_cancellable (task), read_cb,
                                          g_object_ref (task));

  self->reading = TRUE;
  g_task_set_source_tag (reading, read_on);
  g_task_run_in_thread (reading, read_thread);
}

static void
original_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_personal_store_save_original_finish (KIN_PERSONAL_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    read_on (task);
}

static void
next_file (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  g_autofree char *name = NULL;
  GBytes *bytes;
  GError *error = NULL;

  self->file = self->reader == NULL ? 0 : self->file + 1;
  g_clear_pointer (&self->reader, kin_import_reader_free);
  if (self->file >= self->files->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->page = 0;
  self->ended = FALSE;
  bytes = g_ptr_array_index (self->files, self->file);
  self->reader = kin_import_reader_new (bytes, &error);
  if (self->reader == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  name = g_path_get_basename (g_ptr_array_index (self->paths, self->file));
  kin_personal_store_save_original_async (kin_person_get_personal (self->person),
                                          kin_connection_get_id (self->connection), name,
                                          kin_import_reader_get_media_type (self->reader), bytes,
                                          g_task_get_cancellable (task), original_cb,
                                          g_object_ref (task));
}

static void
source_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->connection = kin_person_save_connection_finish (KIN_PERSON (source), result, &error);
  if (self->connection == NULL)
    g_task_return_error (task, error);
  else
    next_file (task);
}

static KinConnectionNote *
make_note (KinImport *self)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_uuid_string_random ();
  note->kind = g_strdup (KIN_CONNECTION_KIND_FILE);
  note->patient_id = g_strdup (self->patient_id);
  note->binding = self->identity != NULL ? kin_identity_to_text (self->identity) : NULL;
  note->state = g_strdup (kin_connection_state_to_id (KIN_CONNECTION_READY));

  return note;
}

static void
kin_import_finalize (GObject *object)
{
  KinImport *self = KIN_IMPORT (object);

  g_object_unref (self->person);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->identity, kin_identity_unref);
  g_free (self->patient_id);
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
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->match = KIN_MATCH_OTHER;
}

/**
 * kin_import_new:
 * @person: whose record it is to be; open
 * @paths: files of FHIR JSON or NDJSON, plain, in gzip or in zip, all of one person
 *
 * Returns: (transfer full): an import, not begun
 */
KinImport *
kin_import_new (KinPerson          *person,
                const char * const *paths)
{
  KinImport *self = g_object_new (KIN_TYPE_IMPORT, NULL);

  self->person = g_object_ref (person);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->paths, g_strdup (paths[i]));

  return self;
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
  g_return_if_fail (self->files->len == 0);

  g_task_set_source_tag (task, kin_import_look_async);
  g_task_run_in_thread (task, look_thread);
}

/**
 * kin_import_look_finish:
 * @error: %KIN_ENGINE_ERROR_IMPORT_FORMAT, %KIN_ENGINE_ERROR_IMPORT_LIMIT,
 *   %KIN_ENGINE_ERROR_SEVERAL_PEOPLE, %KIN_RECORD_ERROR_OTHER_PERSON
 */
gboolean
kin_import_look_finish (KinImport     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  self->match = find_match (self);
  return TRUE;
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

  return self->identity;
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

  return self->match;
}

/**
 * kin_import_confirm_async:
 *
 * The person said: yes, these are of the one I meant. Stores the files as they are, and what is
 * in them with the rest of the record. The same file twice changes nothing.
 */
void
kin_import_confirm_async (KinImport           *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (KinConnectionNote) note = NULL;
  KinConnection *known;

  g_return_if_fail (KIN_IS_IMPORT (self));

  g_task_set_source_tag (task, kin_import_confirm_async);
  if (self->match == KIN_MATCH_OTHER)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                               "The files are of someone else");
      return;
    }

  known = kin_person_find_file_source (self->person, self->patient_id, self->identity);
  if (known != NULL)
    {
      self->connection = g_object_ref (known);
      next_file (task);
      return;
    }

  note = make_note (self);
  kin_person_save_connection_async (self->person, note, cancellable, source_cb,
                                    g_object_ref (task));
}

/**
 * kin_import_confirm_finish:
 * @counts: (out): what came in
 */
gboolean
kin_import_confirm_finish (KinImport        *self,
                           GAsyncResult     *result,
                           KinImportCounts  *counts,
                           GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *counts = self->counts;
  return g_task_propagate_boolean (G_TASK (result), error);
}
