/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-ledger"

#include "config.h"

#include "kin-record-private.h"

#define COLUMNS \
  "query, outcome, next, pages, resources, stored, unchanged, quarantined, reason," \
  " server_time, since, full_since, full, oldest, newest, rounds, updated, form"
#define SQL_READ "SELECT " COLUMNS " FROM ledger WHERE source = ?1 AND query = ?2"
#define SQL_LIST \
  "SELECT " COLUMNS " FROM ledger JOIN source USING (source) WHERE connection = ?1 ORDER BY query"
#define SQL_ADD \
  "INSERT INTO ledger (source, " COLUMNS ")" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
#define SQL_UPDATE \
  "UPDATE ledger SET outcome = ?3, next = ?4, pages = ?5, resources = ?6, stored = ?7," \
  " unchanged = ?8, quarantined = ?9, reason = ?10, server_time = ?11, since = ?12," \
  " full_since = ?13, full = ?14, oldest = ?15, newest = ?16, rounds = ?17, updated = ?18," \
  " form = ?19" \
  " WHERE source = ?1 AND query = ?2"

#define SQL_FORGET \
  "DELETE FROM ledger WHERE source = (SELECT source FROM source WHERE connection = ?1)"

/* The types of its parameters, in the order of COLUMNS after the source. */
#define LEDGER_TYPES "i" "tit" "iiiii" "tttt" "i" "tt" "iti"

static KinLedgerEntry *
read_row (KinStatement *row)
{
  KinLedgerEntry *entry = g_new0 (KinLedgerEntry, 1);

  entry->query = kin_statement_dup_text (row, 0);
  entry->answer = (KinOutcome) sqlite3_column_int (row, 1);
  entry->next = kin_statement_dup_text (row, 2);
  entry->pages = (guint) sqlite3_column_int (row, 3);
  entry->resources = (guint64) sqlite3_column_int64 (row, 4);
  entry->stored = (guint64) sqlite3_column_int64 (row, 5);
  entry->unchanged = (guint64) sqlite3_column_int64 (row, 6);
  entry->quarantined = (guint64) sqlite3_column_int64 (row, 7);
  entry->reason = kin_statement_dup_text (row, 8);
  entry->server_time = kin_statement_dup_text (row, 9);
  entry->since = kin_statement_dup_text (row, 10);
  entry->full_since = kin_statement_dup_text (row, 11);
  entry->full = sqlite3_column_int (row, 12) != 0;
  entry->oldest = kin_statement_dup_text (row, 13);
  entry->newest = kin_statement_dup_text (row, 14);
  entry->rounds = (guint) sqlite3_column_int (row, 15);
  entry->updated = kin_statement_dup_text (row, 16);
  entry->form = (guint) sqlite3_column_int (row, 17);

  return entry;
}

/* Reads one line, as the open transaction sees it; NULL when there is none. */
gboolean
kin_record_ledger_read (KinRecordCore   *self,
                        gint64           source,
                        const char      *query,
                        KinLedgerEntry **entry,
                        GError         **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  *entry = NULL;
  row = kin_database_ask (self->file->writer, error, SQL_READ, "it", source, query);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (found)
    *entry = read_row (row);

  return TRUE;
}

/* Writes one line; @known says whether there is one of that name. */
gboolean
kin_record_ledger_write (KinRecordCore         *self,
                         gint64                 source,
                         const KinLedgerEntry  *entry,
                         gboolean               known,
                         GError               **error)
{
  g_autofree char *now = kin_file_now ();

  return kin_database_run (self->file->writer, error, known ? SQL_UPDATE : SQL_ADD, LEDGER_TYPES,
                           source, entry->query, (gint64) entry->answer, entry->next,
                           (gint64) entry->pages, (gint64) entry->resources,
                           (gint64) entry->stored, (gint64) entry->unchanged,
                           (gint64) entry->quarantined, entry->reason, entry->server_time,
                           entry->since, entry->full_since, (gint64) entry->full, entry->oldest,
                           entry->newest, (gint64) entry->rounds, now, (gint64) entry->form);
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  KinStatement *row;
  GError *error = NULL;

  kin_worker_assert (core->file->worker);

  row = kin_database_ask (core->file->reader, &error, SQL_LIST, "t", task_data);
  kin_statement_return_rows (row, task, (KinRowFunc) read_row,
                             (GDestroyNotify) kin_ledger_entry_free, error);
}

/**
 * kin_record_store_get_ledger_async:
 * @self: a store
 * @connection: a connection
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads what was asked of a portal and what came of it, as far as it is committed.
 */
void
kin_record_store_get_ledger_async (KinRecordStore      *self,
                                   const char          *connection,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_get_ledger_async);
  g_task_set_task_data (task, g_strdup (connection), g_free);
  kin_record_store_push (self, task, list_job);
}

/**
 * kin_record_store_get_ledger_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinLedgerEntry): the lines by query
 */
GPtrArray *
kin_record_store_get_ledger_finish (KinRecordStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
forget_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error) &&
                  kin_database_run (core->file->writer, &error, SQL_FORGET, "t", task_data);

  kin_record_core_finish (core, task, done, error);
}

/**
 * kin_record_store_forget_ledger_async:
 * @self: a store
 * @connection: a connection
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * The portal is to be asked as if for the first time; what came from it stays.
 */
void
kin_record_store_forget_ledger_async (KinRecordStore      *self,
                                      const char          *connection,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_forget_ledger_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (connection), g_free);
  kin_record_store_push (self, task, forget_job);
}

/**
 * kin_record_store_forget_ledger_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether that is on the disk
 */
gboolean
kin_record_store_forget_ledger_finish (KinRecordStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
