/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-hide"

#include "config.h"

#include "kin-record-private.h"
#include "kin-summary.h"
#include "kin-text.h"

#define SQL_COLUMNS "SELECT rid, source, section, hidden, unread, title, dict, body FROM resource"
#define SQL_FIND SQL_COLUMNS " WHERE address = ?1"
#define SQL_ROW SQL_COLUMNS " WHERE rid = ?1"
#define SQL_SET "UPDATE resource SET hidden = ?2, unread = ?3 WHERE rid = ?1"

typedef struct
{
  char     *connection;
  char     *type;
  char     *resource_id;
  gboolean  hidden;
} Wish;

static void
wish_free (Wish *self)
{
  g_free (self->connection);
  g_free (self->type);
  g_free (self->resource_id);
  g_free (self);
}

/* What nobody hides can be found by its words; what somebody does cannot. */
static gboolean
index_again (KinRecordCore  *core,
             KinStatement   *row,
             gboolean        hidden,
             GError        **error)
{
  gint64 rid = sqlite3_column_int64 (row, 0);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (KinJson) json = NULL;
  g_autoptr (KinSummary) summary = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *words = NULL;
  g_autofree char *letters = NULL;

  if (hidden)
    {
      kin_record_index_put (core, rid, TRUE, NULL, NULL, NULL);
      return TRUE;
    }

  body = kin_record_read_body (core, row, 6, error);
  json = body != NULL ? kin_json_new (body, error) : NULL;
  summary = json != NULL ? kin_summary_new (kin_json_get_root (json), error) : NULL;
  if (summary == NULL)
    return FALSE;

  words = kin_text_to_index (kin_record_words_after_title (summary));
  files = kin_record_letters_list (kin_json_get_root (json));
  if (!kin_record_letters_add (core, sqlite3_column_int64 (row, 1), files, words, &letters, error))
    return FALSE;

  kin_record_index_put (core, rid, TRUE,
                        kin_text_to_index ((const char *) sqlite3_column_text (row, 5)),
                        g_steal_pointer (&words), g_steal_pointer (&letters));

  return TRUE;
}

static gboolean
hide (KinRecordCore  *core,
      KinStatement   *row,
      int             why,
      gboolean        hidden,
      GError        **error)
{
  gint64 rid = sqlite3_column_int64 (row, 0);
  gint64 source = sqlite3_column_int64 (row, 1);
  KinSection section = (KinSection) sqlite3_column_int (row, 2);
  int before = sqlite3_column_int (row, 3);
  int after = hidden ? before | why : before & ~why;
  gboolean was_unread = sqlite3_column_int (row, 4) != 0;
  gboolean unread = was_unread && after == 0;

  if (after == before)
    return TRUE;

  kin_record_core_count (core, source, section, before != 0, was_unread, -1);
  kin_record_core_count (core, source, section, after != 0, unread, 1);
  kin_record_core_note (core, section, rid);

  return (section == KIN_SECTION_NONE || index_again (core, row, after != 0, error))
         && kin_database_run (core->file->writer, error, SQL_SET, "iii", rid, (gint64) after,
                              (gint64) unread);
}

static gboolean
find_and_hide (KinRecordCore  *core,
               const Wish     *wish,
               GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  guint8 address[KIN_HASH_LENGTH];
  gboolean found = FALSE;

  kin_record_core_address (core, wish->connection, wish->type, wish->resource_id, address);
  row = kin_database_ask (core->file->writer, error, SQL_FIND, "p", address, sizeof address);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  return !found || hide (core, row, KIN_HIDDEN_BY_PERSON, wish->hidden, error);
}

/* Hides one entry for a reason, or no longer for that one, in a transaction that is begun. */
gboolean
kin_record_hide (KinRecordCore  *core,
                 gint64          rid,
                 int             why,
                 gboolean        hidden,
                 GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_ROW, "i", rid);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  return !found || hide (core, row, why, hidden, error);
}

/* Has one entry found by what its letters say now, in a transaction that is begun. */
gboolean
kin_record_index_again (KinRecordCore  *core,
                        gint64          rid,
                        GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_ROW, "i", rid);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  return !found || sqlite3_column_int (row, 2) == KIN_SECTION_NONE
         || index_again (core, row, sqlite3_column_int (row, 3) != 0, error);
}

static void
hide_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error)
                  && find_and_hide (core, task_data, &error);

  kin_record_core_finish (core, task, done, error);
}

/**
 * kin_record_store_set_hidden_async:
 * @self: a store
 * @connection: where it came from
 * @type: FHIR type
 * @resource_id: FHIR id
 * @hidden: whether the person wants not to see it
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Takes an item out of every list, count and search, or puts it back. It stays in the file, and
 * stays hidden when it comes again and says something else. What is not here is left alone.
 */
void
kin_record_store_set_hidden_async (KinRecordStore      *self,
                                   const char          *connection,
                                   const char          *type,
                                   const char          *resource_id,
                                   gboolean             hidden,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;
  Wish *wish;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL && type != NULL && resource_id != NULL);

  wish = g_new0 (Wish, 1);
  wish->connection = g_strdup (connection);
  wish->type = g_strdup (type);
  wish->resource_id = g_strdup (resource_id);
  wish->hidden = hidden;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_set_hidden_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  kin_record_store_push (self, task, hide_job);
}

/**
 * kin_record_store_set_hidden_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_record_store_set_hidden_finish (KinRecordStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
