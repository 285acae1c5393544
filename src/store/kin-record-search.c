/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-search"

#include "config.h"

#include <string.h>

#include "kin-hit.h"
#include "kin-record-private.h"
#include "kin-summary.h"
#include "kin-text-find.h"
#include "kin-text.h"

/* Above this many matches a search says nothing any more, and sorting them all
 * by date would take longer than a frame. */
#define MAX_MATCHES 200

#define SQL_MATCHES \
  "SELECT -docid FROM search WHERE search MATCH ?1 ORDER BY docid LIMIT ?2"
#define SQL_DATE "SELECT date_key FROM resource WHERE rid = ?1"
#define SQL_ROW "SELECT " KIN_ROW_COLUMNS KIN_ROW_FROM " WHERE r.rid = ?1"
#define SQL_BODY "SELECT source, dict, body FROM resource WHERE rid = ?1"

typedef struct
{
  char  *words;
  guint  limit;
} Search;

static void
search_free (Search *self)
{
  g_free (self->words);
  g_free (self);
}

typedef struct
{
  gint64    id;
  gboolean  in_title;
  char     *date_key;
} Match;

static void
match_clear (gpointer data)
{
  g_free (((Match *) data)->date_key);
}

/* Letters of a word, as the tokenizer of the index sees them. A wide one, of
 * Chinese, Japanese or Korean, says as much as two others. */
static guint
count_letters (const char *word)
{
  guint n = 0;

  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      n += g_unichar_iswide (g_utf8_get_char (word)) ? 2 : 1;

  return n;
}

/* Words from kin_text_to_query() are letters, digits and marks, in small letters,
 * so that none is an operator. Should that ever change, what is between quotation
 * marks is still only text, as long as it has no quotation mark and no star. */
static gboolean
is_plain (const char *word)
{
  return strpbrk (word, "\"*^:()") == NULL && count_letters (word) > 0;
}

static void
append_phrase (GString    *match,
               const char *phrase,
               gboolean    prefix)
{
  g_string_append_printf (match, "\"%s%s\" ", phrase, prefix ? "*" : "");
}

/* FTS4 takes a column for single words only, not for a phrase. */
static void
append_title_words (GString    *match,
                    const char *phrase,
                    gboolean    prefix)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (match, "title:%s%s ", words[i],
                            prefix && words[i + 1] == NULL ? "*" : "");
}

/* Writes the question for FTS4: every entry a quoted phrase, all of them wanted,
 * the last one as a beginning when it has two letters. NULL without a word. */
static char *
write_match (char * const *entries,
             gboolean      in_title)
{
  g_autoptr (GString) match = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; entries[i] != NULL; i++)
    if (is_plain (entries[i]))
      last = entries[i];

  for (guint i = 0; entries[i] != NULL; i++)
    {
      const char *last_word = strrchr (entries[i], ' ');
      gboolean prefix = entries[i] == last
                        && count_letters (last_word != NULL ? last_word : last) >= 2;

      if (!is_plain (entries[i]))
        continue;

      if (in_title)
        append_title_words (match, entries[i], prefix);
      if (!in_title || last_word != NULL)
        append_phrase (match, entries[i], prefix);
    }

  return last != NULL ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

static gboolean
add_match (KinRecordCore  *core,
           gint64          id,
           gboolean        in_title,
           GArray         *matches,
           GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  Match match = { .id = id, .in_title = in_title };
  gboolean found;

  row = kin_database_ask (core->file->reader, error, SQL_DATE, "i", id);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (!found)
    return TRUE;

  match.date_key = kin_statement_dup_text (row, 0);
  g_array_append_val (matches, match);

  return TRUE;
}

/* Adds what matches, in the title or anywhere, and is not there yet. */
static gboolean
add_matches (KinRecordCore  *core,
             char * const   *entries,
             gboolean        in_title,
             GHashTable     *seen,
             GArray         *matches,
             GError        **error)
{
  g_autofree char *match = write_match (entries, in_title);
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (match == NULL)
    return TRUE;

  row = kin_database_ask (core->file->reader, error, SQL_MATCHES, "ti", match,
                          (gint64) MAX_MATCHES);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found && matches->len < MAX_MATCHES)
    {
      gint64 id = sqlite3_column_int64 (row, 0);

      if (g_hash_table_add (seen, (gpointer) (gintptr) id)
          && !add_match (core, id, in_title, matches, error))
        return FALSE;
    }

  return *error == NULL;
}

