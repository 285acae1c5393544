/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-store"

#include "config.h"

#include <sqlite3.h>

#include "kin-family-store-private.h"

#define SQL_ADD "INSERT OR IGNORE INTO person (id, name, created) VALUES (?1, ?2, ?3)"
#define SQL_SAVE \
  "UPDATE person SET name = ?2, birth_date = ?3, colour = ?4, is_self = ?5, is_sample = ?6" \
  " WHERE id = ?1"
#define SQL_LIST \
  "SELECT id, name, birth_date, created, colour, is_self, is_sample, photo, relation" \
  " FROM person ORDER BY created, rowid"
#define SQL_SAVE_PHOTO "UPDATE person SET photo = ?2 WHERE id = ?1"
#define SQL_SAVE_RELATION "UPDATE person SET relation = ?2 WHERE id = ?1"
#define SQL_REMOVE "DELETE FROM person WHERE id = ?1"
#define SQL_FROM_COPY \
  "INSERT OR REPLACE INTO note (kind, name, value, created)" \
  " VALUES ('mark', 'from-copy', ?1, ?2)"
#define SQL_GET_FROM_COPY "SELECT value FROM note WHERE kind = 'mark' AND name = 'from-copy'"
#define SQL_FORGET_FROM_COPY "DELETE FROM note WHERE kind = 'mark' AND name = 'from-copy'"

G_DEFINE_FINAL_TYPE (KinFamilyStore, kin_family_store, G_TYPE_OBJECT)

static const char * const reads[] = {
  "SELECT * FROM person",
  "SELECT id FROM person ORDER BY id",
  "SELECT * FROM set_up",
  "SELECT * FROM note",
  NULL
};

static const KinFileKind family_file = {
  .name = "family.db", .schema = "family", .wal = FALSE,
  .from_copy = SQL_FROM_COPY, .reads = reads
};

void
kin_family_store_push (KinFamilyStore  *self,
                       GTask           *task,
                       GTaskThreadFunc  job)
{
  kin_worker_push (self->closed ? NULL : self->file->worker, task, job);
}

static void
kin_family_store_dispose (GObject *object)
{
  KinFamilyStore *self = KIN_FAMILY_STORE (object);

  kin_file_close (self->file, &self->closed, NULL);

  G_OBJECT_CLASS (kin_family_store_parent_class)->dispose (object);
}

static void
kin_family_store_class_init (KinFamilyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_family_store_dispose;
}

static void
kin_family_store_init (KinFamilyStore *self)
{
  self->closed = TRUE;
}

/**
 * kin_person_note_new:
 * @id: random
 * @name: as the person is called at home
 * @birth_date: (nullable): FHIR date
 *
 * Returns: (transfer full): a note about a person
 */
KinPersonNote *
kin_person_note_new (const char *id,
                     const char *name,
                     const char *birth_date)
{
  KinPersonNote *self;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_new0 (KinPersonNote, 1);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->birth_date = g_strdup (birth_date);

  return self;
}

KinPersonNote *
kin_person_note_copy (const KinPersonNote *self)
{
  KinPersonNote *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = kin_person_note_new (self->id, self->name, self->birth_date);
  copy->colour = g_strdup (self->colour);
  copy->photo = self->photo != NULL ? g_bytes_ref (self->photo) : NULL;
  copy->relation = g_strdup (self->relation);
  copy->is_self = self->is_self;
  copy->is_sample = self->is_sample;
  copy->created = g_strdup (self->created);

  return copy;
}

void
kin_person_note_free (KinPersonNote *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->birth_date);
  g_free (self->colour);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_free (self->relation);
  g_free (self->created);
  g_free (self);
}

/**
 * kin_family_store_open_async:
 * @folder: the folder with the family's `meta`
 * @mode: whether the file is to be there or to be made
 * @key: 32 random bytes
 * @key_id: the name of @key in `meta`
 * @cancellable: (nullable): to give up before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens `family.db`; see kin_record_store_open_async().
 */
