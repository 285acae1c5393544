/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-ingest"

#include "kin-bench.h"

/* bench-ingest FOLDER PAGE…: pages in memory to a record in which they are committed and
 * searchable. */

int
main (int   argc,
      char *argv[])
{
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  BenchFeed feed = { NULL };
  KinClock start;

  bench_begin (argc, 3);
  key = bench_key_new ();
  pages = bench_read_pages (argv + 2);
  store = bench_open (argv[1], key);
  feed.store = store;
  feed.pages = pages;

  start = kin_clock_start ();
  bench_feed_start (&feed);
  while (!bench_feed_is_done (&feed))
    g_main_context_iteration (NULL, TRUE);
  kin_clock_report (start, feed.n_resources);

  bench_close (store);

  return 0;
}
