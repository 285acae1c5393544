/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-files"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-import-private.h"
#include "kin-person-files.h"
#include "kin-person-notes.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-store-error.h"

/* Files of a record that were opened by hand are kept as they were, beside the record. One that
 * begins again gets them from there: one after the other is read as the source it came as. Letters
 * are noted there, and come out of the damaged file that was set aside, as far as it can be read. A
 * mark says so until all were; whatever is cut off begins with the first, and what is there already
 * stays as it is. */

#define QUIET_MILLISECONDS 1000

typedef struct
{
  GPtrArray *originals;              /* of KinOriginal; after them, those of letters */
  guint      next;
  guint      n_read;
  guint      n_left;
  GString   *left;                   /* their names, one in each line */
} Again;

static void
again_free (Again *self)
{
  g_clear_pointer (&self->originals, g_ptr_array_unref);
  g_string_free (self->left, TRUE);
  g_free (self);
}

/* The note of a letter as an original: it has no id, and its letter is known by the hash. */
static KinOriginal *
original_of_letter (const KinNote *note)
{
  g_auto (GStrv) name = g_strsplit (note->name, "/", 3);
  g_auto (GStrv) parts = g_strsplit (note->value, " ", 3);
  KinOriginal *self;

  if (g_strv_length (name) != 3 || g_strv_length (parts) != 3)
    return NULL;

  self = g_new0 (KinOriginal, 1);
  self->connection = g_strdup (name[0]);
  self->hash = g_strdup (name[2]);
  self->name = g_strdup (parts[2]);

  return self;
}

static void
add_letters (KinPerson *person,
             GPtrArray *originals)
{
  GPtrArray *notes = kin_person_get_notes (person);

  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);
      KinOriginal *original = NULL;

      if (g_str_equal (note->kind, KIN_PERSON_LETTER))
        original = original_of_letter (note);
      if (original != NULL)
        g_ptr_array_add (originals, original);
    }
}

static void
note_left (Again *self)
{
  const KinOriginal *original = g_ptr_array_index (self->originals, self->next - 1);
  gboolean has_name = original->name != NULL && *original->name != '\0';
  g_autofree char *name = g_strdup (has_name ? original->name : "?");

  for (char *at = name; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';

  self->n_left++;
  if (self->left->len > 0)
    g_string_append_c (self->left, '\n');
  g_string_append (self->left, name);
}

static void read_next (GTask *task);

static gboolean
is_over (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (kin_person_get_is_open (self))
    return FALSE;

  g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED, "The person is closed");
  return TRUE;
}

/* A file that cannot be read does not keep the others away; a disk that is full does. */
static void
leave (GTask        *task,
       const GError *error)
{
  note_left (g_task_get_task_data (task));
  g_debug ("A file is not read again: %s", error != NULL ? error->message : "it is another one");
  read_next (task);
}

static void
go_on (GTask        *task,
       const GError *error)
{
  Again *again = g_task_get_task_data (task);

  if (error != NULL)
    {
      leave (task, error);
      return;
    }

  again->n_read++;
  read_next (task);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  if (kin_import_confirm_finish (KIN_IMPORT (source), result, &counts, &error) ||
      error->domain != KIN_STORE_ERROR)
    {
      /* What was erased meanwhile is not missed. */
      if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_ERASED))
        read_next (task);
      else
        go_on (task, error);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_import_look_finish (KIN_IMPORT (source), result, &error))
    go_on (task, error);
  else if (!is_over (task))
    kin_import_confirm_async (KIN_IMPORT (source), g_task_get_cancellable (task), stored_cb,
                              g_object_ref (task));
}

/* A letter that is not of its note any more is none that could be kept. */
static KinImport *
import_letter (KinPerson         *self,
               const KinOriginal *original,
               GBytes            *bytes)
{
  g_autofree char *name = kin_person_letter_note_name (original->connection, original->hash);
  const KinNote *note;
  KinLetter *letter;
  guint position;

  if (!kin_person_find_note (self, KIN_PERSON_LETTER, name, &position))
    return NULL;

  note = g_ptr_array_index (kin_person_get_notes (self), position);
  letter = kin_letter_new_of_note (original->hash, note->value, bytes);

  return letter != NULL ? kin_import_new_of_letter (self, letter) : NULL;
}