void
kin_family_store_open_async (const char          *folder,
                             KinStoreMode         mode,
                             KinSecret           *key,
                             const char          *key_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (folder != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (key_id != NULL);

  kin_file_open_async (&family_file, folder, mode, key, key_id, kin_family_store_open_async,
                       cancellable, callback, user_data);
}

/**
 * kin_family_store_open_with_async:
 * @find_key: called once, on the thread of the store
 * @owner: for @find_key; let go of where this was called
 *
 * As kin_family_store_open_async(), with a key that is looked for meanwhile, however long that
 * takes. Finished with kin_family_store_open_finish(), with the error of @find_key where it has
 * none.
 */
void
kin_family_store_open_with_async (const char          *folder,
                                  KinStoreMode         mode,
                                  KinStoreKeyFunc      find_key,
                                  GObject             *owner,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (folder != NULL);
  g_return_if_fail (find_key != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));

  kin_file_open_with_async (&family_file, folder, mode, find_key, owner,
                            kin_family_store_open_with_async, cancellable, callback, user_data);
}

/**
 * kin_family_store_open_finish:
 * @result: what the callback got
 * @error: as kin_record_store_open_finish()
 *
 * Returns: (transfer full): the open store
 */
KinFamilyStore *
kin_family_store_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  KinFamilyStore *self;
  KinFile *file;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  file = kin_file_open_finish (result, error);
  if (file == NULL)
    return NULL;

  self = g_object_new (KIN_TYPE_FAMILY_STORE, NULL);
  self->file = file;
  self->closed = FALSE;

  return self;
}

/**
 * kin_family_store_close_async:
 * @self: a store
 * @callback: called when the file is closed
 * @user_data: for @callback
 *
 * Finishes what was asked for, brings the rolling copy up to date and closes.
 */
void
kin_family_store_close_async (KinFamilyStore      *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, kin_family_store_close_async);
  kin_file_close (self->file, &self->closed, task);
}

gboolean
kin_family_store_close_finish (KinFamilyStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
find_from_copy_job (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  GError *error = NULL;
  gboolean found = FALSE;
  g_autoptr (KinStatement) row = NULL;

  kin_worker_assert (file->worker);
  row = kin_database_ask (file->writer, &error, SQL_GET_FROM_COPY, "");
  if (row == NULL || !kin_statement_step (row, &found, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found ? kin_statement_dup_text (row, 0) : NULL, g_free);
}

static void
forget_from_copy_job (GTask        *task,
                      gpointer      source_object,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error)
                  && kin_database_run (file->writer, &error, SQL_FORGET_FROM_COPY, "");

  kin_file_finish (file, task, done, error);
}

static GTask *
new_task (KinFamilyStore      *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* Has something of a note written; takes the note and the task. */
static void
push_note (KinFamilyStore  *self,
           KinPersonNote   *note,
           GTaskThreadFunc  job,
           GTask           *task)
{
  g_task_set_task_data (task, note, (GDestroyNotify) kin_person_note_free);
  kin_family_store_push (self, task, job);
}

static gboolean
save (KinDatabase          *db,
      const KinPersonNote  *note,
      GError              **error)
{
  g_autofree char *now = kin_file_now ();

  return kin_database_run (db, error, SQL_ADD, "ttt", note->id, note->name, now)
         && kin_database_run (db, error, SQL_SAVE, "ttttii", note->id, note->name, note->birth_date,
                              note->colour, (gint64) note->is_self, (gint64) note->is_sample)
         && (note->relation == NULL
             || kin_database_run (db, error, SQL_SAVE_RELATION, "tt", note->id, note->relation));
}

static void
save_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error) && save (file->writer, task_data, &error);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_family_store_save_person_async:
 * @self: a store
 * @note: about a person, known or new
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Saves a person. When the person is known, `created` and the photo stay as they were, and the
 * relation where @note has none.
 */
void
kin_family_store_save_person_async (KinFamilyStore       *self,
                                    const KinPersonNote  *note,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_return_if_fail (KIN_IS_FAMILY_STORE (self));
  g_return_if_fail (note != NULL);

  push_note (self, kin_person_note_copy (note), save_job,
             new_task (self, kin_family_store_save_person_async, cancellable, callback, user_data));
}

/**
 * kin_family_store_save_person_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_family_store_save_person_finish (KinFamilyStore  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
save_photo_job (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  KinPersonNote *note = task_data;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error)
                  && kin_database_run (file->writer, &error, SQL_SAVE_PHOTO, "tb", note->id,
                                       note->photo);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_family_store_save_photo_async:
 * @self: a store
 * @id: a person of the store
 * @photo: (nullable): pixels, or %NULL for none
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Saves the photo of a person in place of an earlier one.
 */
void
kin_family_store_save_photo_async (KinFamilyStore       *self,
                                   const char           *id,
                                   GBytes               *photo,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  KinPersonNote *note;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));
  g_return_if_fail (id != NULL);

  note = kin_person_note_new (id, "", NULL);
  note->photo = photo != NULL ? g_bytes_ref (photo) : NULL;
  push_note (self, note, save_photo_job,
             new_task (self, kin_family_store_save_photo_async, cancellable, callback, user_data));
}

