/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-sections"

#include "config.h"

#include "kin-record-private.h"

#define SQL_COUNTS \
  "SELECT section, sum(listed), sum(unread), sum(hidden) FROM counts" \
  " WHERE ?1 IS NULL OR source = (SELECT source FROM source WHERE connection = ?1)" \
  " GROUP BY section"
#define SQL_MARK_READ "UPDATE resource SET unread = 0 WHERE rid = ?1 AND unread = 1"
#define SQL_WHERE_IS \
  "SELECT source, section, hidden FROM resource WHERE rid = ?1 AND unread = 1"

typedef struct
{
  char    *connection;
  guint64  resources;
} Counting;

static void
counting_free (Counting *self)
{
  g_free (self->connection);
  g_free (self);
}

static void
count_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Counting *counting = task_data;
  g_autoptr (GArray) sections = g_array_new (FALSE, FALSE, sizeof (KinSectionCount));
  g_autoptr (KinStatement) row = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  kin_worker_assert (core->file->worker);
  row = kin_database_ask (core->file->reader, &error, SQL_COUNTS, "t", counting->connection);

  while (row != NULL && kin_statement_step (row, &found, &error) && found)
    {
      KinSectionCount count = {
        .section = (KinSection) sqlite3_column_int (row, 0),
        .count = (guint64) sqlite3_column_int64 (row, 1),
        .unread = (guint64) sqlite3_column_int64 (row, 2),
      };

      counting->resources += count.count + (guint64) sqlite3_column_int64 (row, 3);
      if (count.count > 0)
        g_array_append_val (sections, count);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&sections), (GDestroyNotify) g_array_unref);
}

/**
 * kin_record_store_get_sections_async:
 * @self: a store
 * @connection: (nullable): only what came from there
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Tells how many items each section has.
 */
void
kin_record_store_get_sections_async (KinRecordStore      *self,
                                     const char          *connection,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;
  Counting *counting;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  counting = g_new0 (Counting, 1);
  counting->connection = g_strdup (connection);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_get_sections_async);
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);
  kin_record_store_push (self, task, count_job);
}

/**
 * kin_record_store_get_sections_finish:
 * @self: a store
 * @result: what the callback got
 * @resources: (out) (optional): all that is kept: listed, without a section, or hidden
 * @error: a #KinStoreError
 *
 * Returns: (transfer full) (element-type KinSectionCount): sections that are not empty
 */
GArray *
kin_record_store_get_sections_finish (KinRecordStore  *self,
                                      GAsyncResult    *result,
                                      guint64         *resources,
                                      GError         **error)
{
  Counting *counting;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  counting = g_task_get_task_data (G_TASK (result));
  if (resources != NULL)
    *resources = counting->resources;

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The person has seen some. */

static gboolean
mark_one (KinRecordCore  *core,
          gint64          id,
          GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  row = kin_database_ask (core->file->writer, error, SQL_WHERE_IS, "i", id);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (!found)
    return TRUE;

  if (sqlite3_column_int (row, 2) == 0)
    kin_record_core_count_read (core, sqlite3_column_int64 (row, 0),
                                (KinSection) sqlite3_column_int (row, 1));
  kin_record_core_note (core, (KinSection) sqlite3_column_int (row, 1), id);

  return kin_database_run (core->file->writer, error, SQL_MARK_READ, "i", id);
}

static void
mark_read_job (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GArray *ids = task_data;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error);

  for (guint i = 0; done && i < ids->len; i++)
    done = mark_one (core, g_array_index (ids, gint64, i), &error);

  kin_record_core_finish (core, task, done, error);
}

/**
 * kin_record_store_mark_read_async:
 * @self: a store
 * @ids: (array length=n_ids): of items
 * @n_ids: how many
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Notes that the person has seen these items.
 */
void
kin_record_store_mark_read_async (KinRecordStore      *self,
                                  const gint64        *ids,
                                  gsize                n_ids,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;
  GArray *copy;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  copy = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (copy, ids, (guint) n_ids);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_mark_read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
  kin_record_store_push (self, task, mark_read_job);
}

/**
 * kin_record_store_mark_read_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_record_store_mark_read_finish (KinRecordStore  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
