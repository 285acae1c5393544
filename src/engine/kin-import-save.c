/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import-save"

#include "config.h"

#include <string.h>

#include "kin-connection-private.h"
#include "kin-engine-error.h"
#include "kin-import-binary.h"
#include "kin-import-private.h"
#include "kin-letter.h"
#include "kin-person-letters.h"
#include "kin-person-match.h"
#include "kin-person-private.h"
#include "kin-schedule.h"
#include "kin-store-error.h"

/* Pages and documents that wait for the disk before no more is read: more resources than the
 * store commits at a time, or it would wait for those that wait for it. */
#define MAX_WAITING 8

/* Storing: source → for each file its original and its pages; source of letters → for each letter
 * its bytes and its entry. It can be stopped before a page is read and before a letter: what is on
 * its way to the disk then gets there, and is counted. */

static void begin_letters (GTask *task);
static void note_arrival (GTask *task);
static void next_file (GTask *task);
static void read_on (GTask *task);

/* What each answer leads to. No more is read than the disk takes: the rest stays in the file. */
static void
settle (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);

  if (self->error == NULL && !self->ended && !self->reading && self->waiting < MAX_WAITING)
    read_on (task);
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

  settle (task);
}

/* The person may be taken away while a long file comes in. */
static gboolean
is_closed (KinImport *self)
{
  if (kin_person_get_is_open (self->person))
    return FALSE;

  fail (self, g_error_new_literal (KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                                   "The record is closed"));
  return TRUE;
}

/* Or its source may be erased: what was on its way goes with it, and nothing follows. */
static gboolean
is_over (KinImport *self)
{
  KinPerson *person = self->person;

  if (is_closed (self))
    return TRUE;
  if (!kin_schedule_has_left (kin_person_get_schedule (person), self->connection) &&
      kin_person_find_connection (person, kin_connection_get_id (self->connection)) != NULL)
    return FALSE;

  fail (self, g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_ERASED,
                                   "Erased meanwhile"));
  return TRUE;
}

static char *
name_of_question (KinImport *self)
{
  const KinImportFile *file = g_ptr_array_index (self->found->files, self->file);

  return g_strdup_printf ("File %.16s", file->hash);
}

static void
hand_over (GTask     *task,
           KinBundle *bundle,
           KinOutcome outcome)
{
  KinImport *self = g_task_get_source_object (task);
  g_autofree char *query = name_of_question (self);
  KinStep step = { 0 };

  if (is_over (self))
    return;

  if (bundle != NULL)
    self->page++;
  step.query = query;
  step.page = self->page;
  step.answer = outcome;
  step.full = TRUE;
  self->waiting++;
  kin_record_store_ingest_async (kin_person_get_record (self->person),
                                 kin_connection_get_id (self->connection), bundle, &step, NULL,
                                 stored_cb, g_object_ref (task));
}

/* A page as it was read, and the documents that lie in it. */
typedef struct
{
  KinBundle *bundle;
  GPtrArray *binaries;
} Page;

static void
page_free (Page *page)
{
  kin_bundle_unref (page->bundle);
  g_ptr_array_unref (page->binaries);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static void
binary_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->waiting--;
  if (!kin_record_store_save_attachment_finish (KIN_RECORD_STORE (source), result, &error))
    fail (self, error);
  settle (task);
}