/**
 * kin_family_store_save_photo_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_family_store_save_photo_finish (KinFamilyStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
save_relation_job (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  KinPersonNote *note = task_data;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error)
                  && kin_database_run (file->writer, &error, SQL_SAVE_RELATION, "tt", note->id,
                                       note->relation);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_family_store_save_relation_async:
 * @self: a store
 * @id: a person of the store
 * @relation: (nullable): what the person is to the one who uses this computer account
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Saves it in place of what was said before.
 */
void
kin_family_store_save_relation_async (KinFamilyStore       *self,
                                      const char           *id,
                                      const char           *relation,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data)
{
  KinPersonNote *note;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));
  g_return_if_fail (id != NULL);

  note = kin_person_note_new (id, "", NULL);
  note->relation = g_strdup (relation);
  push_note (self, note, save_relation_job,
             new_task (self, kin_family_store_save_relation_async, cancellable, callback,
                       user_data));
}

/**
 * kin_family_store_save_relation_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_family_store_save_relation_finish (KinFamilyStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static KinPersonNote *
read_row (KinStatement *row)
{
  KinPersonNote *note = g_new0 (KinPersonNote, 1);

  note->id = kin_statement_dup_text (row, 0);
  note->name = kin_statement_dup_text (row, 1);
  note->birth_date = kin_statement_dup_text (row, 2);
  note->created = kin_statement_dup_text (row, 3);
  note->colour = kin_statement_dup_text (row, 4);
  note->is_self = sqlite3_column_int (row, 5) != 0;
  note->is_sample = sqlite3_column_int (row, 6) != 0;
  note->photo = kin_statement_dup_bytes (row, 7);
  note->relation = kin_statement_dup_text (row, 8);

  return note;
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  KinStatement *row;
  GError *error = NULL;

  kin_worker_assert (file->worker);

  row = kin_database_ask (file->writer, &error, SQL_LIST, "");
  kin_statement_return_rows (row, task, (KinRowFunc) read_row,
                             (GDestroyNotify) kin_person_note_free, error);
}

/**
 * kin_family_store_list_people_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads who there is.
 */
void
kin_family_store_list_people_async (KinFamilyStore      *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_family_store_list_people_async);
  kin_family_store_push (self, task, list_job);
}

/**
 * kin_family_store_list_people_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinPersonNote): the people, first come first
 */
GPtrArray *
kin_family_store_list_people_finish (KinFamilyStore  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remove_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error)
                  && kin_database_run (file->writer, &error, SQL_REMOVE, "t", task_data);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_family_store_remove_person_async:
 * @self: a store
 * @id: of a person
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Takes a person off the list. The person's own files are another matter.
 */
void
kin_family_store_remove_person_async (KinFamilyStore      *self,
                                      const char          *id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_family_store_remove_person_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (id), g_free);
  kin_family_store_push (self, task, remove_job);
}

gboolean
kin_family_store_remove_person_finish (KinFamilyStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_family_store_find_from_copy_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Whether the file was damaged and its copy has taken its place, and nobody has read that yet.
 */
void
kin_family_store_find_from_copy_async (KinFamilyStore      *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (KIN_IS_FAMILY_STORE (self));

  kin_family_store_push (self,
                         new_task (self, kin_family_store_find_from_copy_async, cancellable,
                                   callback, user_data),
                         find_from_copy_job);
}

/**
 * kin_family_store_find_from_copy_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full) (nullable): from when the copy was, in UTC; %NULL when there is nothing
 *   to tell
 */
char *
kin_family_store_find_from_copy_finish (KinFamilyStore  *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_family_store_forget_from_copy:
 * @self: an open store
 *
 * Somebody has read it. Where that cannot be kept, it is told once more.
 */
void
kin_family_store_forget_from_copy (KinFamilyStore *self)
{
  g_return_if_fail (KIN_IS_FAMILY_STORE (self));

  kin_family_store_push (self,
                         new_task (self, kin_family_store_forget_from_copy, NULL, NULL, NULL),
                         forget_from_copy_job);
}
