/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-personal-store"

#include "config.h"

#include "kin-personal-private.h"

#define COLUMNS \
  "id, kind, base, name, issuer, client_id, redirect, patient_id, binding, scope, state," \
  " problem, last_success, created, until, vendor, number_from, stays"
#define SQL_ADD "INSERT OR IGNORE INTO connection (id, kind, created) VALUES (?1, ?2, ?3)"
#define SQL_SAVE \
  "UPDATE connection SET kind = ?2, base = ?3, name = ?4, issuer = ?5, client_id = ?6," \
  " redirect = ?7, patient_id = ?8, binding = ?9, scope = ?10, state = ?11, problem = ?12," \
  " last_success = ?13, until = ?14, vendor = ?15, number_from = ?16, stays = ?17" \
  " WHERE id = ?1"
/* All but the time of the last check. */
#define SQL_HAS \
  "SELECT 1 FROM connection WHERE id = ?1 AND kind IS ?2 AND base IS ?3 AND name IS ?4" \
  " AND issuer IS ?5 AND client_id IS ?6 AND redirect IS ?7 AND patient_id IS ?8" \
  " AND binding IS ?9 AND scope IS ?10 AND state IS ?11 AND problem IS ?12 AND until IS ?13" \
  " AND vendor IS ?14 AND number_from IS ?15 AND stays IS ?16"
#define SQL_LIST "SELECT " COLUMNS " FROM connection ORDER BY created, rowid"
/* A mark like those of the person. */
#define SQL_FROM_COPY \
  "INSERT OR REPLACE INTO note (kind, name, value, created)" \
  " VALUES ('mark', '" KIN_PERSONAL_FROM_COPY "', ?1, ?2)"

G_DEFINE_FINAL_TYPE (KinPersonalStore, kin_personal_store, G_TYPE_OBJECT)

/* All but the files that the person gave us, and what finds a row by its name. */
static const char * const reads[] = {
  "SELECT * FROM connection",
  "SELECT id FROM connection ORDER BY id",
  "SELECT * FROM note",
  "SELECT kind, name FROM note ORDER BY kind, name",
  "SELECT * FROM original",
  "SELECT connection, hash FROM original ORDER BY connection, hash",
  NULL
};

static const KinFileKind personal_file = {
  .name = "personal.db", .schema = "personal", .wal = FALSE,
  .from_copy = SQL_FROM_COPY, .reads = reads
};

static void
kin_personal_store_dispose (GObject *object)
{
  KinPersonalStore *self = KIN_PERSONAL_STORE (object);

  kin_file_close (self->file, &self->closed, NULL);

  G_OBJECT_CLASS (kin_personal_store_parent_class)->dispose (object);
}

static void
kin_personal_store_class_init (KinPersonalStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_personal_store_dispose;
}

static void
kin_personal_store_init (KinPersonalStore *self)
{
  self->closed = TRUE;
}

/* Gives a job to the worker, or refuses it once the store is closed. */
void
kin_personal_store_push (KinPersonalStore *self,
                         GTask            *task,
                         GTaskThreadFunc   job)
{
  kin_worker_push (self->closed ? NULL : self->file->worker, task, job);
}

/**
 * kin_connection_note_new:
 *
 * Returns: (transfer full): an empty note; `id` and `kind` must be filled in before it is saved
 */
KinConnectionNote *
kin_connection_note_new (void)
{
  return g_new0 (KinConnectionNote, 1);
}

KinConnectionNote *
kin_connection_note_copy (const KinConnectionNote *self)
{
  KinConnectionNote *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = kin_connection_note_new ();
  copy->id = g_strdup (self->id);
  copy->kind = g_strdup (self->kind);
  copy->base = g_strdup (self->base);
  copy->name = g_strdup (self->name);
  copy->issuer = g_strdup (self->issuer);
  copy->client_id = g_strdup (self->client_id);
  copy->redirect = g_strdup (self->redirect);
  copy->patient_id = g_strdup (self->patient_id);
  copy->binding = g_strdup (self->binding);
  copy->scope = g_strdup (self->scope);
  copy->state = g_strdup (self->state);
  copy->problem = g_strdup (self->problem);
  copy->last_success = g_strdup (self->last_success);
  copy->until = g_strdup (self->until);
  copy->vendor = g_strdup (self->vendor);
  copy->number_from = g_strdup (self->number_from);
  copy->stays = g_strdup (self->stays);
  copy->created = g_strdup (self->created);

  return copy;
}

