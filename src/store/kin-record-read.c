/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-read"

#include "config.h"

#include "kin-record-private.h"
#include "kin-summary.h"

#define SQL_ROW "SELECT " KIN_ROW_COLUMNS KIN_ROW_FROM " WHERE r.rid = ?1"
#define SQL_LOAD "SELECT " KIN_ROW_COLUMNS ", r.dict, r.body" KIN_ROW_FROM " WHERE r.rid = ?1"
#define SQL_FIND \
  "SELECT " KIN_ROW_COLUMNS ", r.dict, r.body" KIN_ROW_FROM " WHERE r.address = ?1"
#define SQL_HISTORY \
  "SELECT " KIN_ROW_COLUMNS ", v.dict, v.body," \
  " strftime ('%Y-%m-%dT%H:%M:%SZ', v.received, 'unixepoch')," \
  " strftime ('%Y-%m-%dT%H:%M:%SZ', v.replaced, 'unixepoch')" KIN_ROW_FROM \
  " JOIN version AS v ON v.rid = r.rid WHERE r.rid = ?1 ORDER BY v.vid DESC"

typedef struct
{
  gint64   id;
  char    *connection;
  char    *type;
  char    *resource_id;
} Request;

static void
request_free (Request *self)
{
  g_free (self->connection);
  g_free (self->type);
  g_free (self->resource_id);
  g_free (self);
}

void
kin_item_version_free (KinItemVersion *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->item);
  g_free (self->received);
  g_free (self->replaced);
  g_free (self);
}

static char *
peek (KinStatement *row,
      int           column)
{
  return (char *) sqlite3_column_text (row, column);
}

static KinItemMarks
read_marks (KinStatement *row)
{
  const char *status = peek (row, 9);
  KinItemMarks marks = 0;

  if ((sqlite3_column_int (row, 13) & KIN_HIDDEN_BY_CLINIC) != 0)
    marks |= KIN_ITEM_WITHDRAWN;
  if (sqlite3_column_int (row, 14) != 0)
    marks |= KIN_ITEM_UNREAD;
  if (sqlite3_column_int (row, 15) != 0)
    marks |= KIN_ITEM_CHANGED;
  if (sqlite3_column_int (row, 16) != 0)
    marks |= KIN_ITEM_GONE;
  if (g_strcmp0 (status, "corrected") == 0 || g_strcmp0 (status, "amended") == 0)
    marks |= KIN_ITEM_CORRECTED;

  return marks;
}

/* Makes an item of a row of KIN_ROW_COLUMNS, on any thread: it is fresh. */
KinItem *
kin_record_row_to_item (KinStatement *row,
                        KinJson      *json)
{
  int section = sqlite3_column_int (row, 4);
  KinSummary summary = {
    .type = peek (row, 2),
    .id = peek (row, 3),
    .section = section >= 0 && section < KIN_N_SECTIONS ? (KinSection) section : KIN_SECTION_OTHER,
    .title = peek (row, 5),
    .subtitle = peek (row, 6),
    .date = peek (row, 7),
    .date_key = peek (row, 8),
    .status = peek (row, 9),
    .codes = peek (row, 10),
    .flag = peek (row, 11),
    .patient = peek (row, 12),
    .hidden = sqlite3_column_int (row, 13) != 0,
  };

  return kin_item_new (sqlite3_column_int64 (row, 0), peek (row, 1), &summary, read_marks (row),
                       json);
}

/* The bytes as received, from a row with a dictionary number and a body. */
GBytes *
kin_record_read_body (KinRecordCore  *self,
                      KinStatement   *row,
                      int             dict_column,
                      GError        **error)
{
  return kin_compression_unpack (self->compression, self->file->reader,
                                 sqlite3_column_int64 (row, dict_column),
                                 sqlite3_column_blob (row, dict_column + 1),
                                 (gsize) sqlite3_column_bytes (row, dict_column + 1), error);
}

