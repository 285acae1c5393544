/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-core"

#include "config.h"

#include <string.h>

#include "kin-record-ingest-private.h"

#define BATCH_RESOURCES 5000
#define BATCH_BYTES (8 * 1024 * 1024)
#define BATCH_TIME (G_USEC_PER_SEC / 2)
#define FOLD_DELAY (2 * G_USEC_PER_SEC)

#define SQL_FIND_SOURCE "SELECT source FROM source WHERE connection = ?1"
#define SQL_ADD_SOURCE "INSERT INTO source (connection) VALUES (?1)"
#define SQL_HASH_KEY "SELECT key FROM hashing"
#define SQL_ADD_COUNT \
  "INSERT OR IGNORE INTO counts (source, section, listed, unread, hidden) VALUES (?1, ?2, 0, 0, 0)"
#define SQL_COUNT \
  "UPDATE counts SET listed = listed + ?3, unread = unread + ?4, hidden = hidden + ?5" \
  " WHERE source = ?1 AND section = ?2"

typedef struct
{
  gint64     source;
  KinSection section;
  gint64     listed;
  gint64     unread;
  gint64     hidden;
} Count;

static guint
count_hash (gconstpointer data)
{
  const Count *self = data;

  return (guint) self->source * KIN_N_SECTIONS + self->section;
}

static gboolean
count_equal (gconstpointer a,
             gconstpointer b)
{
  const Count *left = a, *right = b;

  return left->source == right->source && left->section == right->section;
}

/* Takes over an open file. */
KinRecordCore *
kin_record_core_new (KinFile *file)
{
  KinRecordCore *self = g_new0 (KinRecordCore, 1);

  self->file = file;
  self->context = g_main_context_ref_thread_default ();
  self->outlet = g_atomic_rc_box_new0 (KinRecordOutlet);
  self->connections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->compression = kin_compression_new ();
  g_mutex_init (&self->brought_lock);
  self->brought = kin_brought_new ();
  if (g_get_num_processors () > 1)
    self->preparation_pool = kin_preparation_pool_new ();
  self->coming = g_async_queue_new_full (kin_page_unref);
  self->waiting = g_ptr_array_new ();
  self->counts = g_hash_table_new_full (count_hash, count_equal, g_free, NULL);
  self->index = kin_record_index_new ();

  return self;
}

/* Reads the file's own key for hashes, before the first of them. */
gboolean
kin_record_core_load_key (KinRecordCore  *self,
                          GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (self->has_hash_key)
    return TRUE;

  row = kin_database_ask (self->file->writer, error, SQL_HASH_KEY, "");
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (!found || sqlite3_column_bytes (row, 0) != sizeof self->hash_key)
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "The file has lost its own key");
      return FALSE;
    }

  memcpy (self->hash_key, sqlite3_column_blob (row, 0), sizeof self->hash_key);
  self->has_hash_key = TRUE;

  return TRUE;
}

static void
clear_outlet (gpointer data)
{
  KinRecordOutlet *outlet = data;

  g_weak_ref_clear (&outlet->store);
}

/* The last job of the worker: keeps the whole pages that are in, then closes. */
void
kin_record_core_end (KinRecordCore *self)
{
  g_autoptr (GError) error = NULL;

  if (!kin_record_core_flush (self, &error))
    g_warning ("The last pages were not kept: %s", error->message);

  kin_file_free (self->file);

  kin_record_core_drop_coming (self);
  if (self->preparation_pool != NULL)
    g_thread_pool_free (self->preparation_pool, FALSE, TRUE);
  g_async_queue_unref (self->coming);
  g_hash_table_unref (self->brought);
  g_mutex_clear (&self->brought_lock);
  kin_compression_free (self->compression);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->counts);
  g_array_unref (self->index);
  g_free (self->matched);
  g_hash_table_unref (self->connections);
  g_clear_pointer (&self->changes, kin_changes_unref);
  g_atomic_rc_box_release_full (self->outlet, clear_outlet);
  g_main_context_unref (self->context);
  explicit_bzero (self->hash_key, sizeof self->hash_key);
  g_free (self);
}

/* Begins a transaction, unless pages are waiting in one. */
gboolean
kin_record_core_begin (KinRecordCore  *self,
                       GError        **error)
{
  kin_worker_assert (self->file->worker);

  if (self->writing)
    return TRUE;

  if (!kin_record_core_load_key (self, error) || !kin_database_begin (self->file->writer, error))
    return FALSE;

  self->writing = TRUE;
  self->changed_before = kin_database_count_changes (self->file->writer);
  self->n_resources = 0;
  self->n_bytes = 0;
  self->changes = kin_changes_new ();

  return TRUE;
}

