/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-twins"

#include "config.h"

#include "kin-record-private.h"

#define SQL_OF_SOURCE \
  "SELECT rid FROM twin WHERE main IN (SELECT rid FROM resource WHERE source = ?1)"
#define SQL_MAIN "SELECT main, reason FROM twin WHERE rid = ?1"
#define SQL_GROUP \
  "SELECT " KIN_ROW_COLUMNS ", r.dict, r.body, t.reason" KIN_ROW_FROM \
  " LEFT JOIN twin AS t ON t.rid = r.rid WHERE r.rid <> ?2 AND r.hidden & 1 = 0" \
  " AND r.rid IN (SELECT rid FROM twin WHERE main = ?1 UNION ALL SELECT ?1) ORDER BY r.rid"

/* Lists again what was listed as an entry of a source that goes. */
gboolean
kin_record_twins_part_from (KinRecordCore  *core,
                            gint64          source,
                            GError        **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (core->file->writer, error, SQL_OF_SOURCE, "i",
                                                   source);
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    if (!kin_record_hide (core, sqlite3_column_int64 (row, 0), KIN_HIDDEN_BY_TWIN, FALSE, error))
      return FALSE;

  return *error == NULL;
}

static gboolean
add_twins (KinRecordCore  *core,
           gint64          main,
           gint64          rid,
           KinTwinReason   reason,
           GPtrArray      *twins,
           GError        **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (core->file->reader, error, SQL_GROUP, "ii", main,
                                                   rid);
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    {
      g_autoptr (KinItem) item = kin_record_read_item (core, row, error);

      if (item == NULL)
        return FALSE;

      if (rid == main)
        reason = (KinTwinReason) sqlite3_column_int (row, KIN_ROW_BODY + 1);
      g_ptr_array_add (twins, kin_twin_new (g_steal_pointer (&item), reason));
    }

  return *error == NULL;
}

static void
twins_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  g_autoptr (GPtrArray) twins = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_twin_free);
  g_autoptr (KinStatement) row = NULL;
  gint64 rid = *(gint64 *) task_data;
  gint64 main = rid;
  KinTwinReason reason = KIN_TWIN_NONE;
  GError *error = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->reader, &error, SQL_MAIN, "i", rid);
  if (row != NULL && kin_statement_step (row, &found, &error) && found)
    {
      main = sqlite3_column_int64 (row, 0);
      reason = (KinTwinReason) sqlite3_column_int (row, 1);
    }

  if (error == NULL && add_twins (core, main, rid, reason, twins, &error))
    g_task_return_pointer (task, g_steal_pointer (&twins), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kin_record_store_list_twins_async:
 * @self: a store
 * @id: an item
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the same thing as it came from other sources.
 */
void
kin_record_store_list_twins_async (KinRecordStore      *self,
                                   gint64               id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_list_twins_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  kin_record_store_push (self, task, twins_job);
}

/**
 * kin_record_store_list_twins_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full) (element-type KinTwin): its twins, with their resources; the one that
 *   is listed first
 */
GPtrArray *
kin_record_store_list_twins_finish (KinRecordStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
