/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-write"

#include "config.h"

#include <string.h>

#include "kin-record-ingest-private.h"
#include "kin-text.h"

#define SQL_FIND                                                                       \
  "SELECT rid, hash, meaning, updated, section, hidden, unread,"                       \
  " EXISTS (SELECT 1 FROM gone AS g WHERE g.rid = resource.rid)"                       \
  " FROM resource WHERE address = ?1"
#define SQL_INSERT                                                                     \
  "INSERT OR IGNORE INTO resource (hash, meaning, updated, received, section, date_key, date,"   \
  " status, title, subtitle, codes, flag, patient, named_by, hidden, unread, dict,"    \
  " body, source, type, id, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10," \
  " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)"
#define SQL_UPDATE                                                                     \
  "UPDATE resource SET hash = ?1, meaning = ?2, updated = ?3, received = ?4,"          \
  " section = ?5, date_key = ?6, date = ?7, status = ?8, title = ?9, subtitle = ?10,"  \
  " codes = ?11, flag = ?12, patient = ?13, named_by = ?14, hidden = ?15,"             \
  " unread = ?16, dict = ?17, body = ?18 WHERE rid = ?19"
#define COLUMN_TYPES "pitiittttttttt" "iinp"
#define SQL_SAME_MEANING                                                               \
  "UPDATE resource SET hash = ?1, updated = ?2, dict = ?3, body = ?4 WHERE rid = ?5"
#define SQL_KEEP_VERSION                                                               \
  "INSERT INTO version (rid, received, replaced, dict, body)"                          \
  " SELECT rid, received, ?2, dict, body FROM resource WHERE rid = ?1"
#define SQL_QUARANTINE                                                                 \
  "INSERT OR IGNORE INTO quarantine (source, query, reason, received, hash, body)"     \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

/* What is here already under the same name. */
typedef struct
{
  gint64     rid;                    /* 0: nothing */
  gboolean   same_bytes;
  gint64     meaning;
  char      *updated;
  KinSection section;
  int        hidden;                 /* why it is */
  gboolean   unread;
  gboolean   gone;
} Known;