/* Hits in the title first, then the newest; what has no date comes last. */
static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *left = a, *right = b;
  int order;

  if (left->in_title != right->in_title)
    return left->in_title ? -1 : 1;

  order = g_strcmp0 (right->date_key, left->date_key);
  if (order != 0)
    return order;

  return left->id < right->id ? 1 : -1;
}

static KinJson *
read_resource (KinRecordCore *core,
               gint64         id,
               gint64        *source)
{
  g_autoptr (KinStatement) row = NULL;
  g_autoptr (GBytes) body = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->reader, NULL, SQL_BODY, "i", id);
  if (row == NULL || !kin_statement_step (row, &found, NULL) || !found)
    return NULL;

  *source = sqlite3_column_int64 (row, 0);
  body = kin_record_read_body (core, row, 1, NULL);

  return body != NULL ? kin_json_new (body, NULL) : NULL;
}

/* Of all that a person may look for in a resource the title is the first line. */
static char *
extract_from_resource (KinJsonNode  resource,
                       const char  *words,
                       const char  *shown)
{
  g_autoptr (KinSummary) summary = kin_summary_new (resource, NULL);
  const char *rest = summary != NULL && summary->words != NULL ? strchr (summary->words, '\n')
                                                               : NULL;

  return rest != NULL ? kin_text_extract (rest, words, shown) : NULL;
}

/* What the title and the line below it do not say is somewhere else in the resource, or in a
 * letter that belongs to it. NULL when nothing more is to be said. */
static char *
find_extract (KinRecordCore *core,
              KinItem       *item,
              const char    *words)
{
  g_autofree char *shown = g_strjoin ("\n", kin_item_get_title (item),
                                      kin_item_get_subtitle (item), NULL);
  g_autoptr (KinJson) json = NULL;
  gint64 source;
  char *extract;

  if (kin_text_has_all (shown, words))
    return NULL;

  json = read_resource (core, kin_item_get_id (item), &source);
  if (json == NULL)
    return NULL;

  extract = extract_from_resource (kin_json_get_root (json), words, shown);

  return extract != NULL ? extract
                         : kin_record_letters_extract (core, source, kin_json_get_root (json),
                                                       words, shown);
}

static KinHit *
read_hit (KinRecordCore *core,
          KinStatement  *row,
          const char    *words)
{
  g_autoptr (KinItem) item = kin_record_row_to_item (row, NULL);
  g_autofree char *extract = find_extract (core, item, words);

  return kin_hit_new (item, extract);
}

/* Reads the rows of the best matches, and of no others. */
static gboolean
read_hits (KinRecordCore  *core,
           GArray         *matches,
           const Search   *search,
           GPtrArray      *hits,
           GCancellable   *cancellable,
           GError        **error)
{
  guint limit = search->limit;

  g_array_sort (matches, compare_matches);

  for (guint i = 0; i < matches->len && (limit == 0 || i < limit); i++)
    {
      g_autoptr (KinStatement) row = NULL;
      gboolean found;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      row = kin_database_ask (core->file->reader, error, SQL_ROW, "i",
                              g_array_index (matches, Match, i).id);
      if (row == NULL || !kin_statement_step (row, &found, error))
        return FALSE;

      if (found)
        g_ptr_array_add (hits, read_hit (core, row, search->words));
    }

  return TRUE;
}

static void
search_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Search *search = task_data;
  g_auto (GStrv) entries = kin_text_to_query (search->words);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  kin_worker_assert (core->file->worker);
  g_array_set_clear_func (matches, match_clear);
  kin_database_set_cancellable (core->file->reader, cancellable);

  if (add_matches (core, entries, TRUE, seen, matches, &error)
      && add_matches (core, entries, FALSE, seen, matches, &error)
      && read_hits (core, matches, search, hits, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&hits), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));

  kin_database_set_cancellable (core->file->reader, NULL);
}

/**
 * kin_record_store_search_async:
 * @self: a store
 * @words: what a person typed
 * @limit: at most how many, or 0
 * @cancellable: (nullable): to stop it, at once
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for items that have all the words, the last one perhaps not typed to its
 * end; accents and capitals make no difference. At most 200 are looked at.
 */
void
kin_record_store_search_async (KinRecordStore      *self,
                               const char          *words,
                               guint                limit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  Search *search;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (words != NULL);

  search = g_new0 (Search, 1);
  search->words = g_strdup (words);
  search->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  kin_record_store_push (self, task, search_job);
}

/**
 * kin_record_store_search_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinHit): hits in titles first, then newest first
 */
GPtrArray *
kin_record_store_search_finish (KinRecordStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
