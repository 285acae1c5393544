/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-window"

#include "kin-bench.h"

#define ROWS 50
#define PAUSE 2                     /* milliseconds between two reads, less than a frame */
#define MAX_READS 1000

/* bench-window idle|busy FOLDER PAGE…: a window reads 50 rows of a list at some place every
 * 2 ms; nothing else happens, or the pages are taken in meanwhile. */

typedef struct
{
  GListModel *list;
  GRand      *chance;
  GArray     *times;
} Window;

static KinClock
read_rows (Window *window)
{
  guint n_items = g_list_model_get_n_items (window->list);
  gint32 last = (gint32) MAX (n_items, ROWS + 1) - ROWS;
  guint first = (guint) g_rand_int_range (window->chance, 0, last);
  double wall = kin_clock_read (CLOCK_MONOTONIC);
  double cpu = kin_clock_read (CLOCK_THREAD_CPUTIME_ID);

  for (guint i = first; i < MIN (first + ROWS, n_items); i++)
    {
      g_autoptr (KinItem) item = g_list_model_get_item (window->list, i);

      if (item == NULL || kin_item_get_title (item) == NULL)
        g_error ("a row cannot be read");
    }

  return (KinClock) { kin_clock_read (CLOCK_MONOTONIC) - wall,
                      kin_clock_read (CLOCK_THREAD_CPUTIME_ID) - cpu };
}

static gboolean
read_cb (gpointer user_data)
{
  Window *window = user_data;

  if (g_list_model_get_n_items (window->list) >= ROWS)
    {
      KinClock time = read_rows (window);

      g_array_append_val (window->times, time);
    }

  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_NONE, NULL, 0, 0);
  g_autoptr (KinItemList) list = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (KinClock));
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  BenchFeed feed = { NULL };
  Window window = { NULL, chance, times };
  gboolean busy;
  guint timer;

  bench_begin (argc, 3);
  busy = g_str_equal (argv[1], "busy");
  key = bench_key_new ();
  pages = bench_read_pages (argv + 3);
  store = bench_open (argv[2], key);
  list = kin_record_store_get_items (store, query);
  feed.store = store;
  feed.pages = pages;
  window.list = G_LIST_MODEL (list);

  timer = g_timeout_add (PAUSE, read_cb, &window);
  if (busy)
    bench_feed_start (&feed);
  while (busy ? !bench_feed_is_done (&feed) : times->len < MAX_READS)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  bench_report_times (times);

  g_clear_object (&list);
  bench_close (store);

  return 0;
}
