/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-attachments"

#include "config.h"

#include "kin-chunks-private.h"
#include "kin-crash-point.h"
#include "kin-document-words.h"
#include "kin-file-kind.h"
#include "kin-record-private.h"

#define SQL_FIND_CONTENT "SELECT content FROM content WHERE hash = ?1"
#define SQL_ADD_CONTENT "INSERT INTO content (hash, size) VALUES (?1, ?2)"
#define SQL_ADD_CHUNK "INSERT INTO chunk (content, position, body) VALUES (?1, ?2, ?3)"
#define SQL_READ_CHUNKS "SELECT body FROM chunk WHERE content = ?1 ORDER BY position"
#define SQL_ADD \
  "INSERT OR IGNORE INTO attachment (source, url, tries) VALUES (?1, ?2, 0)"
#define SQL_SAVED "SELECT content FROM attachment WHERE source = ?1 AND url = ?2"
#define SQL_SET_CONTENT \
  "UPDATE attachment SET content_type = ?3, content = ?4, reason = NULL" \
  " WHERE source = ?1 AND url = ?2"
#define SQL_SET_REASON \
  "UPDATE attachment SET reason = ?3, tries = tries + 1 WHERE source = ?1 AND url = ?2"
#define SQL_FIND \
  "SELECT c.content, c.size FROM attachment AS a JOIN source AS s ON s.source = a.source" \
  " JOIN content AS c ON c.content = a.content WHERE s.connection = ?1 AND a.url = ?2"
#define SQL_LIST \
  "SELECT a.url, a.content_type, c.size, c.hash, a.reason, a.tries FROM attachment AS a" \
  " JOIN source AS s ON s.source = a.source LEFT JOIN content AS c ON c.content = a.content" \
  " WHERE s.connection = ?1 ORDER BY a.url"

typedef struct
{
  char     *connection;
  char     *url;
  char     *content_type;
  char     *reason;
  GBytes   *bytes;
  gboolean  is_kept;         /* it may be in a file that was set aside */
} Document;

static void
document_free (Document *self)
{
  g_free (self->connection);
  g_free (self->url);
  g_free (self->content_type);
  g_free (self->reason);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
find_content (KinDatabase   *db,
              const guint8  *hash,
              gint64        *content,
              GError       **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  row = kin_database_ask (db, error, SQL_FIND_CONTENT, "p", hash, (gsize) KIN_CONTENT_HASH_LENGTH);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *content = found ? sqlite3_column_int64 (row, 0) : 0;

  return TRUE;
}

/* The same bytes may hang on several resources, and come from several portals. */
static gboolean
write_content (KinDatabase  *db,
               GBytes       *bytes,
               gint64       *content,
               GError      **error)
{
  guint8 hash[KIN_CONTENT_HASH_LENGTH];

  kin_chunks_hash (bytes, hash);
  if (!find_content (db, hash, content, error))
    return FALSE;

  if (*content != 0)
    return TRUE;

  if (!kin_database_run (db, error, SQL_ADD_CONTENT, "pi", hash, (gsize) sizeof hash,
                         (gint64) g_bytes_get_size (bytes)))
    return FALSE;

  *content = sqlite3_last_insert_rowid (kin_database_get_handle (db));

  return kin_chunks_write (db, SQL_ADD_CHUNK, *content, bytes, error);
}

/* Has the entries of the document found by its words, unless it is what was here before. */
static gboolean
index_again (KinRecordCore   *core,
             const Document  *document,
             gint64           source,
             gint64           before,
             gint64           content,
             GError         **error)
{
  const char *kind = kin_file_kind_find (document->content_type, document->bytes);
  gboolean has_words = kin_document_has_words (kind);

  if (before == content
      || (kin_document_is_decoded (kind)
          && !kin_record_words_are_here (core, content, &has_words, error)))
    return *error == NULL;

  return (before == 0 && !has_words)
         || kin_record_letters_come (core, source, document->url, error);
}

/* The content that a document has so far; 0 for none. */
static gboolean
find_saved (KinDatabase  *db,
            gint64        source,
            const char   *url,
            gint64       *content,
            GError      **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (db, error, SQL_SAVED, "it", source, url);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *content = found ? sqlite3_column_int64 (row, 0) : 0;

  return TRUE;
}

/* Keeps the bytes of a document, in place of those it had. */
gboolean
kin_record_attachment_keep (KinRecordCore  *core,
                            gint64          source,
                            const char     *url,
                            const char     *content_type,
                            GBytes         *bytes,
                            gint64         *content,
                            GError        **error)
{
  KinDatabase *db = core->file->writer;

  if (!kin_database_run (db, error, SQL_ADD, "it", source, url)
      || !write_content (db, bytes, content, error))
    return FALSE;

  kin_crash_point ("attachment.half");
  return kin_database_run (db, error, SQL_SET_CONTENT, "itti", source, url, content_type,
                           *content);
}

static gboolean
save (KinRecordCore   *core,
      const Document  *document,
      GError         **error)
{
  KinDatabase *db = core->file->writer;
  gint64 source, before, content;

  if (!kin_record_core_get_source (core, document->connection, TRUE, &source, error))
    return FALSE;

  if (document->bytes == NULL)
    return kin_database_run (db, error, SQL_ADD, "it", source, document->url)
           && (document->reason == NULL
               || kin_database_run (db, error, SQL_SET_REASON, "itt", source, document->url,
                                    document->reason));

  return find_saved (db, source, document->url, &before, error)
         && kin_record_attachment_keep (core, source, document->url, document->content_type,
                                        document->bytes, &content, error)
         && index_again (core, document, source, before, content, error);
}

static void
save_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error) && save (core, task_data, &error);

  kin_record_core_finish (core, task, done, error);
}

