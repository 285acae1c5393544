/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-personal-originals"

#include "config.h"

#include "kin-chunks-private.h"
#include "kin-personal-private.h"

#define SQL_FIND "SELECT original FROM original WHERE connection = ?1 AND hash = ?2"
#define SQL_ADD \
  "INSERT INTO original (connection, name, media_type, size, hash, received)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
#define SQL_ADD_CHUNK "INSERT INTO chunk (original, position, body) VALUES (?1, ?2, ?3)"
#define SQL_READ_CHUNKS "SELECT body FROM chunk WHERE original = ?1 ORDER BY position"
#define SQL_SIZE "SELECT size FROM original WHERE original = ?1"
#define SQL_LIST \
  "SELECT original, connection, name, media_type, size, hash, received FROM original" \
  " ORDER BY original"

typedef struct
{
  gint64  id;
  char   *connection;
  char   *name;
  char   *media_type;
  GBytes *bytes;
} Request;

static void
request_free (Request *self)
{
  g_free (self->connection);
  g_free (self->name);
  g_free (self->media_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
kin_original_free (KinOriginal *self)
{
  if (self == NULL)
    return;

  g_free (self->connection);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->hash);
  g_free (self->received);
  g_free (self);
}

static gboolean
find (KinDatabase    *db,
      Request        *request,
      const guint8   *hash,
      GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  row = kin_database_ask (db, error, SQL_FIND, "tp", request->connection, hash,
                          (gsize) KIN_CONTENT_HASH_LENGTH);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  request->id = found ? sqlite3_column_int64 (row, 0) : 0;

  return TRUE;
}

static gboolean
save (KinDatabase  *db,
      Request      *request,
      GError      **error)
{
  guint8 hash[KIN_CONTENT_HASH_LENGTH];
  g_autofree char *now = kin_file_now ();

  kin_chunks_hash (request->bytes, hash);
  if (!find (db, request, hash, error))
    return FALSE;

  if (request->id != 0)
    return TRUE;

  if (!kin_database_run (db, error, SQL_ADD, "tttipt", request->connection, request->name,
                         request->media_type, (gint64) g_bytes_get_size (request->bytes),
                         hash, (gsize) sizeof hash, now))
    return FALSE;

  request->id = sqlite3_last_insert_rowid (kin_database_get_handle (db));

  return kin_chunks_write (db, SQL_ADD_CHUNK, request->id, request->bytes, error);
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
 * kin_personal_store_save_original_async:
 * @self: a store
 * @connection: the source it was imported as
 * @name: (nullable): the name of the file
 * @media_type: (nullable): what it was taken for
 * @bytes: the file
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps a file that a person gave us as it is. The same file from the same
 * source is kept once.
 */
void
kin_personal_store_save_original_async (KinPersonalStore    *self,
                                        const char          *connection,
                                        const char          *name,
                                        const char          *media_type,
                                        GBytes              *bytes,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));
  g_return_if_fail (connection != NULL);
  g_return_if_fail (bytes != NULL);

  request = g_new0 (Request, 1);
  request->connection = g_strdup (connection);
  request->name = g_strdup (name);
  request->media_type = g_strdup (media_type);
  request->bytes = g_bytes_ref (bytes);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_save_original_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  kin_personal_store_push (self, task, save_job);
}

/**
 * kin_personal_store_save_original_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: its id here, 0 when it was not kept
 */
gint64
kin_personal_store_save_original_finish (KinPersonalStore  *self,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  request = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? request->id : 0;
}

static KinOriginal *
read_row (KinStatement *row)
{
  KinOriginal *original = g_new0 (KinOriginal, 1);

  original->id = sqlite3_column_int64 (row, 0);
  original->connection = kin_statement_dup_text (row, 1);
  original->name = kin_statement_dup_text (row, 2);
  original->media_type = kin_statement_dup_text (row, 3);
  original->size = (guint64) sqlite3_column_int64 (row, 4);
  if (sqlite3_column_bytes (row, 5) == KIN_CONTENT_HASH_LENGTH)
    original->hash = kin_chunks_hash_to_text (sqlite3_column_blob (row, 5));
  original->received = kin_statement_dup_text (row, 6);

  return original;
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
                             (GDestroyNotify) kin_original_free, error);
}

/**
 * kin_personal_store_list_originals_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads which files were given to us.
 */
void
kin_personal_store_list_originals_async (KinPersonalStore    *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_list_originals_async);
  kin_personal_store_push (self, task, list_job);
}

/**
 * kin_personal_store_list_originals_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinOriginal): them, first come first
 */
GPtrArray *
kin_personal_store_list_originals_finish (KinPersonalStore  *self,
                                          GAsyncResult      *result,
                                          GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GBytes *
load (KinDatabase  *db,
      gint64        id,
      GError      **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (db, error, SQL_SIZE, "i", id);
  gboolean found;

  if (row == NULL || !kin_statement_step (row, &found, error))
    return NULL;

  if (found)
    return kin_chunks_read (db, SQL_READ_CHUNKS, id, (guint64) sqlite3_column_int64 (row, 0),
                            error);

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND, "No such file");

  return NULL;
}

static void
load_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_PERSONAL_STORE (source_object)->file;
  Request *request = task_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  kin_worker_assert (file->worker);

  bytes = load (file->writer, request->id, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kin_personal_store_load_original_async:
 * @self: a store
 * @id: of a file
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a file that was given to us, as it was.
 */
void
kin_personal_store_load_original_async (KinPersonalStore    *self,
                                        gint64               id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (KIN_IS_PERSONAL_STORE (self));

  request = g_new0 (Request, 1);
  request->id = id;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_personal_store_load_original_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  kin_personal_store_push (self, task, load_job);
}

/**
 * kin_personal_store_load_original_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %KIN_STORE_ERROR_NOT_FOUND, or another #KinStoreError
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
kin_personal_store_load_original_finish (KinPersonalStore  *self,
                                         GAsyncResult      *result,
                                         GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
