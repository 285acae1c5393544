/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-gone"

#include "config.h"

#include "kin-record-private.h"

#define SQL_SHOWN \
  "SELECT r.type, r.id FROM resource AS r JOIN source AS s ON s.source = r.source" \
  " WHERE s.connection = ?1 AND (r.hidden & 1) = 0 AND r.rid NOT IN (SELECT rid FROM gone)"
#define SQL_FIND "SELECT rid, section FROM resource WHERE address = ?1"
#define SQL_MARK "INSERT OR IGNORE INTO gone (rid, since) VALUES (?1, ?2)"
#define SQL_TAKE_BACK "DELETE FROM gone WHERE rid = ?1"

typedef struct
{
  char       *connection;
  GStrv       types;
  GHashTable *seen;
  GStrv       references;
} Request;

static void
request_free (Request *self)
{
  g_free (self->connection);
  g_strfreev (self->types);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_strfreev (self->references);
  g_free (self);
}

/* What was not among the answers, and is of a type that was asked for. The one question is quick,
 * and there are some fifty types. */
static gboolean
is_unseen (const Request *request,
           const char    *type,
           const char    *reference)
{
  return !g_hash_table_contains (request->seen, reference) &&
         g_strv_contains ((const char * const *) request->types, type);
}

static void
unseen_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  const Request *request = task_data;
  g_autoptr (GStrvBuilder) unseen = g_strv_builder_new ();
  g_autoptr (GString) reference = g_string_new (NULL);
  g_autoptr (KinStatement) row = NULL;
  GError *error = NULL;
  gboolean found = FALSE;

  kin_worker_assert (core->file->worker);
  row = kin_database_ask (core->file->reader, &error, SQL_SHOWN, "t", request->connection);
  while (row != NULL && kin_statement_step (row, &found, &error) && found)
    {
      const char *type = (const char *) sqlite3_column_text (row, 0);

      g_string_assign (reference, type);
      g_string_append_c (reference, '/');
      g_string_append (reference, (const char *) sqlite3_column_text (row, 1));
      if (is_unseen (request, type, reference->str))
        g_strv_builder_add (unseen, reference->str);
    }

  if (error == NULL)
    g_task_return_pointer (task, g_strv_builder_end (unseen), (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static gboolean
mark (KinRecordCore  *core,
      const char     *connection,
      const char     *reference,
      gint64          now,
      GError        **error)
{
  g_auto (GStrv) parts = g_strsplit (reference, "/", 2);
  g_autoptr (KinStatement) row = NULL;
  guint8 address[KIN_HASH_LENGTH];
  gboolean found = FALSE;
  gint64 rid;

  kin_record_core_address (core, connection, parts[0], parts[1], address);
  row = kin_database_ask (core->file->writer, error, SQL_FIND, "p", address, sizeof address);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  rid = sqlite3_column_int64 (row, 0);
  kin_record_core_note (core, (KinSection) sqlite3_column_int (row, 1), rid);
  return kin_database_run (core->file->writer, error, SQL_MARK, "ii", rid, now);
}

static void
mark_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  const Request *request = task_data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error);

  for (guint i = 0; done && request->references[i] != NULL; i++)
    done = mark (core, request->connection, request->references[i], now, &error);
  kin_record_core_finish (core, task, done, error);
}

/* A clinic shows again what it did not. */
gboolean
kin_record_gone_take_back (KinRecordCore  *core,
                           KinSection      section,
                           gint64          rid,
                           GError        **error)
{
  kin_record_core_note (core, section, rid);

  return kin_database_run (core->file->writer, error, SQL_TAKE_BACK, "i", rid);
}

static void
start (KinRecordStore      *self,
       Request             *request,
       GTaskThreadFunc      job,
       gpointer             source_tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  kin_record_store_push (self, task, job);
}

/**
 * kin_record_store_list_unseen_async:
 * @self: a store
 * @connection: a connection
 * @types: (array zero-terminated=1): FHIR types of which everything was asked for
 * @seen: (element-type utf8): `Type/id` of all that was answered; not changed any more
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds what came from @connection once and does not come any more, as far as pages are
 * committed. What is known to be gone, or was withdrawn, is left out.
 */
void
kin_record_store_list_unseen_async (KinRecordStore      *self,
                                    const char          *connection,
                                    const char * const  *types,
                                    GHashTable          *seen,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && types != NULL && seen != NULL);

  request = g_new0 (Request, 1);
  request->connection = g_strdup (connection);
  request->types = g_strdupv ((GStrv) types);
  request->seen = g_hash_table_ref (seen);
  start (self, request, unseen_job, kin_record_store_list_unseen_async, cancellable, callback,
         user_data);
}

/**
 * kin_record_store_list_unseen_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full): `Type/id` of each
 */
GStrv
kin_record_store_list_unseen_finish (KinRecordStore  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_mark_gone_async:
 * @self: a store
 * @connection: a connection
 * @references: (array zero-terminated=1): `Type/id` of what it no longer shows
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Notes that a clinic no longer shows something. It stays where it is, and the note goes when it
 * comes again.
 */
void
kin_record_store_mark_gone_async (KinRecordStore      *self,
                                  const char          *connection,
                                  const char * const  *references,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && references != NULL);

  request = g_new0 (Request, 1);
  request->connection = g_strdup (connection);
  request->references = g_strdupv ((GStrv) references);
  start (self, request, mark_job, kin_record_store_mark_gone_async, cancellable, callback,
         user_data);
}

/**
 * kin_record_store_mark_gone_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_record_store_mark_gone_finish (KinRecordStore  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