/* NULL without an error where it is not. */
static GBytes *
load (KinDatabase     *db,
      const Document  *document,
      GError         **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (db, error, SQL_FIND, "tt", document->connection, document->url);
  if (row == NULL || !kin_statement_step (row, &found, error) || !found)
    return NULL;

  return kin_chunks_read (db, SQL_READ_CHUNKS, sqlite3_column_int64 (row, 0),
                          (guint64) sqlite3_column_int64 (row, 1), error);
}

/* NULL where it is not in that file, or where that is damaged. */
static GBytes *
load_from (KinFile         *file,
           const char      *aside,
           const Document  *document,
           GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (KinDatabase) database = kin_file_open_aside (file, aside, &local_error);
  GBytes *bytes = database != NULL ? load (database, document, &local_error) : NULL;

  if (local_error != NULL && !kin_store_error_is_damage (local_error))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return bytes;
}

/* What a record that began again does not have may still be in a damaged file: the last one in
 * which it is. */
static GBytes *
load_from_aside (KinFile         *file,
                 const Document  *document,
                 GError         **error)
{
  g_autoptr (GPtrArray) names = file->key != NULL ? kin_file_list_aside (file, error) : NULL;
  GBytes *bytes = NULL;

  for (guint i = names != NULL ? names->len : 0; i > 0 && bytes == NULL && *error == NULL; i--)
    bytes = load_from (file, g_ptr_array_index (names, i - 1), document, error);

  return bytes;
}

static void
load_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  const Document *document = task_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  kin_worker_assert (core->file->worker);

  bytes = load (core->file->reader, document, &error);
  if (bytes == NULL && error == NULL && document->is_kept)
    bytes = load_from_aside (core->file, document, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND,
                             "The document is not here");
}