void
kin_connection_note_free (KinConnectionNote *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->base);
  g_free (self->name);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->redirect);
  g_free (self->patient_id);
  g_free (self->binding);
  g_free (self->scope);
  g_free (self->state);
  g_free (self->problem);
  g_free (self->last_success);
  g_free (self->until);
  g_free (self->vendor);
  g_free (self->number_from);
  g_free (self->stays);
  g_free (self->created);
  g_free (self);
}

/**
 * kin_personal_store_open_async:
 * @folder: the folder of a person's set, with its `meta`
 * @mode: whether the file is to be there or to be made
 * @key: 32 random bytes
 * @key_id: the name of @key in `meta`
 * @cancellable: (nullable): to give up before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens `personal.db`; see kin_record_store_open_async().
 */
void
kin_personal_store_open_async (const char          *folder,
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

  kin_file_open_async (&personal_file, folder, mode, key, key_id, kin_personal_store_open_async,
                       cancellable, callback, user_data);
}

/**
 * kin_personal_store_open_finish:
 * @result: what the callback got
 * @error: as kin_record_store_open_finish()
 *
 * Returns: (transfer full): the open store
 */
KinPersonalStore *
kin_personal_store_open_finish (GAsyncResult  *result,
                                GError       **error)
{
  KinPersonalStore *self;
  KinFile *file;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  file = kin_file_open_finish (result, error);
  if (file == NULL)
    return NULL;

  self = g_object_new (KIN_TYPE_PERSONAL_STORE, NULL);
  self->file = file;
  self->closed = FALSE;

  return self;
}

static void
check_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  GError *error = NULL;

  kin_worker_assert (file->worker);

  if (kin_file_check (file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * kin_personal_store_check_async:
 * @self: a store
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the file whole, where %KIN_STORE_OPEN_EARLY put that off.
 */
void
kin_personal_store_check_async (KinPersonalStore    *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_check_async);
  kin_personal_store_push (self, task, check_job);
}

/**
 * kin_personal_store_check_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError: of damage where the file is to be opened anew, so that its copy takes
 *   its place; until then nothing is changed in it
 *
 * Returns: whether the file is whole
 */
gboolean
kin_personal_store_check_finish (KinPersonalStore  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_personal_store_close_async:
 * @self: a store
 * @callback: called when the file is closed
 * @user_data: for @callback
 *
 * Finishes what was asked for, brings the rolling copy up to date and closes.
 */
void
kin_personal_store_close_async (KinPersonalStore    *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_close_async);
  kin_file_close (self->file, &self->closed, task);
}

gboolean
kin_personal_store_close_finish (KinPersonalStore  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
save (KinDatabase              *db,
      const KinConnectionNote  *note,
      GError                  **error)
{
  g_autofree char *now = kin_file_now ();

  return kin_database_run (db, error, SQL_ADD, "ttt", note->id, note->kind, now)
         && kin_database_run (db, error, SQL_SAVE, "ttttttttttttttttt", note->id, note->kind,
                              note->base, note->name, note->issuer, note->client_id,
                              note->redirect, note->patient_id, note->binding, note->scope,
                              note->state, note->problem, note->last_success, note->until,
                              note->vendor, note->number_from, note->stays);
}

static gboolean
has (KinDatabase              *db,
     const KinConnectionNote  *note,
     gboolean                 *found,
     GError                  **error)
{
  g_autoptr (KinStatement) row
      = kin_database_ask (db, error, SQL_HAS, "tttttttttttttttt", note->id, note->kind, note->base,
                          note->name, note->issuer, note->client_id, note->redirect,
                          note->patient_id, note->binding, note->scope, note->state,
                          note->problem, note->until, note->vendor, note->number_from,
                          note->stays);

  return row != NULL && kin_statement_step (row, found, error);
}

static void
save_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  GError *error = NULL;
  gboolean known = FALSE;
  gboolean done = kin_file_begin (file, &error)
                  && has (file->writer, task_data, &known, &error)
                  && save (file->writer, task_data, &error);

  if (known)
    kin_file_finish_alone (file, task, done, error);
  else
    kin_file_finish (file, task, done, error);
}

/**
 * kin_personal_store_save_connection_async:
 * @self: a store
 * @note: about a connection, known or new
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Saves all of a connection; `created` stays as it was when it is known.
 */
void
kin_personal_store_save_connection_async (KinPersonalStore         *self,
                                          const KinConnectionNote  *note,
                                          GCancellable             *cancellable,
                                          GAsyncReadyCallback       callback,
                                          gpointer                  user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));
  g_return_if_fail (note != NULL && note->id != NULL && note->kind != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_save_connection_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, kin_connection_note_copy (note),
                        (GDestroyNotify) kin_connection_note_free);
  kin_personal_store_push (self, task, save_job);
}

