/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-raw"

#include "config.h"

#include "kin-record-private.h"

#define SQL_HAS "SELECT 1 FROM resource WHERE address = ?1"
#define SQL_RAW \
  "SELECT r.rid, s.connection, r.type, r.id, r.dict, r.body" KIN_ROW_FROM \
  " WHERE r.rid > ?1 ORDER BY r.rid LIMIT ?2"

typedef struct
{
  gint64  after;
  guint   limit;
  char   *connection;
  GStrv   references;
} Request;

static void
request_free (Request *self)
{
  g_free (self->connection);
  g_strfreev (self->references);
  g_free (self);
}

void
kin_raw_resource_free (KinRawResource *self)
{
  if (self == NULL)
    return;

  g_free (self->connection);
  g_free (self->type);
  g_free (self->resource_id);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static KinRawResource *
read_raw_row (KinRecordCore  *core,
              KinStatement   *row,
              GError        **error)
{
  g_autoptr (GBytes) body = kin_record_read_body (core, row, 4, error);
  KinRawResource *raw;

  if (body == NULL)
    return NULL;

  raw = g_new0 (KinRawResource, 1);
  raw->id = sqlite3_column_int64 (row, 0);
  raw->connection = kin_statement_dup_text (row, 1);
  raw->type = kin_statement_dup_text (row, 2);
  raw->resource_id = kin_statement_dup_text (row, 3);
  raw->bytes = g_steal_pointer (&body);

  return raw;
}

static void
read_raw_job (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Request *request = task_data;
  GPtrArray *resources = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_raw_resource_free);
  g_autoptr (KinStatement) row = NULL;
  GError *error = NULL;
  gboolean found = FALSE;

  kin_worker_assert (core->file->worker);
  row = kin_database_ask (core->file->reader, &error, SQL_RAW, "ii", request->after,
                          (gint64) request->limit);

  while (row != NULL && error == NULL && kin_statement_step (row, &found, &error) && found)
    {
      KinRawResource *raw = read_raw_row (core, row, &error);

      if (raw != NULL)
        g_ptr_array_add (resources, raw);
    }

  if (error == NULL)
    {
      g_task_return_pointer (task, resources, (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  g_task_return_error (task, error);
  g_ptr_array_unref (resources);
}

/* Whether a reference of the form `Type/id` is here; one of another form cannot
 * be asked for, so it counts as here. */
static gboolean
has_reference (KinRecordCore  *core,
               const char     *connection,
               const char     *reference,
               gboolean       *has,
               GError        **error)
{
  g_auto (GStrv) parts = g_strsplit (reference, "/", 3);
  g_autoptr (KinStatement) row = NULL;
  guint8 address[KIN_HASH_LENGTH];

  *has = TRUE;
  if (g_strv_length (parts) != 2)
    return TRUE;

  if (!kin_record_core_load_key (core, error))
    return FALSE;

  kin_record_core_address (core, connection, parts[0], parts[1], address);
  row = kin_database_ask (core->file->reader, error, SQL_HAS, "p", address, sizeof address);

  return row != NULL && kin_statement_step (row, has, error);
}

static void
find_missing_job (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Request *request = task_data;
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
  GError *error = NULL;

  kin_worker_assert (core->file->worker);

  for (guint i = 0; request->references[i] != NULL; i++)
    {
      gboolean has;

      if (!has_reference (core, request->connection, request->references[i], &has, &error))
        {
          g_task_return_error (task, error);
          return;
        }

      if (!has)
        g_strv_builder_add (missing, request->references[i]);
    }

  g_task_return_pointer (task, g_strv_builder_end (missing), (GDestroyNotify) g_strfreev);
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
 * kin_record_store_read_raw_async:
 * @self: a store
 * @after: 0, or the id of the last one of the portion before
 * @limit: at most how many
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads resources exactly as they were received, in portions: for taking a
 * record out again.
 */
void
kin_record_store_read_raw_async (KinRecordStore      *self,
                                 gint64               after,
                                 guint                limit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (limit > 0);

  request = g_new0 (Request, 1);
  request->after = after;
  request->limit = limit;
  start (self, request, read_raw_job, kin_record_store_read_raw_async, cancellable, callback,
         user_data);
}

/**
 * kin_record_store_read_raw_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinRawResource): the portion; empty at the end
 */
GPtrArray *
kin_record_store_read_raw_finish (KinRecordStore  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_find_missing_async:
 * @self: a store
 * @connection: a connection
 * @references: (array zero-terminated=1): references of the form `Type/id`
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds out which references point at something that is not here yet, as far
 * as pages are committed. References of another form are left out.
 */
void
kin_record_store_find_missing_async (KinRecordStore      *self,
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
  start (self, request, find_missing_job, kin_record_store_find_missing_async, cancellable,
         callback, user_data);
}

/**
 * kin_record_store_find_missing_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full): the references that are to be asked for, in the given order
 */
GStrv
kin_record_store_find_missing_finish (KinRecordStore  *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
