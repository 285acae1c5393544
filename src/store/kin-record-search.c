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

/* So many bytes of letters are read for a search, to say where in them the words stand: some
 * hundred ordinary ones. Hits that come after are shown without that. */
#define MOST_LETTER_BYTES (4 * 1024 * 1024)

#define SQL_MATCHES \
  "SELECT -docid FROM search WHERE search MATCH ?1 ORDER BY docid LIMIT ?2"
#define SQL_LETTER_MATCHES \
  "SELECT -docid FROM letter_search WHERE letter_search MATCH ?1 ORDER BY docid LIMIT ?2"
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

/* Where the words stand, the best first. */
typedef enum
{
  IN_TITLE,
  IN_ENTRY,
  IN_LETTER,
} Place;

typedef struct
{
  gint64  id;
  Place   place;
  char   *date_key;
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
           Place           place,
           GArray         *matches,
           GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  Match match = { .id = id, .place = place };
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

/* Adds what matches in that place and is not there yet. */
static gboolean
add_matches (KinRecordCore  *core,
             char * const   *entries,
             Place           place,
             GHashTable     *seen,
             GArray         *matches,
             GError        **error)
{
  g_autofree char *match = write_match (entries, place == IN_TITLE);
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (match == NULL)
    return TRUE;

  row = kin_database_ask (core->file->reader, error,
                          place == IN_LETTER ? SQL_LETTER_MATCHES : SQL_MATCHES, "ti", match,
                          (gint64) MAX_MATCHES);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found && matches->len < MAX_MATCHES)
    {
      gint64 id = sqlite3_column_int64 (row, 0);

      if (g_hash_table_add (seen, (gpointer) (gintptr) id)
          && !add_match (core, id, place, matches, error))
        return FALSE;
    }

  return *error == NULL;
}

/* Hits in the title first, then what an entry says itself, then its letters; of each the newest
 * first. What has no date comes last. */
static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *left = a, *right = b;
  int order;

  if (left->place != right->place)
    return left->place < right->place ? -1 : 1;

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
              const char    *words,
              gsize         *left)
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
                                                       words, shown, left);
}

static KinHit *
read_hit (KinRecordCore *core,
          KinStatement  *row,
          Place          place,
          const char    *words,
          gsize         *left)
{
  g_autoptr (KinItem) item = kin_record_row_to_item (row, NULL);
  g_autofree char *extract = find_extract (core, item, words, left);

  return kin_hit_new (item, extract, place == IN_LETTER);
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
  gsize left = MOST_LETTER_BYTES;

  g_array_sort (matches, compare_matches);

  for (guint i = 0; i < matches->len && (limit == 0 || i < limit); i++)
    {
      g_autoptr (KinStatement) row = NULL;
      const Match *match = &g_array_index (matches, Match, i);
      gboolean found;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      row = kin_database_ask (core->file->reader, error, SQL_ROW, "i", match->id);
      if (row == NULL || !kin_statement_step (row, &found, error))
        return FALSE;

      if (found)
        g_ptr_array_add (hits, read_hit (core, row, match->place, search->words, &left));
    }

  return TRUE;
}

/* Letters are not asked when enough of the entries say it themselves. */
static gboolean
find_matches (KinRecordCore  *core,
              const Search   *search,
              GArray         *matches,
              GError        **error)
{
  g_auto (GStrv) entries = kin_text_to_query (search->words);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (!add_matches (core, entries, IN_TITLE, seen, matches, error)
      || !add_matches (core, entries, IN_ENTRY, seen, matches, error))
    return FALSE;

  return (search->limit != 0 && matches->len >= search->limit)
         || add_matches (core, entries, IN_LETTER, seen, matches, error);
}

static void
search_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Search *search = task_data;
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  kin_worker_assert (core->file->worker);
  g_array_set_clear_func (matches, match_clear);
  kin_database_set_cancellable (core->file->reader, cancellable);

  if (find_matches (core, search, matches, &error)
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
 * Returns: (transfer container) (element-type KinHit): hits in titles first, those that are
 *   only in letters last, and of each the newest first
 */
GPtrArray *
kin_record_store_search_finish (KinRecordStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
