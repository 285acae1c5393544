/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-personal-notes"

#include "config.h"

#include "kin-personal-private.h"

#define SQL_ADD \
  "INSERT OR REPLACE INTO note (kind, name, value, created) VALUES (?1, ?2, ?3, ?4)"
#define SQL_REMOVE "DELETE FROM note WHERE kind = ?1 AND name = ?2"
#define SQL_LIST "SELECT kind, name, value FROM note ORDER BY kind, created, name"

/**
 * kin_note_new:
 * @kind: what it is for
 * @name: one of that kind
 * @value: (nullable): what is noted
 *
 * Returns: (transfer full): a note
 */
KinNote *
kin_note_new (const char *kind,
              const char *name,
              const char *value)
{
  KinNote *self = g_new0 (KinNote, 1);

  self->kind = g_strdup (kind);
  self->name = g_strdup (name);
  self->value = g_strdup (value);

  return self;
}

void
kin_note_free (KinNote *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static gboolean
save (KinDatabase    *db,
      const KinNote  *note,
      GError        **error)
{
  g_autofree char *now = kin_file_now ();

  if (note->value == NULL)
    return kin_database_run (db, error, SQL_REMOVE, "tt", note->kind, note->name);

  return kin_database_run (db, error, SQL_ADD, "tttt", note->kind, note->name, note->value, now);
}

static void
save_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error) && save (file->writer, task_data, &error);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_personal_store_save_note_async:
 * @self: a store
 * @kind: what the note is for
 * @name: one of that kind; a note of the same name is replaced
 * @value: (nullable): what is noted; %NULL forgets it
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps something that the person wrote down or set aside.
 */
void
kin_personal_store_save_note_async (KinPersonalStore    *self,
                                    const char          *kind,
                                    const char          *name,
                                    const char          *value,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));
  g_return_if_fail (kind != NULL);
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_save_note_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, kin_note_new (kind, name, value), (GDestroyNotify) kin_note_free);
  kin_personal_store_push (self, task, save_job);
}

/**
 * kin_personal_store_save_note_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_personal_store_save_note_finish (KinPersonalStore  *self,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static KinNote *
read_row (KinStatement *row)
{
  KinNote *note = kin_note_new (NULL, NULL, NULL);

  note->kind = kin_statement_dup_text (row, 0);
  note->name = kin_statement_dup_text (row, 1);
  note->value = kin_statement_dup_text (row, 2);

  return note;
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  KinStatement *row;
  GError *error = NULL;

  kin_worker_assert (file->worker);

  row = kin_database_ask (file->writer, &error, SQL_LIST, "");
  kin_statement_return_rows (row, task, (KinRowFunc) read_row, (GDestroyNotify) kin_note_free,
                             error);
}

/**
 * kin_personal_store_list_notes_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads everything that is noted.
 */
void
kin_personal_store_list_notes_async (KinPersonalStore    *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_list_notes_async);
  kin_personal_store_push (self, task, list_job);
}

/**
 * kin_personal_store_list_notes_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinNote): them, by kind, first come first
 */
GPtrArray *
kin_personal_store_list_notes_finish (KinPersonalStore  *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