/* The bytes come first, as with letters. */
static void
hand_over_binaries (GTask     *task,
                    GPtrArray *binaries)
{
  KinImport *self = g_task_get_source_object (task);

  for (guint i = 0; i < binaries->len && !is_over (self); i++)
    {
      KinImportBinary *binary = g_ptr_array_index (binaries, i);

      /* Its resource is counted as any other; it may be stored, and its bytes are not. */
      if (binary->bytes == NULL)
        self->counts.quarantined++;
      self->waiting++;
      kin_record_store_save_attachment_async (kin_person_get_record (self->person),
                                              kin_connection_get_id (self->connection),
                                              binary->url, binary->media_type, binary->bytes,
                                              "its bytes are damaged", NULL, binary_saved_cb,
                                              g_object_ref (task));
    }
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
  Page *page;

  bundle = kin_import_reader_next (self->reader, &error);
  if (bundle != NULL)
    checked = kin_bundle_check_person (bundle, NULL,
                                       self->found->patient_id != NULL ? self->found->patient_id
                                                                       : KIN_IMPORT_NOBODY,
                                       &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (checked == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  page = g_new0 (Page, 1);
  page->bundle = checked;
  page->binaries = kin_import_binary_list (checked);
  g_task_return_pointer (task, page, (GDestroyNotify) page_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (Page) page = NULL;
  KinImport *self = KIN_IMPORT (source);
  GError *error = NULL;

  self->reading = FALSE;
  page = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    {
      fail (self, error);
    }
  else if (page != NULL)
    {
      hand_over_binaries (task, page->binaries);
      hand_over (task, page->bundle, KIN_OUTCOME_RUNNING);
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
    settle (task);
}

static void
next_file (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  const KinImportFile *file;
  const char *media_type;
  GError *error = NULL;

  if (is_over (self))
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  self->file = self->reader == NULL ? 0 : self->file + 1;
  g_clear_pointer (&self->reader, kin_import_reader_free);
  if (self->file >= self->found->files->len)
    {
      note_arrival (task);
      return;
    }

  self->page = 0;
  self->ended = FALSE;
  file = g_ptr_array_index (self->found->files, self->file);
  self->reader = kin_import_reader_new (file->bytes, &error);
  if (self->reader == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  media_type = file->media_type != NULL ? file->media_type
                                        : kin_import_reader_get_media_type (self->reader);
  kin_personal_store_save_original_async (kin_person_get_personal (self->person),
                                          kin_connection_get_id (self->connection), file->name,
                                          media_type, file->original,
                                          g_task_get_cancellable (task), original_cb,
                                          g_object_ref (task));
}

static KinConnectionNote *
make_note (const char  *patient_id,
           KinIdentity *identity)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_uuid_string_random ();
  note->kind = g_strdup (KIN_CONNECTION_KIND_FILE);
  note->patient_id = g_strdup (patient_id);
  note->binding = identity != NULL ? kin_identity_to_text (identity) : NULL;
  note->state = g_strdup (kin_connection_state_to_id (KIN_CONNECTION_READY));

  return note;
}

/* Takes the source that is known for a patient, or makes it; @made goes on then. */
static void
find_source (GTask               *task,
             const char          *patient_id,
             KinIdentity         *identity,
             void               (*go_on) (GTask *task),
             GAsyncReadyCallback  made)
{
  KinImport *self = g_task_get_source_object (task);
  KinConnection *known = kin_person_find_file_source (self->person, patient_id, identity);
  g_autoptr (KinConnectionNote) note = NULL;

  if (known != NULL)
    {
      g_set_object (&self->connection, known);
      go_on (task);
      return;
    }

  note = make_note (patient_id, identity);
  kin_person_save_connection_async (self->person, note, g_task_get_cancellable (task), made,
                                    g_object_ref (task));
}

static void
finish_source (GTask         *task,
               GAsyncResult  *result,
               void         (*go_on) (GTask *task))
{
  KinImport *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_object (&self->connection);
  self->connection = kin_person_save_connection_finish (self->person, result, &error);
  if (self->connection == NULL)
    g_task_return_error (task, error);
  else
    go_on (task);
}

/* Letters: they say nothing about whose they are, so that they go under an id of our own. */

static void next_letter (GTask *task);

static void
letter_stored_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->counts.letters += counts.stored;
  self->letter++;
  next_letter (task);
}

static KinBundle *
make_letter_bundle (KinImport  *self,
                    KinLetter  *letter,
                    GError    **error)
{
  g_free (letter->said);
  letter->said = g_strdup (kin_person_get_letter_date (self->person, letter->id));

  return kin_person_bundle_letter (self->person, letter, error);
}

static void
letter_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  KinLetter *letter = g_ptr_array_index (self->found->letters, self->letter);
  g_autofree char *query = kin_letter_dup_query (letter);
  KinStep step = { .query = query, .page = 1, .answer = KIN_OUTCOME_ANSWERED, .full = TRUE };
  g_autoptr (KinBundle) bundle = NULL;
  GError *error = NULL;

  if (kin_record_store_save_attachment_finish (KIN_RECORD_STORE (source), result, &error))
    bundle = is_over (self) ? NULL : make_letter_bundle (self, letter, &error);
  if (bundle == NULL)
    {
      g_task_return_error (task, error != NULL ? error : g_steal_pointer (&self->error));
      return;
    }

  kin_record_store_ingest_async (KIN_RECORD_STORE (source),
                                 kin_connection_get_id (self->connection), bundle, &step, NULL,
                                 letter_stored_cb, g_object_ref (task));
}

/* The bytes come first: an entry without its letter would promise what is not there. */
static void
save_letter (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  KinLetter *letter = g_ptr_array_index (self->found->letters, self->letter);
  g_autofree char *url = kin_letter_dup_url (letter);

  kin_record_store_save_attachment_async (kin_person_get_record (self->person),
                                          kin_connection_get_id (self->connection), url,
                                          letter->media_type, letter->bytes, NULL, NULL,
                                          letter_saved_cb, g_object_ref (task));
}

static char *
dup_note_name (KinImport *self)
{
  const KinLetter *letter = g_ptr_array_index (self->found->letters, self->letter);

  return kin_person_letter_note_name (kin_connection_get_id (self->connection), letter->id);
}

static void
letter_noted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinImport *self = g_task_get_source_object (task);
  g_autofree char *name = dup_note_name (self);
  GError *error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      kin_person_take_note (self->person, KIN_PERSON_LETTER, name, NULL);
      g_task_return_error (task, error);
    }
  else if (is_over (self))
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
    }
  else
    {
      save_letter (task);
    }
}

