/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-ingest"

#include "config.h"

#include <string.h>

#include "kin-meaning.h"
#include "kin-record-private.h"
#include "kin-summary.h"
#include "kin-text.h"

/* A row with its body must stay below what the file takes (KinDatabase limits). */
#define MAX_BODY (30 * 1024 * 1024)

#define SQL_FIND                                                                       \
  "SELECT rid, hash, meaning, updated, section, hidden, unread, received"              \
  " FROM resource WHERE source = ?1 AND type = ?2 AND id = ?3"
#define SQL_INSERT                                                                     \
  "INSERT INTO resource (hash, meaning, updated, received, section, date_key, date,"   \
  " status, title, subtitle, codes, flag, patient, named_by, hidden, unread, dict,"    \
  " body, source, type, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12," \
  " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"
#define SQL_UPDATE                                                                     \
  "UPDATE resource SET hash = ?1, meaning = ?2, updated = ?3, received = ?4,"          \
  " section = ?5, date_key = ?6, date = ?7, status = ?8, title = ?9, subtitle = ?10,"  \
  " codes = ?11, flag = ?12, patient = ?13, named_by = ?14, hidden = ?15,"            \
  " unread = ?16, dict = ?17, body = ?18 WHERE rid = ?19"
#define SQL_SAME_MEANING                                                               \
  "UPDATE resource SET hash = ?1, updated = ?2, dict = ?3, body = ?4 WHERE rid = ?5"
#define SQL_KEEP_VERSION                                                               \
  "INSERT INTO version (rid, received, replaced, dict, body)"                          \
  " SELECT rid, received, ?2, dict, body FROM resource WHERE rid = ?1"
#define SQL_INDEX "INSERT INTO search (docid, title, words) VALUES (?1, ?2, ?3)"
#define SQL_UNINDEX "DELETE FROM search WHERE docid = ?1"
#define SQL_QUARANTINE                                                                 \
  "INSERT OR IGNORE INTO quarantine (source, query, reason, received, hash, body)"     \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

/* One page on its way in; what the task carries. */
typedef struct
{
  char            *connection;
  KinBundle       *bundle;           /* nullable */
  KinStep          step;             /* owns its strings */
  KinIngestCounts  counts;

  /* While it is being written. */
  gint64           source;
  KinLedgerEntry  *line;
  char            *now;
} Page;

/* One resource of it. */
typedef struct
{
  KinSummary *summary;
  const char *bytes;
  gsize       length;
  guint8      hash[KIN_HASH_LENGTH];
  gint64      meaning;

  /* As it is kept. */
  gint64      dict;
  const char *body;
  gsize       body_length;
} Arrival;

/* What is here already under the same name. */
typedef struct
{
  gint64     rid;                    /* 0: nothing */
  gboolean   same_bytes;
  gint64     meaning;
  char      *updated;
  KinSection section;
  gboolean   hidden;
  gboolean   unread;
} Known;

static void
page_free (Page *self)
{
  g_free (self->connection);
  g_clear_pointer (&self->bundle, kin_bundle_unref);
  g_free ((char *) self->step.query);
  g_free ((char *) self->step.next);
  g_free ((char *) self->step.reason);
  g_free ((char *) self->step.server_time);
  g_clear_pointer (&self->line, kin_ledger_entry_free);
  g_free (self->now);
  g_free (self);
}

static void
arrival_clear (Arrival *self)
{
  g_clear_pointer (&self->summary, kin_summary_free);
}

static void
known_clear (Known *self)
{
  g_free (self->updated);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arrival, arrival_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
find_known (KinRecordCore  *core,
            Page           *page,
            const Arrival  *arrival,
            Known          *known,
            GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  row = kin_database_ask (core->file->writer, error, SQL_FIND, "itt", page->source,
                          arrival->summary->type, arrival->summary->id);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (!found)
    return TRUE;

  known->rid = sqlite3_column_int64 (row, 0);
  known->same_bytes = sqlite3_column_bytes (row, 1) == KIN_HASH_LENGTH
                      && memcmp (sqlite3_column_blob (row, 1), arrival->hash, KIN_HASH_LENGTH) == 0;
  known->meaning = sqlite3_column_int64 (row, 2);
  known->updated = kin_statement_dup_text (row, 3);
  known->section = (KinSection) sqlite3_column_int (row, 4);
  known->hidden = sqlite3_column_int (row, 5) != 0;
  known->unread = sqlite3_column_int (row, 6) != 0;

  return TRUE;
}

/* The words that are not in the title already: they are found there. */
static const char *
words_after_title (const char *words,
                   const char *title)
{
  if (words != NULL && title != NULL && g_str_has_prefix (words, title))
    return words + strlen (title);

  return words != NULL ? words : "";
}

static gboolean
index_words (KinRecordCore     *core,
             gint64             rid,
             const KinSummary  *summary,
             GError           **error)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (summary->hidden || summary->section == KIN_SECTION_NONE)
    return TRUE;

  title = kin_text_to_index (summary->title);
  words = kin_text_to_index (words_after_title (summary->words, summary->title));

  return kin_database_run (core->file->writer, error, SQL_INDEX, "itt", rid, title, words);
}