static KinAttachment *
read_row (KinStatement *row)
{
  KinAttachment *attachment = g_new0 (KinAttachment, 1);

  attachment->url = kin_statement_dup_text (row, 0);
  attachment->content_type = kin_statement_dup_text (row, 1);
  attachment->size = (guint64) sqlite3_column_int64 (row, 2);
  if (sqlite3_column_bytes (row, 3) == KIN_CONTENT_HASH_LENGTH)
    attachment->hash = kin_chunks_hash_to_text (sqlite3_column_blob (row, 3));
  attachment->reason = kin_statement_dup_text (row, 4);
  attachment->tries = (guint) sqlite3_column_int (row, 5);

  return attachment;
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Document *document = task_data;
  KinStatement *row;
  GError *error = NULL;

  kin_worker_assert (core->file->worker);

  row = kin_database_ask (core->file->reader, &error, SQL_LIST, "t", document->connection);
  kin_statement_return_rows (row, task, (KinRowFunc) read_row,
                             (GDestroyNotify) kin_attachment_free, error);
}

/**
 * kin_record_store_save_attachment_async:
 * @self: a store
 * @connection: where it comes from
 * @url: its address, as the resource has it
 * @content_type: (nullable): as the portal sent it
 * @bytes: (nullable): decoded, at most 100 MB; %NULL when it could not be had
 * @reason: (nullable): without @bytes: why; no names or values; %NULL when that says nothing
 *   about the document, so that no try is counted
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps a document, or that it could not be had this time. The same bytes are
 * kept once. A failure leaves a document that is here as it is.
 */
void
kin_record_store_save_attachment_async (KinRecordStore      *self,
                                        const char          *connection,
                                        const char          *url,
                                        const char          *content_type,
                                        GBytes              *bytes,
                                        const char          *reason,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;
  Document *document;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && url != NULL);

  document = g_new0 (Document, 1);
  document->connection = g_strdup (connection);
  document->url = g_strdup (url);
  document->content_type = g_strdup (content_type);
  document->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  document->reason = g_strdup (reason);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_save_attachment_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, document, (GDestroyNotify) document_free);
  kin_record_store_push (self, task, save_job);
}

/**
 * kin_record_store_save_attachment_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_record_store_save_attachment_finish (KinRecordStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
push_load (GTask      *task,
           const char *connection,
           const char *url,
           gboolean    is_kept)
{
  Document *document = g_new0 (Document, 1);

  document->connection = g_strdup (connection);
  document->url = g_strdup (url);
  document->is_kept = is_kept;
  g_task_set_task_data (task, document, (GDestroyNotify) document_free);
  kin_record_store_push (g_task_get_source_object (task), task, load_job);
}

/**
 * kin_record_store_load_attachment_async:
 * @self: a store
 * @connection: where it came from
 * @url: its address, as the resource has it
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a document whole.
 */
void
kin_record_store_load_attachment_async (KinRecordStore      *self,
                                        const char          *connection,
                                        const char          *url,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_load_attachment_async);
  push_load (task, connection, url, FALSE);
}

/**
 * kin_record_store_recover_attachment_async:
 * @self: a store
 * @connection: where it came from
 * @url: its address, as the resource had it
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a document whole; where a record that began again does not have it, from the damaged files
 * that were set aside, the last one first. It may not be as it was there.
 */
void
kin_record_store_recover_attachment_async (KinRecordStore      *self,
                                           const char          *connection,
                                           const char          *url,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_recover_attachment_async);
  push_load (task, connection, url, TRUE);
}

/**
 * kin_record_store_load_attachment_finish:
 * @self: a store
 * @result: what the callback of either got
 * @error: %KIN_STORE_ERROR_NOT_FOUND, or another #KinStoreError
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
kin_record_store_load_attachment_finish (KinRecordStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_get_attachments_async:
 * @self: a store
 * @connection: a connection
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Tells which documents are here and which were asked for in vain.
 */
void
kin_record_store_get_attachments_async (KinRecordStore      *self,
                                        const char          *connection,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  GTask *task;
  Document *document;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);

  document = g_new0 (Document, 1);
  document->connection = g_strdup (connection);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_get_attachments_async);
  g_task_set_task_data (task, document, (GDestroyNotify) document_free);
  kin_record_store_push (self, task, list_job);
}

/**
 * kin_record_store_get_attachments_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinAttachment): them, by address
 */
GPtrArray *
kin_record_store_get_attachments_finish (KinRecordStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