static gboolean
write_counts (KinRecordCore  *self,
              GError        **error)
{
  KinDatabase *db = self->file->writer;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Count *count = key;

      if (!kin_database_run (db, error, SQL_ADD_COUNT, "ii", count->source,
                             (gint64) count->section)
          || !kin_database_run (db, error, SQL_COUNT, "iiiii", count->source,
                                (gint64) count->section, count->listed, count->unread,
                                count->hidden))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  KinRecordOutlet *outlet;
  KinChanges      *changes;
} Emission;

static void
emission_free (gpointer data)
{
  Emission *self = data;

  g_atomic_rc_box_release_full (self->outlet, clear_outlet);
  kin_changes_unref (self->changes);
  g_free (self);
}

static gboolean
emit_cb (gpointer user_data)
{
  Emission *self = user_data;
  g_autoptr (KinRecordStore) store = g_weak_ref_get (&self->outlet->store);

  if (store != NULL)
    kin_record_store_send (store, self->changes);

  return G_SOURCE_REMOVE;
}

/* One signal per transaction, after COMMIT, before its tasks are told. */
static void
send_changes (KinRecordCore *self)
{
  g_autoptr (KinChanges) changes = g_steal_pointer (&self->changes);
  g_autoptr (GSource) source = NULL;
  Emission *emission;

  if (kin_changes_is_empty (changes))
    return;

  emission = g_new0 (Emission, 1);
  emission->outlet = g_atomic_rc_box_acquire (self->outlet);
  emission->changes = g_steal_pointer (&changes);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_cb, emission, emission_free);
  g_source_attach (source, self->context);
}

static void
tell_waiting (KinRecordCore *self,
              const GError  *error)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (self->waiting, i);

      if (error == NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));

      kin_worker_finish_task (task);
    }

  g_ptr_array_set_size (self->waiting, 0);
}

/* Gives up the transaction; all pages in it are told, and none is in. */
void
kin_record_core_roll_back (KinRecordCore *self,
                           const GError  *error)
{
  kin_database_rollback (self->file->writer);

  self->writing = FALSE;
  g_clear_pointer (&self->changes, kin_changes_unref);
  g_hash_table_remove_all (self->counts);
  g_array_set_size (self->index, 0);
  kin_compression_give_up (self->compression);
  g_clear_pointer (&self->matched, g_free);
  /* A connection that was first seen in it is not there any more. */
  g_hash_table_remove_all (self->connections);
  kin_worker_set_deadline (self->file->worker, 0, NULL, NULL);
  tell_waiting (self, error);
}

static void
fold_due (gpointer owned)
{
  KinRecordCore *self = owned;

  kin_file_fold_log (self->file);
}

/* What changed nothing is not counted, and leaves nothing in the log. */
static gboolean
count (KinRecordCore  *self,
       gboolean       *counts,
       GError        **error)
{
  *counts = kin_database_count_changes (self->file->writer) != self->changed_before;

  return !*counts || kin_file_count (self->file, error);
}

/* Keeps everything since kin_record_core_begin(), then tells who waits. The log goes
 * into the file when nothing more has come for a while. */