static gboolean
insert (KinRecordCore  *core,
        Page           *page,
        const Arrival  *arrival,
        gboolean        unread,
        GError        **error)
{
  const KinSummary *summary = arrival->summary;
  gint64 rid;

  if (!kin_database_run (core->file->writer, error, SQL_INSERT, "pittittttttttt" "iinp" "itt",
                         arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->meaning,
                         arrival->summary->updated, page->now, (gint64) summary->section,
                         summary->date_key, summary->date, summary->status, summary->title,
                         summary->subtitle, summary->codes, summary->flag, summary->patient,
                         summary->named_by, (gint64) summary->hidden, (gint64) unread,
                         arrival->dict, arrival->body, arrival->body_length,
                         page->source, summary->type, summary->id))
    return FALSE;

  rid = sqlite3_last_insert_rowid (kin_database_get_handle (core->file->writer));
  kin_record_core_count (core, page->source, summary->section, summary->hidden, unread, 1);
  if (!summary->hidden)
    kin_record_core_note (core, summary->section, rid);

  return index_words (core, rid, summary, error);
}

/* Another meaning: what it said before stays as a version. */
static gboolean
replace (KinRecordCore  *core,
         Page           *page,
         const Arrival  *arrival,
         const Known    *known,
         gboolean        unread,
         GError        **error)
{
  KinDatabase *db = core->file->writer;
  const KinSummary *summary = arrival->summary;

  if (!kin_database_run (db, error, SQL_KEEP_VERSION, "it", known->rid, page->now)
      || !kin_database_run (db, error, SQL_UPDATE, "pittittttttttt" "iinp" "i",
                            arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->meaning,
                            arrival->summary->updated, page->now, (gint64) summary->section,
                            summary->date_key, summary->date, summary->status, summary->title,
                            summary->subtitle, summary->codes, summary->flag, summary->patient,
                            summary->named_by, (gint64) summary->hidden, (gint64) unread,
                            arrival->dict, arrival->body, arrival->body_length, known->rid)
      || !kin_database_run (db, error, SQL_UNINDEX, "i", known->rid))
    return FALSE;

  kin_record_core_count (core, page->source, known->section, known->hidden, known->unread, -1);
  kin_record_core_count (core, page->source, summary->section, summary->hidden, unread, 1);
  kin_record_core_note (core, known->section, known->rid);
  if (summary->section != known->section)
    kin_record_core_note (core, summary->section, known->rid);

  return index_words (core, known->rid, summary, error);
}

/* Whether what arrives is older than what is here: some servers repeat an item
 * on several pages, and the newest wins. Without both times the later one does. */
static gboolean
is_older (const char *arriving,
          const char *known)
{
  g_autoptr (GDateTime) a = NULL;
  g_autoptr (GDateTime) b = NULL;

  if (arriving == NULL || known == NULL)
    return FALSE;

  /* As instants: summer and winter have different zones. */
  a = g_date_time_new_from_iso8601 (arriving, NULL);
  b = g_date_time_new_from_iso8601 (known, NULL);

  return a != NULL && b != NULL && g_date_time_compare (a, b) < 0;
}

static gboolean
write_arrival (KinRecordCore  *core,
               Page           *page,
               Arrival        *arrival,
               GError        **error)
{
  g_auto (Known) known = { 0 };
  gboolean unread;

  if (!find_known (core, page, arrival, &known, error))
    return FALSE;

  if (known.rid != 0 && (known.same_bytes || is_older (arrival->summary->updated, known.updated)))
    {
      page->counts.unchanged++;
      return TRUE;
    }

  page->counts.stored++;

  if (!kin_compression_pack (core->compression, core->file->writer, arrival->summary->type,
                             arrival->bytes, arrival->length, &arrival->dict, &arrival->body,
                             &arrival->body_length, error))
    return FALSE;

  if (known.rid != 0 && known.meaning == arrival->meaning)
    return kin_database_run (core->file->writer, error, SQL_SAME_MEANING, "ptnpi",
                             arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->summary->updated,
                             arrival->dict, arrival->body, arrival->body_length, known.rid);

  /* All of a first answer would be "new": only what comes later is. */
  unread = page->line->rounds > 0 && !arrival->summary->hidden
           && arrival->summary->section != KIN_SECTION_NONE;

  if (!kin_record_names_take (core, page->source, arrival->summary, error))
    return FALSE;

  return (known.rid != 0 ? replace (core, page, arrival, &known, unread, error)
                         : insert (core, page, arrival, unread, error))
         && kin_record_names_give (core, page->source, arrival->summary, error);
}