/* What it is called and how old it is stands beside the record, too: should that be damaged, the
 * letter is missed, and comes back where its bytes are still to be found. */
static void
note_letter (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  g_autofree char *name = dup_note_name (self);
  g_autofree char *note = NULL;
  guint position;

  if (kin_person_find_note (self->person, KIN_PERSON_LETTER, name, &position))
    {
      save_letter (task);
      return;
    }

  /* At once, so that who erases its source meanwhile finds it. */
  note = kin_letter_to_note (g_ptr_array_index (self->found->letters, self->letter));
  kin_person_take_note (self->person, KIN_PERSON_LETTER, name, note);
  kin_personal_store_save_note_async (kin_person_get_personal (self->person), KIN_PERSON_LETTER,
                                      name, note, NULL, letter_noted_cb, g_object_ref (task));
}

static void
next_letter (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (self->letter >= self->found->letters->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (is_over (self))
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  note_letter (task);
}

static void
letter_source_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  finish_source (task, result, next_letter);
}

/* When the last file came from a source: whoever looks at it later learns how old it is. */

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  finish_source (task, result, begin_letters);
}

static void
note_arrival (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (KinConnectionNote) note = NULL;

  /* Of a source that was erased meanwhile, or a person that was closed, nothing is noted; and a
   * file that was kept is as old as it was. */
  if (self->kept != NULL || self->found->files->len == 0 ||
      kin_person_find_connection (self->person,
                                  kin_connection_get_id (self->connection)) == NULL)
    {
      begin_letters (task);
      return;
    }

  note = kin_connection_note_copy (kin_connection_get_note (self->connection));
  g_free (note->last_success);
  note->last_success = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  kin_person_save_connection_async (self->person, note, g_task_get_cancellable (task), noted_cb,
                                    g_object_ref (task));
}

static void
begin_letters (GTask *task)
{
  KinImport *self = g_task_get_source_object (task);

  self->letter = 0;
  if (self->found->letters->len == 0)
    g_task_return_boolean (task, TRUE);
  else if (is_closed (self))
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    find_source (task, kin_person_get_id (self->person), NULL, next_letter, letter_source_cb);
}

static void
source_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  finish_source (task, result, next_file);
}

/**
 * kin_import_save_async:
 * @self: which has looked, and has its person
 *
 * Begins with the first file, whatever became of it before: what is there already changes
 * nothing.
 */
void
kin_import_save_async (KinImport           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_import_save_async);
  g_task_set_check_cancellable (task, FALSE);
  g_clear_pointer (&self->reader, kin_import_reader_free);
  memset (&self->counts, 0, sizeof self->counts);
  self->counts.left_out = self->found->left_out;
  if (self->found->files->len == 0)
    begin_letters (task);
  else if (self->kept != NULL)
    next_file (task);
  else
    find_source (task, self->found->patient_id, self->found->identity, next_file, source_cb);
}

gboolean
kin_import_save_finish (KinImport     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
