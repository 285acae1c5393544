/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-prepare"

#include "config.h"

#include <signal.h>
#include <string.h>

#include "kin-store-kit.h"

#define DAY "2023-05-05"

/* A page with a result of its own, and with one that the answer brings along. */
static gboolean
ingest_with_brought (KinRecordStore   *store,
                     const char       *connection,
                     const char       *query,
                     const char       *title,
                     KinIngestCounts  *counts)
{
  g_autofree char *own = kit_result (query, NULL, DAY, "Own");
  g_autofree char *brought = kit_result ("brought", NULL, DAY, title);
  g_autofree char *page = g_strdup_printf (
    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":%s},"
    "{\"resource\":%s,\"search\":{\"mode\":\"include\"}}]}", own, brought);
  KinStep step = { .query = query, .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  return kit_ingest (store, connection, page, &step, counts, NULL);
}

/* What comes with every answer is read once, and is there wherever it has to be: after a
 * transaction that was given up, for another clinic, and when it says something else. */
static void
test_brought_along (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, NULL);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (KinItem) other = NULL;
  KinIngestCounts counts = { 0 };

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (title, "%x", i * 2654435761U);

  signal (SIGXFSZ, SIG_IGN);
  kit_limit_files (300 * 1024);
  g_assert_false (ingest_with_brought (store, KIT_CONNECTION, "One", title->str, NULL));
  kit_limit_files (RLIM_INFINITY);

  g_assert_true (ingest_with_brought (store, KIT_CONNECTION, "One", title->str, &counts));
  g_assert_cmpuint (counts.stored, ==, 2);
  item = kit_find (store, "Observation", "brought");
  g_assert_cmpint (strncmp (kin_item_get_title (item), title->str, 40), ==, 0);

  g_assert_true (ingest_with_brought (store, KIT_CONNECTION, "Two", title->str, &counts));
  g_assert_cmpuint (counts.stored, ==, 1);
  g_assert_cmpuint (counts.unchanged, ==, 1);

  g_assert_true (ingest_with_brought (store, "connection-2", "One", title->str, &counts));
  g_assert_cmpuint (counts.stored, ==, 2);

  g_assert_true (ingest_with_brought (store, KIT_CONNECTION, "Three", "Other", &counts));
  g_assert_cmpuint (counts.stored, ==, 2);
  g_assert_true (ingest_with_brought (store, KIT_CONNECTION, "Four", title->str, &counts));
  g_assert_cmpuint (counts.stored, ==, 2);
  other = kit_find (store, "Observation", "brought");
  g_assert_cmpstr (kin_item_get_title (other), ==, kin_item_get_title (item));
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 7);
  kit_close_sound (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/prepare/brought-along", KitSet, NULL, kit_set_up, test_brought_along,
              kit_tear_down);

  return g_test_run ();
}