/* NULL for one that is gone. */
static KinItem *
read_row (KinDatabase *database,
          gint64       id)
{
  g_autoptr (KinStatement) row = kin_database_ask (database, NULL, SQL_ROW, "i", id);
  gboolean found = FALSE;

  if (row == NULL || !kin_statement_step (row, &found, NULL))
    return kin_item_new_empty (id, KIN_ITEM_UNREADABLE);

  return found ? kin_record_row_to_item (row, NULL) : NULL;
}

static gpointer
read_rows (KinDatabase  *database,
           gpointer      wanted,
           GCancellable *ending)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const GArray *ids = wanted;

  for (guint i = 0; i < ids->len && !g_cancellable_is_cancelled (ending); i++)
    {
      KinItem *item = read_row (database, g_array_index (ids, gint64, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  return items;
}

/* Reads rows by their keys for the main thread, those of them that are not gone; NULL when the
 * store is closed, or they are late: then @late is called with them. Takes over @ids. */
GPtrArray *
kin_record_store_read_rows (KinRecordStore  *self,
                            GArray          *ids,
                            KinLateRowsFunc  late,
                            GObject         *owner,
                            gboolean        *is_late)
{
  KinRowQuestion question = {
    .read = read_rows, .wanted = ids, .free_wanted = (GDestroyNotify) g_array_unref,
    .free_answer = (GDestroyNotify) g_ptr_array_unref, .late = late, .owner = owner,
  };

  *is_late = FALSE;
  if (!self->closed)
    return kin_row_reader_ask (self->rows, question, is_late);

  g_array_unref (ids);
  return NULL;
}

/* Makes an item of a row of KIN_ROW_COLUMNS, dictionary and body. */
KinItem *
kin_record_read_item (KinRecordCore  *core,
                      KinStatement   *row,
                      GError        **error)
{
  g_autoptr (GBytes) body = kin_record_read_body (core, row, KIN_ROW_DICT, error);
  g_autoptr (KinJson) json = NULL;

  if (body == NULL)
    return NULL;

  json = kin_json_new (body, error);

  return json != NULL ? kin_record_row_to_item (row, json) : NULL;
}

/* The one item of @row, or "not found". */
static void
return_item (GTask         *task,
             KinRecordCore *core,
             KinStatement  *row,
             GError        *error)
{
  g_autoptr (GError) local_error = error;
  g_autoptr (KinItem) item = NULL;
  gboolean found = FALSE;

  if (row != NULL && kin_statement_step (row, &found, &local_error) && found)
    item = kin_record_read_item (core, row, &local_error);

  if (item != NULL)
    g_task_return_pointer (task, g_steal_pointer (&item), g_object_unref);
  else if (local_error != NULL)
    g_task_return_error (task, g_steal_pointer (&local_error));
  else
    g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND, "No such item");
}

static void
load_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Request *request = task_data;
  g_autoptr (KinStatement) row = NULL;
  GError *error = NULL;

  kin_worker_assert (core->file->worker);
  row = kin_database_ask (core->file->reader, &error, SQL_LOAD, "i", request->id);
  return_item (task, core, row, error);
}

static void
find_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Request *request = task_data;
  g_autoptr (KinStatement) row = NULL;
  guint8 address[KIN_HASH_LENGTH];
  GError *error = NULL;

  kin_worker_assert (core->file->worker);
  if (kin_record_core_load_key (core, &error))
    {
      kin_record_core_address (core, request->connection, request->type, request->resource_id,
                               address);
      row = kin_database_ask (core->file->reader, &error, SQL_FIND, "p", address, sizeof address);
    }
  return_item (task, core, row, error);
}

