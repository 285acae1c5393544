/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-anew"

#include "config.h"

#include "kin-meaning.h"
#include "kin-record-private.h"
#include "kin-summary.h"
#include "kin-text.h"

/* What lists show of a resource was read from it when it came. When a newer Kinchart reads
 * more, or better, from the same bytes, all are read again, some at a time: each portion is a
 * transaction of its own, says how far it came, and lets others have the worker. */

#define PORTION 250
#define ALL G_MAXINT64

#define SQL_HOW_FAR "SELECT version, after FROM reading"
#define SQL_SET_HOW_FAR "UPDATE reading SET version = ?1, after = ?2"
#define SQL_ROWS                                                                         \
  "SELECT r.rid, r.source, s.connection, r.section, r.hidden, r.unread, r.meaning,"      \
  " r.title, r.subtitle, r.date_key, r.date, r.status, r.codes, r.flag, r.patient,"      \
  " r.named_by, r.dict, r.body" KIN_ROW_FROM                                             \
  " WHERE r.rid > ?1 ORDER BY r.rid LIMIT ?2"
#define SQL_WRITE                                                                        \
  "UPDATE resource SET section = ?2, hidden = ?3, unread = ?4, meaning = ?5, title = ?6," \
  " subtitle = ?7, date_key = ?8, date = ?9, status = ?10, codes = ?11, flag = ?12,"     \
  " patient = ?13, named_by = ?14 WHERE rid = ?1"
#define SQL_WORDS                                                                        \
  "SELECT s.title, s.words, l.words FROM search AS s LEFT JOIN letter_search AS l"       \
  " ON l.docid = s.docid WHERE s.docid = ?1"

enum { RID, SOURCE, CONNECTION, SECTION, HIDDEN, UNREAD, MEANING, TITLE, NAMED_BY = 15, DICT };

/* The texts from TITLE on. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (KinSummary, title),    G_STRUCT_OFFSET (KinSummary, subtitle),
  G_STRUCT_OFFSET (KinSummary, date_key), G_STRUCT_OFFSET (KinSummary, date),
  G_STRUCT_OFFSET (KinSummary, status),   G_STRUCT_OFFSET (KinSummary, codes),
  G_STRUCT_OFFSET (KinSummary, flag),     G_STRUCT_OFFSET (KinSummary, patient),
  G_STRUCT_OFFSET (KinSummary, named_by),
};

/* A row as it is to be. */
typedef struct
{
  KinSummary *summary;
  gint64      meaning;
  gint64      hidden;
  gint64      unread;
  char       *title;                 /* folded; NULL: it is not to be found */
  char       *words;
  char       *letters;
} Anew;

static void
anew_clear (Anew *self)
{
  g_clear_pointer (&self->summary, kin_summary_free);
  g_free (self->title);
  g_free (self->words);
  g_free (self->letters);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Anew, anew_clear)

static const char *
peek_text (KinStatement *row,
           int           column)
{
  return (const char *) sqlite3_column_text (row, column);
}

/* Which medicine stood beside it could be seen when it came, and cannot be any more. */
static void
keep_medicine (KinStatement  *row,
               KinSummary   **summary)
{
  KinSummary kept = **summary;
  g_autofree char *named_by = kin_statement_dup_text (row, NAMED_BY);
  g_autoptr (KinSummary) before G_GNUC_UNUSED = NULL;

  if (kept.codes != NULL || named_by == NULL || !g_str_has_suffix (named_by, KIN_NAMED_BY_CODES))
    return;

  kept.named_by = named_by;
  before = *summary;
  *summary = kin_summary_copy (&kept);
}

/* A name that stood beside it when it came stays; codes come from where they are now. */
static gboolean
keep_name (KinRecordCore  *core,
           KinStatement   *row,
           KinSummary    **summary,
           GError        **error)
{
  if (!(*summary)->has_name)
    {
      g_free ((*summary)->title);
      (*summary)->title = kin_statement_dup_text (row, TITLE);
    }
  keep_medicine (row, summary);

  return kin_record_names_take (core, peek_text (row, CONNECTION), summary, error);
}