/* Sets a resource aside, once: it is counted each time it comes. */
static gboolean
set_aside (KinRecordCore  *core,
           Page           *page,
           KinJsonNode     node,
           const char     *reason,
           GError        **error)
{
  guint8 hash[KIN_HASH_LENGTH];
  gsize length = 0;
  const char *bytes = kin_json_node_peek_text (node, &length);

  page->counts.quarantined++;
  kin_record_core_hash (core, bytes != NULL ? bytes : "", length, hash);
  if (length > MAX_BODY)
    bytes = NULL;

  return kin_database_run (core->file->writer, error, SQL_QUARANTINE, "itttpp", page->source,
                           page->step.query, reason, page->now, hash, (gsize) KIN_HASH_LENGTH,
                           bytes, bytes != NULL ? length : 0);
}

static void
note_dates (KinLedgerEntry *line,
            const char     *date_key)
{
  if (date_key == NULL)
    return;

  if (line->oldest == NULL || strcmp (date_key, line->oldest) < 0)
    {
      g_free (line->oldest);
      line->oldest = g_strdup (date_key);
    }

  if (line->newest == NULL || strcmp (date_key, line->newest) > 0)
    {
      g_free (line->newest);
      line->newest = g_strdup (date_key);
    }
}

static gboolean
write_resource (KinRecordCore  *core,
                Page           *page,
                guint           position,
                GError        **error)
{
  KinJsonNode node = kin_bundle_get_resource (page->bundle, position);
  g_auto (Arrival) arrival = { 0 };

  arrival.bytes = kin_json_node_peek_text (node, &arrival.length);
  if (arrival.bytes == NULL || arrival.length > MAX_BODY)
    return set_aside (core, page, node, "too large", error);

  arrival.summary = kin_bundle_summarise (page->bundle, position, NULL);
  if (arrival.summary == NULL)
    return set_aside (core, page, node, "cannot be read", error);

  arrival.meaning = (gint64) kin_meaning_hash (node);
  kin_record_core_hash (core, arrival.bytes, arrival.length, arrival.hash);
  note_dates (page->line, arrival.summary->date_key);

  return write_arrival (core, page, &arrival, error);
}

static gboolean
write_entries (KinRecordCore  *core,
               Page           *page,
               GError        **error)
{
  guint n = page->bundle != NULL ? kin_bundle_get_n_entries (page->bundle) : 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean written;

      switch (kin_bundle_get_state_at (page->bundle, i))
        {
        case KIN_ENTRY_MATCH:
        case KIN_ENTRY_INCLUDE:
          written = write_resource (core, page, i, error);
          break;

        case KIN_ENTRY_QUARANTINE:
          written = set_aside (core, page, kin_bundle_get_resource (page->bundle, i),
                               kin_bundle_get_reason_at (page->bundle, i), error);
          break;

        /* A warning of the server says nothing about the person. */
        case KIN_ENTRY_OUTCOME:
        default:
          continue;
        }

      if (!written)
        return FALSE;

      page->counts.resources++;
    }

  return TRUE;
}

static void
set_text (char       **text,
          const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

/* A new run keeps only what earlier runs brought. */
static void
start_run (KinLedgerEntry *line,
           const KinStep  *step)
{
  line->pages = 0;
  line->resources = line->stored = line->unchanged = line->quarantined = 0;
  line->full = step->full;
  set_text (&line->server_time, step->server_time);
}

/* Reads the line of this question and checks that the page is the one that
 * follows. If a transaction was given up, the pages behind it that are on their
 * way already must not be taken: their cursor would jump over the lost ones. */
static gboolean
continue_line (KinRecordCore  *core,
               Page           *page,
               GError        **error)
{
  const KinStep *step = &page->step;
  gboolean has_page = page->bundle != NULL;
  guint first = has_page ? 1 : 0;

  if (!kin_record_ledger_read (core, page->source, step->query, &page->line, error))
    return FALSE;

  if (page->line == NULL)
    {
      page->line = g_new0 (KinLedgerEntry, 1);
      page->line->query = g_strdup (step->query);
    }
  else if (step->page > first)
    {
      if (step->page == page->line->pages + first)
        return TRUE;
    }

  if (step->page == first)
    {
      start_run (page->line, step);
      return TRUE;
    }

  g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER,
               "Page %u does not follow page %u", step->page, page->line->pages);

  return FALSE;
}