static void
known_clear (Known *self)
{
  g_free (self->updated);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
find_known (KinRecordCore  *core,
            KinArrival     *arrival,
            Known          *known,
            GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found;

  row = kin_database_ask (core->file->writer, error, SQL_FIND, "p", arrival->address,
                          (gsize) KIN_HASH_LENGTH);
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
  known->hidden = sqlite3_column_int (row, 5);
  known->unread = sqlite3_column_int (row, 6) != 0;
  known->gone = sqlite3_column_int (row, 7) != 0;

  return TRUE;
}

static gboolean
index_arrival (KinRecordCore  *core,
               gint64          source,
               gint64          rid,
               gboolean        known,
               KinArrival     *arrival,
               GError        **error)
{
  g_autofree char *letters = NULL;

  if (!kin_record_letters_point (core, source, rid, arrival->files, error))
    return FALSE;

  if (arrival->files != NULL && arrival->title != NULL
      && !kin_record_letters_add (core, source, arrival->files, arrival->words, &letters, error))
    return FALSE;

  if (known || arrival->title != NULL)
    kin_record_index_put (core, rid, known, g_steal_pointer (&arrival->title),
                          g_steal_pointer (&arrival->words), g_steal_pointer (&letters));

  return TRUE;
}

/* @inserted is FALSE when there is one of that name already. */
static gboolean
insert (KinRecordCore  *core,
        KinPage        *page,
        KinArrival     *arrival,
        gboolean        unread,
        gboolean       *inserted,
        GError        **error)
{
  sqlite3 *db = kin_database_get_handle (core->file->writer);
  const KinSummary *summary = arrival->summary;
  gint64 rid;

  if (!kin_database_run (core->file->writer, error, SQL_INSERT, COLUMN_TYPES "ittp",
                         arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->meaning,
                         summary->updated, page->came, (gint64) summary->section,
                         summary->date_key, summary->date, summary->status, summary->title,
                         summary->subtitle, summary->codes, summary->flag, summary->patient,
                         summary->named_by, (gint64) summary->hidden, (gint64) unread,
                         arrival->dict, arrival->body, arrival->body_length,
                         page->source, summary->type, summary->id, arrival->address,
                         (gsize) KIN_HASH_LENGTH))
    return FALSE;

  *inserted = sqlite3_changes (db) > 0;
  if (!*inserted)
    return TRUE;

  rid = sqlite3_last_insert_rowid (db);
  kin_record_core_count (core, page->source, summary->section, summary->hidden, unread, 1);
  if (!summary->hidden)
    kin_record_core_note (core, summary->section, rid);

  return index_arrival (core, page->source, rid, FALSE, arrival, error);
}

/* What the person hid stays hidden, whatever it says now; and what is listed as another one,
 * until they are compared again. */
static int
hidden_after (const Known      *known,
              const KinSummary *summary)
{
  return (known->hidden & ~KIN_HIDDEN_BY_CLINIC) | (summary->hidden ? KIN_HIDDEN_BY_CLINIC : 0);
}

/* Another meaning: what it said before stays as a version. */
static gboolean
replace (KinRecordCore  *core,
         KinPage        *page,
         KinArrival     *arrival,
         const Known    *known,
         gboolean        unread,
         GError        **error)
{
  KinDatabase *db = core->file->writer;
  const KinSummary *summary = arrival->summary;
  int hidden = hidden_after (known, summary);

  if (!kin_database_run (db, error, SQL_KEEP_VERSION, "ii", known->rid, page->came)
      || !kin_database_run (db, error, SQL_UPDATE, COLUMN_TYPES "i",
                            arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->meaning,
                            summary->updated, page->came, (gint64) summary->section,
                            summary->date_key, summary->date, summary->status, summary->title,
                            summary->subtitle, summary->codes, summary->flag, summary->patient,
                            summary->named_by, (gint64) hidden, (gint64) unread,
                            arrival->dict, arrival->body, arrival->body_length, known->rid))
    return FALSE;

  kin_record_core_count (core, page->source, known->section, known->hidden != 0, known->unread,
                         -1);
  kin_record_core_count (core, page->source, summary->section, hidden != 0, unread, 1);
  kin_record_core_note (core, known->section, known->rid);
  if (summary->section != known->section)
    kin_record_core_note (core, summary->section, known->rid);

  if (hidden != 0)
    g_clear_pointer (&arrival->title, g_free);

  return index_arrival (core, page->source, known->rid, TRUE, arrival, error);
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

/* A name that another resource gave takes the place of the title. */
static gboolean
take_name (KinRecordCore  *core,
           KinPage        *page,
           KinArrival     *arrival,
           GError        **error)
{
  if (arrival->summary->named_by == NULL)
    return TRUE;

  if (!kin_record_names_take (core, page->connection, &arrival->summary, error))
    return FALSE;

  if (arrival->title != NULL)
    {
      g_free (arrival->title);
      arrival->title = kin_text_to_index (arrival->summary->title);
    }

  return TRUE;
}

/* From when to when the answers to a question are: what came along with them does not count. */
static void
note_dates (KinPage    *page,
            const char *date_key)
{
  KinLedgerEntry *line = page->line;

  if (date_key == NULL || page->along)
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

/* All of a first answer would be "new": only what comes later is, and what nobody has opened
 * since another question brought it. */
static gboolean
is_unread (KinPage          *page,
           const KinSummary *summary,
           gboolean          was_unread)
{
  return (page->line->rounds > 0 || was_unread) && !summary->hidden
         && summary->section != KIN_SECTION_NONE;
}

static gboolean
write_arrival (KinRecordCore  *core,
               KinPage        *page,
               KinArrival     *arrival,
               const Known    *known,
               GError        **error)
{
  gboolean inserted = TRUE;
  gboolean unread;

  page->counts.stored++;

  if (known->rid != 0 && known->meaning == arrival->meaning)
    return kin_database_run (core->file->writer, error, SQL_SAME_MEANING, "ptnpi",
                             arrival->hash, (gsize) KIN_HASH_LENGTH, arrival->summary->updated,
                             arrival->dict, arrival->body, arrival->body_length, known->rid);

  /* What is news may be what makes it another thing than its twin: it is new then. */
  unread = is_unread (page, arrival->summary, known->unread)
           && (hidden_after (known, arrival->summary) & ~KIN_HIDDEN_BY_TWIN) == 0;

  if (!take_name (core, page, arrival, error)
      || !(known->rid != 0 ? replace (core, page, arrival, known, unread, error)
                           : insert (core, page, arrival, unread, &inserted, error)))
    return FALSE;

  if (!inserted)
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "A resource is in the way that cannot be found");
      return FALSE;
    }

  return kin_record_names_give (core, page->source, arrival->summary, error);
}

/* Of what is prepared nearly everything is new: looking for each first would be work
 * for nothing. @written is FALSE when it is here after all. */
static gboolean
write_new (KinRecordCore  *core,
           KinPage        *page,
           KinArrival     *arrival,
           gboolean       *written,
           GError        **error)
{
  if (!take_name (core, page, arrival, error)
      || !insert (core, page, arrival, is_unread (page, arrival->summary, FALSE), written, error))
    return FALSE;

  if (!*written)
    return TRUE;

  page->counts.stored++;
  note_dates (page, arrival->summary->date_key);

  return kin_record_names_give (core, page->source, arrival->summary, error);
}

/* Sets a resource aside, once: it is counted each time it comes. */
gboolean
kin_record_set_aside (KinRecordCore  *core,
                      KinPage        *page,
                      KinJsonNode     node,
                      const char     *reason,
                      GError        **error)
{
  guint8 hash[KIN_HASH_LENGTH];
  gsize length = 0;
  const char *bytes = kin_json_node_peek_text (node, &length);

  page->counts.quarantined++;
  kin_record_core_hash (core, bytes != NULL ? bytes : "", length, hash);
  if (length > KIN_MAX_BODY)
    bytes = NULL;

  return kin_database_run (core->file->writer, error, SQL_QUARANTINE, "itttpp", page->source,
                           page->step.query, reason, page->now, hash, (gsize) KIN_HASH_LENGTH,
                           bytes, bytes != NULL ? length : (gsize) 0);
}

static gboolean
write_changed (KinRecordCore  *core,
               KinPage        *page,
               guint           position,
               KinArrival     *arrival,
               const Known    *known,
               GError        **error)
{
  if (arrival->summary == NULL)
    return kin_record_set_aside (core, page, kin_bundle_get_resource (page->bundle, position),
                                 "cannot be read", error);

  note_dates (page, arrival->summary->date_key);

  if (known->rid != 0 && is_older (arrival->summary->updated, known->updated))
    {
      page->counts.unchanged++;
      return TRUE;
    }

  return write_arrival (core, page, arrival, known, error);
}

static void
set_body (KinArrival *arrival,
          const char *bytes,
          gsize       length)
{
  arrival->body = arrival->packed != NULL ? arrival->packed : bytes;
  arrival->body_length = arrival->packed != NULL ? arrival->packed_length : length;
}

/* Takes one resource of a page in. Equal bytes are the rule when a portal is
 * asked again: nothing of the resource is read then. */
gboolean
kin_record_write_resource (KinRecordCore  *core,
                           KinPage        *page,
                           guint           position,
                           GError        **error)
{
  KinJsonNode node = kin_bundle_get_resource (page->bundle, position);
  g_auto (Known) known = { 0 };
  g_auto (KinArrival) own = { 0 };
  KinArrival *arrival = &own;
  gboolean written = FALSE;
  gsize length = 0;
  const char *bytes = kin_json_node_peek_text (node, &length);

  if (bytes == NULL || length > KIN_MAX_BODY)
    return kin_record_set_aside (core, page, node, "too large", error);

  if (page->preparation != NULL)
    {
      arrival = kin_preparation_wait (page->preparation, position);
      set_body (arrival, bytes, length);
      if (arrival->summary != NULL && !write_new (core, page, arrival, &written, error))
        return FALSE;
      if (written)
        return TRUE;
    }
  else
    {
      kin_arrival_name (arrival, core, page->connection, page->bundle, position);
      arrival->put_off = TRUE;
    }

  if (!find_known (core, arrival, &known, error)
      || (known.gone && !kin_record_gone_take_back (core, known.section, known.rid, error)))
    return FALSE;

  if (known.rid != 0 && known.same_bytes)
    {
      page->counts.unchanged++;
      return TRUE;
    }

  if (arrival->put_off)
    {
      if (!kin_compression_load (core->compression, core->file->writer, error))
        return FALSE;

      kin_arrival_read (arrival, core, page->bundle, position);
      set_body (arrival, bytes, length);
    }

  return write_changed (core, page, position, arrival, &known, error);
}