static void
letter_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  Again *again = g_task_get_task_data (task);
  const KinOriginal *original = g_ptr_array_index (again->originals, again->next - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinImport) import = NULL;

  bytes = kin_record_store_load_attachment_finish (KIN_RECORD_STORE (source), result, &error);
  if (is_over (task))
    return;
  if (bytes == NULL && !kin_store_error_is_damage (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (bytes != NULL && kin_person_find_connection (self, original->connection) != NULL)
    import = import_letter (self, original, bytes);
  if (import != NULL)
    kin_import_confirm_async (import, g_task_get_cancellable (task), stored_cb,
                              g_object_ref (task));
  else if (kin_person_find_connection (self, original->connection) == NULL)
    read_next (task);
  else
    leave (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  Again *again = g_task_get_task_data (task);
  const KinOriginal *original = g_ptr_array_index (again->originals, again->next - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinImport) import = NULL;
  KinConnection *connection;

  bytes = kin_personal_store_load_original_finish (KIN_PERSONAL_STORE (source), result, &error);
  /* It may have been erased while the file was loaded. */
  connection = kin_person_find_connection (self, original->connection);
  if (connection == NULL)
    {
      read_next (task);
      return;
    }
  /* What is damaged stays so; a disk that fails may be well the next time. */
  if (bytes == NULL && kin_store_error_is_damage (error))
    {
      go_on (task, error);
      return;
    }
  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (is_over (task))
    return;

  import = kin_import_new_of_kept (self, connection, original->name, bytes);
  kin_import_look_async (import, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

/* What was taken out with its source stays out. */
static const KinOriginal *
find_next (KinPerson *self,
           Again     *again)
{
  while (again->next < again->originals->len)
    {
      const KinOriginal *original = g_ptr_array_index (again->originals, again->next++);

      if (kin_person_find_connection (self, original->connection) != NULL)
        return original;
    }

  return NULL;
}

/* Whoever has read already that the record began again is told once more. */
static void
end_reading (KinPerson   *self,
             const Again *again)
{
  kin_person_set_mark (self, KIN_PERSON_FILES_LEFT, again->n_left > 0 ? again->left->str : NULL);
  if (again->n_left > 0 && kin_person_get_began_again (self) == NULL)
    kin_person_set_mark (self, KIN_PERSON_BEGAN_AGAIN,
                         kin_person_get_mark (self, KIN_PERSON_FILES_UNREAD));
  kin_person_set_mark (self, KIN_PERSON_FILES_UNREAD, NULL);
}

static void
read_next (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  Again *again = g_task_get_task_data (task);
  const KinOriginal *original;

  if (is_over (task))
    return;

  original = find_next (self, again);
  if (original != NULL && original->id == 0)
    {
      g_autofree char *url = g_strconcat ("Binary/", original->hash, NULL);

      kin_record_store_recover_attachment_async (kin_person_get_record (self),
                                                 original->connection, url,
                                                 g_task_get_cancellable (task), letter_loaded_cb,
                                                 g_object_ref (task));
      return;
    }
  if (original != NULL)
    {
      kin_personal_store_load_original_async (kin_person_get_personal (self), original->id,
                                              g_task_get_cancellable (task), loaded_cb,
                                              g_object_ref (task));
      return;
    }

  end_reading (self, again);
  g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Again *again = g_task_get_task_data (task);
  GError *error = NULL;

  again->originals = kin_personal_store_list_originals_finish (KIN_PERSONAL_STORE (source),
                                                               result, &error);
  if (again->originals == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  add_letters (g_task_get_source_object (task), again->originals);
  read_next (task);
}

/**
 * kin_person_read_files_async:
 * @self: an open person
 * @cancellable: (nullable): what is done is done
 *
 * Reads the files again that were opened by hand, where the record began again since. It happens
 * by itself when it is quiet; this is for who has no time for that.
 */
void
kin_person_read_files_async (KinPerson           *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Again *again;

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_read_files_async);
  again = g_new0 (Again, 1);
  again->left = g_string_new (NULL);
  g_task_set_task_data (task, again, (GDestroyNotify) again_free);
  g_clear_handle_id (&kin_person_get_watch (self)->files.due, g_source_remove);
  if (kin_person_get_mark (self, KIN_PERSON_FILES_UNREAD) == NULL)
    g_task_return_boolean (task, TRUE);
  else
    kin_personal_store_list_originals_async (kin_person_get_personal (self), cancellable,
                                             listed_cb, g_object_ref (task));
}

/**
 * kin_person_read_files_finish:
 * @n_read: (out): how many were read
 * @n_left: (out): how many could not be
 * @error: #KinStoreError, or %G_IO_ERROR_CANCELLED: it is to be done once more
 *
 * Returns: whether all was done that can be
 */
gboolean
kin_person_read_files_finish (KinPerson     *self,
                              GAsyncResult  *result,
                              guint         *n_read,
                              guint         *n_left,
                              GError       **error)
{
  const Again *again;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  again = g_task_get_task_data (G_TASK (result));
  *n_read = again->n_read;
  *n_left = again->n_left;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* By itself */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_read, n_left;

  if (!kin_person_read_files_finish (KIN_PERSON (source), result, &n_read, &n_left, &error))
    g_debug ("Some files are not read again yet: %s", error->message);
}

static gboolean
on_quiet (gpointer user_data)
{
  KinPerson *self = user_data;
  KinFilesWatch *watch = &kin_person_get_watch (self)->files;

  watch->due = 0;
  watch->cancellable = g_cancellable_new ();
  kin_person_read_files_async (self, watch->cancellable, done_cb, NULL);

  return G_SOURCE_REMOVE;
}

/* Nobody waits for it: the window and what a command does have their turn first. */
void
kin_person_watch_files (KinPerson *self)
{
  KinFilesWatch *watch = &kin_person_get_watch (self)->files;

  if (watch->due == 0 && watch->cancellable == NULL &&
      kin_person_get_mark (self, KIN_PERSON_FILES_UNREAD) != NULL)
    watch->due = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MILLISECONDS, on_quiet, self, NULL);
}

/* Before the files are closed. */
void
kin_person_settle_files (KinPerson *self)
{
  KinFilesWatch *watch = &kin_person_get_watch (self)->files;

  g_clear_handle_id (&watch->due, g_source_remove);
  g_cancellable_cancel (watch->cancellable);
  g_clear_object (&watch->cancellable);
}
