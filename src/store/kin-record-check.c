/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-check"

#include "config.h"

#include "kin-record-private.h"

#define SQL_INTEGRITY "PRAGMA integrity_check"
#define SQL_INDEX "INSERT INTO search (search) VALUES ('integrity-check')"
#define SQL_LETTER_INDEX "INSERT INTO letter_search (letter_search) VALUES ('integrity-check')"
#define SQL_RESOURCES "SELECT count(*) FROM resource"
#define SQL_LISTED "SELECT rid, section FROM resource WHERE source = ?1 AND hidden = 0"

void
kin_store_check_free (KinStoreCheck *self)
{
  if (self == NULL)
    return;

  g_free (self->cipher_version);
  g_free (self);
}

/* Reads every page, which proves it authentic, and has the search indexes compare
 * themselves with their text. (The command looks like writing, and writes nothing.) */
static gboolean
is_whole (KinRecordCore  *core,
          GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (!kin_database_run (core->file->writer, error, SQL_INDEX, "")
      || !kin_database_run (core->file->writer, error, SQL_LETTER_INDEX, ""))
    return FALSE;

  row = kin_database_ask (core->file->reader, error, SQL_INTEGRITY, "");

  return row != NULL && kin_statement_step (row, &found, error) && found
         && g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "ok") == 0;
}

static void
check_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  KinDatabase *db = core->file->reader;
  g_autoptr (KinStoreCheck) check = g_new0 (KinStoreCheck, 1);
  g_autoptr (GError) error = NULL;
  gint64 resources = 0;

  kin_worker_assert (core->file->worker);
  kin_database_set_cancellable (db, cancellable);

  check->cipher_version = kin_database_dup_cipher (db);
  check->encrypted = kin_database_is_encrypted (core->file->writer);
  check->integrity = kin_record_core_flush (core, &error) && is_whole (core, &error)
                     && kin_database_get_number (db, SQL_RESOURCES, &resources, &error);
  check->resources = (guint64) resources;
  kin_database_set_cancellable (db, NULL);

  /* A page that is not authentic is the answer, not a failure to answer. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&check), (GDestroyNotify) kin_store_check_free);
}

/**
 * kin_record_store_check_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the whole file and finds out whether it is encrypted, authentic and whole.
 */
void
kin_record_store_check_async (KinRecordStore      *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_check_async);
  kin_record_store_push (self, task, check_job);
}

/**
 * kin_record_store_check_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full): what was found
 */
KinStoreCheck *
kin_record_store_check_finish (KinRecordStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* In this order: what points at something goes before it. */
static const char * const erase_statements[] = {
  "DELETE FROM search WHERE docid IN (SELECT -rid FROM resource WHERE source = ?1)",
  "DELETE FROM letter_search WHERE docid IN (SELECT -rid FROM resource WHERE source = ?1)",
  "DELETE FROM twin WHERE rid IN (SELECT rid FROM resource WHERE source = ?1)"
  " OR main IN (SELECT rid FROM resource WHERE source = ?1)",
  "DELETE FROM version WHERE rid IN (SELECT rid FROM resource WHERE source = ?1)",
  "DELETE FROM gone WHERE rid IN (SELECT rid FROM resource WHERE source = ?1)",
  "DELETE FROM resource WHERE source = ?1",
  "DELETE FROM quarantine WHERE source = ?1",
  "DELETE FROM ledger WHERE source = ?1",
  "DELETE FROM attachment WHERE source = ?1",
  "DELETE FROM letter WHERE source = ?1",
  "DELETE FROM counts WHERE source = ?1",
  "DELETE FROM source WHERE source = ?1",
};
/* An index only marks what was taken out, until it is put together anew. */
static const char * const index_statements[] = {
  "INSERT INTO search (search) VALUES ('optimize')",
  "INSERT INTO letter_search (letter_search) VALUES ('optimize')",
};
#define SQL_ERASE_WORDS \
  "DELETE FROM letter_words WHERE content NOT IN" \
  " (SELECT content FROM attachment WHERE content IS NOT NULL)"
#define SQL_ERASE_CHUNKS \
  "DELETE FROM chunk WHERE content NOT IN" \
  " (SELECT content FROM attachment WHERE content IS NOT NULL)"
#define SQL_ERASE_CONTENT \
  "DELETE FROM content WHERE content NOT IN" \
  " (SELECT content FROM attachment WHERE content IS NOT NULL)"

static gboolean
note_items (KinRecordCore  *core,
            gint64          source,
            GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_LISTED, "i", source);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found)
    kin_record_core_note (core, (KinSection) sqlite3_column_int (row, 1),
                          sqlite3_column_int64 (row, 0));

  return *error == NULL;
}

static gboolean
erase (KinRecordCore  *core,
       const char     *connection,
       GError        **error)
{
  KinDatabase *db = core->file->writer;
  gint64 source;

  if (!kin_record_core_get_source (core, connection, FALSE, &source, error))
    return FALSE;

  if (source == 0)
    return TRUE;

  if (!note_items (core, source, error) || !kin_record_twins_part_from (core, source, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (erase_statements); i++)
    if (!kin_database_run (db, error, erase_statements[i], "i", source))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (index_statements); i++)
    if (!kin_database_run (db, error, index_statements[i], ""))
      return FALSE;

  g_hash_table_remove (core->connections, connection);

  return kin_database_run (db, error, SQL_ERASE_WORDS, "")
         && kin_database_run (db, error, SQL_ERASE_CHUNKS, "")
         && kin_database_run (db, error, SQL_ERASE_CONTENT, "");
}

static void
erase_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error)
                  && erase (core, task_data, &error)
                  && kin_file_remove_aside (core->file, &error);

  kin_record_core_finish (core, task, done, error);
}

/**
 * kin_record_store_erase_async:
 * @self: a store
 * @connection: whose items are to go
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Erases everything that came from a connection, with versions, documents,
 * ledger and what was set aside, and each damaged file that was kept: it may hold
 * the same. Only ever done because the person chose it.
 */
void
kin_record_store_erase_async (KinRecordStore      *self,
                              const char          *connection,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_erase_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (connection), g_free);
  kin_record_store_push (self, task, erase_job);
}

/**
 * kin_record_store_erase_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is gone from the disk
 */
gboolean
kin_record_store_erase_finish (KinRecordStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (!self->closed)
    g_clear_pointer (&self->core->file->aside, g_free);

  return TRUE;
}