/**
 * kin_personal_store_save_connection_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_personal_store_save_connection_finish (KinPersonalStore  *self,
                                           GAsyncResult      *result,
                                           GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static KinConnectionNote *
read_row (KinStatement *row)
{
  KinConnectionNote *note = kin_connection_note_new ();
  char **fields[] = {
    &note->id, &note->kind, &note->base, &note->name, &note->issuer, &note->client_id,
    &note->redirect, &note->patient_id, &note->binding, &note->scope, &note->state,
    &note->problem, &note->last_success, &note->created, &note->until,
    &note->vendor, &note->number_from, &note->stays,
  };

  for (int i = 0; i < (int) G_N_ELEMENTS (fields); i++)
    *fields[i] = kin_statement_dup_text (row, i);

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
  kin_statement_return_rows (row, task, (KinRowFunc) read_row,
                             (GDestroyNotify) kin_connection_note_free, error);
}

/**
 * kin_personal_store_list_connections_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads which connections there are.
 */
void
kin_personal_store_list_connections_async (KinPersonalStore    *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_list_connections_async);
  kin_personal_store_push (self, task, list_job);
}

/**
 * kin_personal_store_list_connections_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinConnectionNote): them, first come first
 */
GPtrArray *
kin_personal_store_list_connections_finish (KinPersonalStore  *self,
                                            GAsyncResult      *result,
                                            GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

#define SQL_IS_PORTAL \
  "SELECT count(*) FROM connection WHERE id = ?1 AND kind = 'portal'"

/* In this order: what points at something goes before it. */
static const char * const remove_statements[] = {
  "DELETE FROM chunk WHERE original IN (SELECT original FROM original WHERE connection = ?1)",
  "DELETE FROM original WHERE connection = ?1",
  "DELETE FROM connection WHERE id = ?1",
};

static gboolean
remove_all_of (KinFile     *file,
               const char  *connection,
               GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (remove_statements); i++)
    if (!kin_database_run (file->writer, error, remove_statements[i], "t", connection))
      return FALSE;

  return TRUE;
}

/* What a portal sent is in the record; what files held is here, too. */
static gboolean
is_of_portal (KinFile     *file,
              const char  *connection,
              gint64      *is_portal,
              GError     **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (file->writer, error, SQL_IS_PORTAL, "t",
                                                   connection);
  gboolean found;

  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *is_portal = sqlite3_column_int64 (row, 0);
  return TRUE;
}

static void
remove_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  GError *error = NULL;
  gint64 is_portal = 0;
  gboolean done = kin_file_begin (file, &error)
                  && is_of_portal (file, task_data, &is_portal, &error)
                  && remove_all_of (file, task_data, &error)
                  && (is_portal || kin_file_remove_aside (file, &error))
                  && kin_file_remove_copy (file, &error);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_personal_store_remove_connection_async:
 * @self: a store
 * @id: of a connection
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Forgets a connection, with the files that were opened as it. Where it is no portal,
 * each damaged file that was kept goes, too: it may hold them. What came from it is
 * another matter.
 */
void
kin_personal_store_remove_connection_async (KinPersonalStore    *self,
                                            const char          *id,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_remove_connection_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (id), g_free);
  kin_personal_store_push (self, task, remove_job);
}

gboolean
kin_personal_store_remove_connection_finish (KinPersonalStore  *self,
                                             GAsyncResult      *result,
                                             GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_personal_store_dup_aside:
 * @self: an open store
 *
 * Returns: (transfer full) (nullable): the name of the file that was damaged and set aside last,
 *   in the same folder, as it is there now
 */
char *
kin_personal_store_dup_aside (KinPersonalStore *self)
{
  g_return_val_if_fail (KIN_IS_PERSONAL_STORE (self), NULL);

  return self->closed ? NULL : kin_file_dup_aside (self->file);
}