/* Says in the ledger what is true once this page is in. */
static gboolean
write_line (KinRecordCore  *core,
            Page           *page,
            GError        **error)
{
  KinLedgerEntry *line = page->line;
  const KinStep *step = &page->step;

  if (page->bundle != NULL)
    line->pages++;

  line->resources += page->counts.resources;
  line->stored += page->counts.stored;
  line->unchanged += page->counts.unchanged;
  line->quarantined += page->counts.quarantined;
  line->answer = step->answer;
  set_text (&line->next, step->next);
  set_text (&line->reason, step->reason);

  if (step->answer == KIN_OUTCOME_ANSWERED)
    {
      line->rounds++;
      set_text (&line->since, line->server_time);
      if (line->full)
        set_text (&line->full_since, line->since);
    }

  return kin_record_ledger_write (core, page->source, line, error);
}

static void
ingest_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Page *page = task_data;
  g_autoptr (GError) error = NULL;
  gboolean written;

  page->now = kin_file_now ();

  if (!kin_record_core_begin (core, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  written = kin_record_core_get_source (core, page->connection, TRUE, &page->source, &error)
            && continue_line (core, page, &error);
  if (!written && g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER))
    {
      /* Nothing of it was written: the pages before it are still good. */
      g_task_return_error (task, g_steal_pointer (&error));
      if (core->waiting->len == 0)
        kin_record_core_flush (core, NULL);
      return;
    }

  if (!written || !write_entries (core, page, &error) || !write_line (core, page, &error))
    {
      kin_record_core_roll_back (core, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  kin_record_core_wait (core, task, (guint) page->counts.resources,
                        page->step.answer != KIN_OUTCOME_RUNNING);
}

/**
 * kin_record_store_ingest_async:
 * @self: a store
 * @connection: where it comes from
 * @bundle: (nullable): a page whose person has been checked; %NULL: only a line in the ledger
 * @step: what the ledger is to say once the page is in
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when the page and its cursor are committed
 * @user_data: for @callback
 *
 * Takes a page in, whole, together with the cursor that follows it. Pages are
 * taken in the order of the calls and several share a transaction: it ends at
 * 5,000 resources, after half a second, or with the last page of a question. So
 * do not wait for one page before handing over the next.
 *
 * The same type and id twice from one connection is one item: the newest
 * `meta.lastUpdated` wins (https://hl7.org/fhir/R4/resource.html#Meta).
 */
void
kin_record_store_ingest_async (KinRecordStore      *self,
                               const char          *connection,
                               KinBundle           *bundle,
                               const KinStep       *step,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  Page *page;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);
  g_return_if_fail (step != NULL && step->query != NULL);

  page = g_new0 (Page, 1);
  page->connection = g_strdup (connection);
  page->bundle = bundle != NULL ? kin_bundle_ref (bundle) : NULL;
  page->step = *step;
  page->step.query = g_strdup (step->query);
  page->step.next = g_strdup (step->next);
  page->step.reason = g_strdup (step->reason);
  page->step.server_time = g_strdup (step->server_time);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_ingest_async);
  /* Once committed it is in, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, page, (GDestroyNotify) page_free);
  kin_record_store_push (self, task, ingest_job);
}

/**
 * kin_record_store_ingest_finish:
 * @self: a store
 * @result: what the callback got
 * @counts: (out) (optional): what was in the page
 * @error: %KIN_STORE_ERROR_OUT_OF_ORDER when an earlier page is missing;
 *   %KIN_STORE_ERROR_NO_SPACE, %KIN_STORE_ERROR_IO …: nothing of this page is in
 *
 * Returns: whether the page and its cursor are on the disk
 */
gboolean
kin_record_store_ingest_finish (KinRecordStore   *self,
                                GAsyncResult     *result,
                                KinIngestCounts  *counts,
                                GError          **error)
{
  Page *page;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  page = g_task_get_task_data (G_TASK (result));
  if (counts != NULL)
    *counts = page->counts;

  return g_task_propagate_boolean (G_TASK (result), error);
}