static gboolean
read_letters (KinRecordCore  *core,
              KinStatement   *row,
              KinJsonNode     resource,
              Anew           *anew,
              GError        **error)
{
  g_autoptr (GPtrArray) files = kin_record_letters_list (resource);
  gint64 source = sqlite3_column_int64 (row, SOURCE);

  return kin_record_letters_point (core, source, sqlite3_column_int64 (row, RID), files, error)
         && (anew->title == NULL
             || kin_record_letters_add (core, source, files, anew->words, &anew->letters, error));
}

/* Reads the resource of a row; the summary is NULL when that is not possible. */
static gboolean
read_row (KinRecordCore  *core,
          KinStatement   *row,
          Anew           *anew,
          GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) body = kin_record_read_body (core, row, DICT, &local_error);
  g_autoptr (KinJson) json = NULL;

  if (body == NULL && !g_error_matches (local_error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  json = body != NULL ? kin_json_new (body, NULL) : NULL;
  anew->summary = json != NULL ? kin_summary_new (kin_json_get_root (json), NULL) : NULL;
  if (anew->summary == NULL)
    return TRUE;

  anew->words = kin_text_to_index (kin_record_words_after_title (anew->summary));
  anew->meaning = (gint64) kin_meaning_hash (kin_json_get_root (json));
  if (!keep_name (core, row, &anew->summary, error))
    return FALSE;

  anew->hidden = (sqlite3_column_int (row, HIDDEN) & ~KIN_HIDDEN_BY_CLINIC)
                 | (anew->summary->hidden ? KIN_HIDDEN_BY_CLINIC : 0);
  if (anew->hidden == 0 && anew->summary->section != KIN_SECTION_NONE)
    {
      anew->unread = sqlite3_column_int64 (row, UNREAD);
      anew->title = kin_text_to_index (anew->summary->title);
    }

  return read_letters (core, row, kin_json_get_root (json), anew, error);
}

static gboolean
is_as_it_was (KinStatement *row,
              const Anew   *anew)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (char *, anew->summary, texts[i]),
                   peek_text (row, TITLE + (int) i)) != 0)
      return FALSE;

  return sqlite3_column_int64 (row, SECTION) == (gint64) anew->summary->section
         && sqlite3_column_int64 (row, HIDDEN) == anew->hidden
         && sqlite3_column_int64 (row, UNREAD) == anew->unread
         && sqlite3_column_int64 (row, MEANING) == anew->meaning;
}

/* The search is told when it would not find the same. */
static gboolean
index_again (KinRecordCore  *core,
             gint64          rid,
             Anew           *anew,
             GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_WORDS, "i", -rid);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (found ? g_strcmp0 (peek_text (row, 0), anew->title) == 0
              && g_strcmp0 (peek_text (row, 1), anew->words) == 0
              && g_strcmp0 (peek_text (row, 2), anew->letters) == 0
            : anew->title == NULL)
    return TRUE;

  kin_record_index_put (core, rid, TRUE, g_steal_pointer (&anew->title),
                        g_steal_pointer (&anew->words), g_steal_pointer (&anew->letters));

  return TRUE;
}

static gboolean
write_row (KinRecordCore  *core,
           KinStatement   *row,
           const Anew     *anew,
           GError        **error)
{
  const KinSummary *summary = anew->summary;
  gint64 rid = sqlite3_column_int64 (row, RID);
  gint64 source = sqlite3_column_int64 (row, SOURCE);
  KinSection before = (KinSection) sqlite3_column_int (row, SECTION);

  kin_record_core_count (core, source, before, sqlite3_column_int (row, HIDDEN) != 0,
                         sqlite3_column_int (row, UNREAD) != 0, -1);
  kin_record_core_count (core, source, summary->section, anew->hidden != 0, anew->unread != 0, 1);
  kin_record_core_note (core, before, rid);
  if (summary->section != before)
    kin_record_core_note (core, summary->section, rid);

  return kin_database_run (core->file->writer, error, SQL_WRITE, "iiiiittttttttt", rid,
                           (gint64) summary->section, anew->hidden, anew->unread, anew->meaning,
                           summary->title, summary->subtitle, summary->date_key, summary->date,
                           summary->status, summary->codes, summary->flag, summary->patient,
                           summary->named_by)
         && kin_record_names_give (core, source, summary, error);
}

