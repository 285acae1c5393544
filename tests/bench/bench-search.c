/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-search"

#include <string.h>

#include "kin-bench.h"
#include "kin-summary.h"

#define N_SEARCHES 500
#define N_WARM 20
#define LIMIT 200

/* bench-search FOLDER PAGE…: searches for two words that stand together in a resource of
 * those pages. A word that is in many resources is looked for often. */

static KinBundle *
choose_page (GRand     *chance,
             GPtrArray *pages)
{
  guint position = (guint) g_rand_int_range (chance, 0, (gint32) pages->len);

  return kin_bundle_new (g_ptr_array_index (pages, position), NULL);
}

/* Two different words of at least three letters, or nothing. */
static char *
choose_words (GRand      *chance,
              const char *text)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (text, NULL, NULL);
  gint32 n_words = (gint32) g_strv_length (words);
  const char *first, *second;

  if (n_words < 2)
    return NULL;
  first = words[g_rand_int_range (chance, 0, n_words)];
  second = words[g_rand_int_range (chance, 0, n_words)];
  if (strlen (first) < 3 || strlen (second) < 3 || g_str_equal (first, second))
    return NULL;

  return g_strconcat (first, " ", second, NULL);
}

static char *
choose_search (GRand     *chance,
               GPtrArray *pages)
{
  char *words = NULL;

  while (words == NULL)
    {
      g_autoptr (KinBundle) bundle = choose_page (chance, pages);
      gint32 n = (gint32) kin_bundle_get_n_entries (bundle);
      guint position = (guint) g_rand_int_range (chance, 0, n);
      g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, position, NULL);

      if (summary->section != KIN_SECTION_NONE && !summary->hidden)
        words = choose_words (chance, summary->words);
    }

  return words;
}

static KinClock
search (KinRecordStore *store,
        const char     *words)
{
  KinClock start = kin_clock_start ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_search_async (store, words, LIMIT, NULL, bench_ready, &result);
  done = bench_wait (&result);
  found = kin_record_store_search_finish (store, done, NULL);
  if (found == NULL || found->len == 0)
    g_error ("nothing was found");

  return kin_clock_since (start);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) searches = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (KinClock));
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);

  bench_begin (argc, 3);
  key = bench_key_new ();
  pages = bench_read_pages (argv + 2);
  store = bench_open (argv[1], key);
  for (guint i = 0; i < N_WARM + N_SEARCHES; i++)
    g_ptr_array_add (searches, choose_search (chance, pages));

  for (guint i = 0; i < searches->len; i++)
    {
      KinClock time = search (store, g_ptr_array_index (searches, i));

      if (i >= N_WARM)
        g_array_append_val (times, time);
    }
  bench_report_times (times);

  bench_close (store);

  return 0;
}