gboolean
kin_record_core_commit (KinRecordCore  *self,
                        GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean counts = FALSE;

  g_assert (self->writing);

  if (!kin_record_index_write (self, &local_error)
      || !write_counts (self, &local_error)
      || !count (self, &counts, &local_error)
      || !kin_database_commit (self->file->writer, &local_error))
    {
      kin_record_core_roll_back (self, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->writing = FALSE;
  if (counts)
    kin_file_mark_kept (self->file);
  g_hash_table_remove_all (self->counts);
  kin_compression_keep (self->compression);
  kin_worker_set_deadline (self->file->worker, g_get_monotonic_time () + FOLD_DELAY, fold_due,
                           self);
  send_changes (self);
  tell_waiting (self, NULL);

  return TRUE;
}

/* Keeps waiting pages now, before something else is done. */
gboolean
kin_record_core_flush (KinRecordCore  *self,
                       GError        **error)
{
  return !self->writing || kin_record_core_commit (self, error);
}

/* Begins a transaction with one purpose: pages that wait are kept before it. */
gboolean
kin_record_core_begin_alone (KinRecordCore  *self,
                             GError        **error)
{
  return kin_record_core_flush (self, error) && kin_record_core_begin (self, error);
}

/* Ends it: keeps it when all of it is @done, and tells the task. Takes over @error. */
void
kin_record_core_finish (KinRecordCore *self,
                        GTask         *task,
                        gboolean       done,
                        GError        *error)
{
  if (done && kin_record_core_commit (self, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (self->writing)
    kin_record_core_roll_back (self, error);
  g_task_return_error (task, error);
}

static void
commit_due (gpointer owned)
{
  /* Whoever waits is told of an error; there is nobody else. */
  kin_record_core_flush (owned, NULL);
}

/* While pages wait behind, a COMMIT holds them up: more of them are taken along. */
static gboolean
is_enough (KinRecordCore *self)
{
  guint times = g_async_queue_length (self->coming) > 0 ? 2 : 1;

  return self->n_resources >= times * BATCH_RESOURCES || self->n_bytes >= times * BATCH_BYTES;
}

/* Lets a whole page wait for its COMMIT: at 5,000 resources or 8 MiB, or twice as much
 * while pages wait behind, 500 ms after the first, or @now, at the end of a question. A
 * commit for each page would cost several times what the pages cost. */
void
kin_record_core_wait (KinRecordCore *self,
                      GTask         *task,
                      guint          n_resources,
                      gsize          n_bytes,
                      gboolean       now)
{
  gboolean first = self->waiting->len == 0;

  g_ptr_array_add (self->waiting, g_object_ref (task));
  self->n_resources += n_resources;
  self->n_bytes += n_bytes;

  if (now || is_enough (self))
    kin_record_core_flush (self, NULL);
  else if (first)
    kin_worker_set_deadline (self->file->worker, g_get_monotonic_time () + BATCH_TIME,
                             commit_due, self);
}

static gboolean
look_up_source (KinRecordCore  *self,
                const char     *connection,
                gint64         *source,
                GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  *source = 0;
  row = kin_database_ask (self->file->writer, error, SQL_FIND_SOURCE, "t", connection);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (found)
    *source = sqlite3_column_int64 (row, 0);

  return TRUE;
}

/* The number of a connection in this file, 0 when nothing ever came from it;
 * with @make it gets one. */
gboolean
kin_record_core_get_source (KinRecordCore  *self,
                            const char     *connection,
                            gboolean        make,
                            gint64         *source,
                            GError        **error)
{
  KinDatabase *db = self->file->writer;
  gint64 *known = g_hash_table_lookup (self->connections, connection);

  if (known != NULL)
    {
      *source = *known;
      return TRUE;
    }

  if (!look_up_source (self, connection, source, error))
    return FALSE;

  if (*source == 0 && make)
    {
      if (!kin_database_run (db, error, SQL_ADD_SOURCE, "t", connection))
        return FALSE;

      *source = sqlite3_last_insert_rowid (kin_database_get_handle (db));
    }

  if (*source != 0)
    g_hash_table_insert (self->connections, g_strdup (connection),
                         g_memdup2 (source, sizeof *source));

  return TRUE;
}

static Count *
get_count (KinRecordCore *self,
           gint64         source,
           KinSection     section)
{
  Count wanted = { .source = source, .section = section };
  Count *count = g_hash_table_lookup (self->counts, &wanted);

  if (count == NULL)
    {
      count = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (self->counts, count);
    }

  return count;
}

/* Adds @difference to the counts of a section when the transaction ends. */
void
kin_record_core_count (KinRecordCore *self,
                       gint64         source,
                       KinSection     section,
                       gboolean       hidden,
                       gboolean       unread,
                       int            difference)
{
  Count *count = get_count (self, source, section);

  if (hidden)
    count->hidden += difference;
  else
    count->listed += difference;

  if (unread && !hidden)
    count->unread += difference;
}

/* Counts an item as seen that was not. */
void
kin_record_core_count_read (KinRecordCore *self,
                            gint64         source,
                            KinSection     section)
{
  get_count (self, source, section)->unread--;
}

/* Notes that an item will look different in lists. */
void
kin_record_core_note (KinRecordCore *self,
                      KinSection     section,
                      gint64         id)
{
  if (section != KIN_SECTION_NONE)
    kin_changes_add (self->changes, section, id);
}

/* SipHash-128 under the file's own key: equal means equal, even for a server
 * that would like two resources to look the same. */
void
kin_record_core_hash (KinRecordCore *self,
                      const char    *bytes,
                      gsize          length,
                      guint8        *hash)
{
  crypto_shorthash_siphashx24 (hash, (const guint8 *) bytes, length, self->hash_key);
}

/* What a resource is found by: shorter than its names, and the same length for
 * all. Two different ones never meet, for the reason above. */
void
kin_record_core_address (KinRecordCore *self,
                         const char    *connection,
                         const char    *type,
                         const char    *id,
                         guint8        *address)
{
  g_autofree char *names = g_strconcat (type, "/", id, " ", connection, NULL);

  kin_record_core_hash (self, names, strlen (names), address);
}