static gboolean
read_row_anew (KinRecordCore  *core,
               KinStatement   *row,
               GError        **error)
{
  g_auto (Anew) anew = { 0 };

  if (!read_row (core, row, &anew, error))
    return FALSE;

  /* What cannot be read stays as it is. */
  if (anew.summary == NULL)
    return TRUE;

  return index_again (core, sqlite3_column_int64 (row, RID), &anew, error)
         && (is_as_it_was (row, &anew) || write_row (core, row, &anew, error));
}

/* Reads the rows behind @after; it is the last of them then, or ALL. */
static gboolean
read_portion (KinRecordCore  *core,
              gint64         *after,
              GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  guint n_rows = 0;
  gboolean found;

  row = kin_database_ask (core->file->writer, error, SQL_ROWS, "ii", *after, (gint64) PORTION);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error))
    {
      if (!found)
        {
          *after = n_rows < PORTION ? ALL : *after;
          /* Who is whose twin may come out otherwise now. */
          g_clear_pointer (&core->matched, g_free);
          return TRUE;
        }

      *after = sqlite3_column_int64 (row, RID);
      n_rows++;
      if (!read_row_anew (core, row, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
ask_how_far (KinRecordCore  *core,
             gint64         *after,
             GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_HOW_FAR, "");
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *after = found && sqlite3_column_int64 (row, 0) == KIN_SUMMARY_VERSION
           ? sqlite3_column_int64 (row, 1) : 0;

  return TRUE;
}

/* One portion; the data of the task says how far all of them came. */
static void
portion_job (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  gint64 *after = task_data;
  GError *error = NULL;
  gboolean done;

  if (!ask_how_far (core, after, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (*after == ALL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  done = kin_record_core_begin_alone (core, &error)
         && read_portion (core, after, &error)
         && kin_database_run (core->file->writer, &error, SQL_SET_HOW_FAR, "ii",
                              (gint64) KIN_SUMMARY_VERSION, *after);
  kin_record_core_finish (core, task, done, error);
}

static void read_next (GTask *all);

static void
portion_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) all = user_data;
  gint64 *after = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (all, error);
  else if (*after == ALL)
    g_task_return_boolean (all, TRUE);
  else
    read_next (all);
}

static void
read_next (GTask *all)
{
  GTask *portion = g_task_new (g_task_get_source_object (all), g_task_get_cancellable (all),
                               portion_cb, g_object_ref (all));

  g_task_set_source_tag (portion, read_next);
  g_task_set_priority (portion, G_PRIORITY_LOW);
  g_task_set_task_data (portion, g_new0 (gint64, 1), g_free);
  kin_record_store_push (g_task_get_source_object (all), portion, portion_job);
}

/**
 * kin_record_store_read_anew_async:
 * @self: a store
 * @cancellable: (nullable): to stop it; it goes on from there the next time
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads what lists show anew from what an older Kinchart took in, if that was by other rules
 * than today's (%KIN_SUMMARY_VERSION): as if it had come today. What the person decided, what is
 * new to her and what a resource said before stay. Bodies that cannot be read are left as they
 * are.
 */
void
kin_record_store_read_anew_async (KinRecordStore      *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_read_anew_async);
  read_next (task);
}

/**
 * kin_record_store_read_anew_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether all of it is read by today's rules
 */
gboolean
kin_record_store_read_anew_finish (KinRecordStore  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
