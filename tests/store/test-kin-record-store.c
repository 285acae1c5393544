/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-store"

#include "config.h"

#include <string.h>

#include "kin-database-private.h"
#include "kin-store-kit.h"

#define FLU "{\"resourceType\":\"Immunization\",\"id\":\"i1\",\"status\":\"completed\"," \
  "\"vaccineCode\":{\"text\":\"Grippe saisonnière\"},\"occurrenceDateTime\":\"2021-10-03\"}"
#define TETANUS "{\"resourceType\":\"Immunization\",\"id\":\"i2\",\"status\":\"completed\"," \
  "\"vaccineCode\":{\"text\":\"Tetanus\"},\"occurrenceDateTime\":\"2023-02-01\"}"

static void
test_comes_home_and_stays (KitSet        *set,
                           gconstpointer  unused)
{
  g_autofree char *page = kit_bundle (FLU, TETANUS, NULL);
  g_autofree char *path = kit_path (set, "record.db");
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) expected = g_bytes_new_static (FLU, strlen (FLU));
  KinIngestCounts counts = { 0 };
  gsize length;

  g_assert_no_error (error);
  kit_ingest_all (store, "Immunization", page, &counts);
  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (counts.stored, ==, 2);
  kit_close (store);
  g_clear_object (&store);

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_true (memcmp (content, "SQLite format 3", 16) != 0);
  g_assert_null (memmem (content, length, "Tetanus", strlen ("Tetanus")));

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  items = kit_list (store, KIN_SECTION_VACCINES);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (kin_item_get_title (g_ptr_array_index (items, 0)), ==, "Tetanus");
  g_assert_cmpstr (kin_item_get_source (g_ptr_array_index (items, 1)), ==, KIT_CONNECTION);
  g_assert_null (kin_item_get_json (g_ptr_array_index (items, 0)));

  /* Opened, it has the bytes as they came. */
  item = kit_find (store, "Immunization", "i1");
  bytes = g_bytes_ref (kin_json_get_bytes (kin_item_get_json (item)));
  g_assert_true (g_bytes_equal (bytes, expected));
  kit_close (store);
}

/* How many threads of this process are called @name. */
static guint
count_threads (const char *name)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint n = 0;

  while ((id = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
      g_autofree char *comm = NULL;

      if (g_file_get_contents (path, &comm, NULL, NULL))
        n += g_str_equal (g_strchomp (comm), name);
    }

  return n;
}

/* A program may end when its store says that it is closed: nothing of it works on. The system
 * may list a thread for a moment after its end, now and then. */
static void
test_closed_is_ended (KitSet        *set,
                      gconstpointer  unused)
{
  guint n_living = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinRecordStore) store = kit_open (set, i == 0 ? KIN_STORE_CREATE : KIN_STORE_OPEN,
                                                   &error);

      g_assert_no_error (error);
      /* Now and then it is only dropped. */
      if (i % 2 == 0)
        kit_close (store);
      g_clear_object (&store);
      n_living += count_threads ("record.db");
    }
  g_test_message ("%u threads lived on", n_living);
  g_assert_cmpuint (n_living, <, 10);
}

/* What an entry said before can be damaged: that is an error, never a part of it, and what it says
 * now is there. */
static void
test_damaged_history (KitSet        *set,
                      gconstpointer  unused)
{
  static const KinFileKind kind = { .name = "record.db", .schema = "record", .wal = TRUE };
  g_autofree char *before = kit_result ("r1", "2024-01-01T00:00:00Z", "2023-05-05", "Potassium");
  g_autofree char *after = kit_result ("r1", "2024-06-01T00:00:00Z", "2023-05-05", "Corrected");
  const char *texts[] = { before, after };
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinDatabase *database;

  store = kit_open (set, KIN_STORE_CREATE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *page = kit_bundle (texts[i], NULL);
      KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };

      kit_ingest (store, KIT_CONNECTION, page, &step, NULL, &error);
      g_assert_no_error (error);
    }
  kit_close (store);
  g_clear_object (&store);

  database = kin_database_open (&kind, set->folder, "record.db", KIN_DATABASE_WRITER, set->key,
                                &error);
  g_assert_no_error (error);
  g_assert_true (kin_database_run (database, NULL, "UPDATE version SET body = x'7b22'", ""));
  kin_database_close (database);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  item = kit_find (store, "Observation", "r1");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Corrected");
  kin_record_store_history_async (store, kin_item_get_id (item), NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_null (kin_record_store_history_finish (store, done, &error));
  g_assert_nonnull (error);
  kit_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/record/comes-home-and-stays", KitSet, NULL, kit_set_up,
              test_comes_home_and_stays, kit_tear_down);
  g_test_add ("/store/record/closed-is-ended", KitSet, NULL, kit_set_up, test_closed_is_ended,
              kit_tear_down);
  g_test_add ("/store/record/damaged-history", KitSet, NULL, kit_set_up, test_damaged_history,
              kit_tear_down);

  return g_test_run ();
}