/* An earlier version is summed up anew from its bytes: only they were kept. */
static KinItemVersion *
read_version (KinRecordCore  *core,
              KinStatement   *row,
              GError        **error)
{
  g_autoptr (GBytes) body = kin_record_read_body (core, row, KIN_ROW_DICT, error);
  g_autoptr (KinJson) json = NULL;
  g_autoptr (KinSummary) summary = NULL;
  KinItemVersion *version;

  if (body == NULL)
    return NULL;

  json = kin_json_new (body, error);
  if (json == NULL)
    return NULL;

  summary = kin_summary_new (kin_json_get_root (json), error);
  if (summary == NULL)
    return NULL;

  if (summary->named_by != NULL && !g_str_has_suffix (summary->named_by, KIN_NAMED_BY_CODES))
    {
      g_free (summary->title);
      summary->title = g_strdup (peek (row, 5));
    }

  version = g_new0 (KinItemVersion, 1);
  version->item = kin_item_new (sqlite3_column_int64 (row, 0), peek (row, 1), summary, 0, json);
  version->received = kin_statement_dup_text (row, KIN_ROW_BODY + 1);
  version->replaced = kin_statement_dup_text (row, KIN_ROW_BODY + 2);

  return version;
}

static void
return_array (GTask     *task,
              GPtrArray *array,
              GError    *error)
{
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_ptr_array_unref (array);
    }
  else
    {
      g_task_return_pointer (task, array, (GDestroyNotify) g_ptr_array_unref);
    }
}

static void
history_job (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Request *request = task_data;
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_item_version_free);
  g_autoptr (KinStatement) row = NULL;
  GError *error = NULL;
  gboolean found = FALSE;

  kin_worker_assert (core->file->worker);
  row = kin_database_ask (core->file->reader, &error, SQL_HISTORY, "i", request->id);

  while (row != NULL && error == NULL && kin_statement_step (row, &found, &error) && found)
    {
      KinItemVersion *version = read_version (core, row, &error);

      if (version != NULL)
        g_ptr_array_add (versions, version);
    }

  return_array (task, versions, error);
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
 * kin_record_store_load_async:
 * @self: a store
 * @id: of an item
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads an item together with its resource.
 */
void
kin_record_store_load_async (KinRecordStore      *self,
                             gint64               id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  request = g_new0 (Request, 1);
  request->id = id;
  start (self, request, load_job, kin_record_store_load_async, cancellable, callback, user_data);
}

/**
 * kin_record_store_load_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %KIN_STORE_ERROR_NOT_FOUND, or another #KinStoreError
 *
 * Returns: (transfer full): the item, with its #KinJson
 */
KinItem *
kin_record_store_load_finish (KinRecordStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_find_async:
 * @self: a store
 * @connection: where it came from
 * @type: FHIR type
 * @resource_id: FHIR id
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads what a reference `Type/id` of the same connection points at.
 */
void
kin_record_store_find_async (KinRecordStore      *self,
                             const char          *connection,
                             const char          *type,
                             const char          *resource_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && type != NULL && resource_id != NULL);

  request = g_new0 (Request, 1);
  request->connection = g_strdup (connection);
  request->type = g_strdup (type);
  request->resource_id = g_strdup (resource_id);
  start (self, request, find_job, kin_record_store_find_async, cancellable, callback, user_data);
}

/**
 * kin_record_store_find_finish:
 * @self: a store
 * @result: what the callback got
 * @error: %KIN_STORE_ERROR_NOT_FOUND, or another #KinStoreError
 *
 * Returns: (transfer full): the item, with its #KinJson
 */
KinItem *
kin_record_store_find_finish (KinRecordStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_history_async:
 * @self: a store
 * @id: of an item
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads what an item said before, each time it said something else.
 */
void
kin_record_store_history_async (KinRecordStore      *self,
                                gint64               id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Request *request;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  request = g_new0 (Request, 1);
  request->id = id;
  start (self, request, history_job, kin_record_store_history_async, cancellable, callback,
         user_data);
}

/**
 * kin_record_store_history_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinItemVersion): earlier versions,
 *   newest first, without the present one
 */
GPtrArray *
kin_record_store_history_finish (KinRecordStore  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
