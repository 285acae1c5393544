/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-reports"

#include "config.h"

#include "kin-database-private.h"
#include "kin-store-kit.h"

#define FIRST "2024-01-01T00:00:00Z"
#define LATER "2024-06-01T00:00:00Z"
#define DAY "2023-05-05"

static const char *const nothing_apart[] = { NULL };

#define RESULT(id) "{\"reference\":\"Observation/" id "\"}"
#define POTASSIUM RESULT ("potassium")

static void
ingest_result (KinRecordStore *store,
               const char     *id,
               const char     *title)
{
  g_autofree char *resource = kit_result (id, FIRST, DAY, title);
  g_autofree char *page = kit_bundle (resource, NULL);

  kit_ingest_all (store, id, page, NULL);
}

static void
ingest_report (KinRecordStore *store,
               const char     *updated,
               const char     *status,
               const char     *results,
               const char     *conclusion)
{
  g_autofree char *resource = g_strdup_printf
    ("{\"resourceType\":\"DiagnosticReport\",\"id\":\"report\",\"status\":\"%s\","
     "\"meta\":{\"lastUpdated\":\"%s\"},\"subject\":{\"reference\":\"Patient/1\"},"
     "\"code\":{\"text\":\"Blood test\"},\"effectiveDateTime\":\"" DAY "\",\"result\":[%s],"
     "\"conclusion\":\"%s\"}", status, updated, results, conclusion);
  g_autofree char *page = kit_bundle (resource, NULL);

  kit_ingest_all (store, "report", page, NULL);
}

static void
match (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_match_async (store, (char **) nothing_apart, NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_match_finish (store, done, &error));
  g_assert_no_error (error);
}

/* So many are listed and counted once it is in order; the words of the report find so many. */
static void
assert_shown (KinRecordStore *store,
              guint           listed,
              guint           found)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  match (store);
  items = kit_list (store, KIN_SECTION_RESULTS);
  hits = kit_search (store, "nephrologist");
  g_assert_cmpuint (items->len, ==, listed);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, listed);
  g_assert_cmpuint (hits->len, ==, found);
}

static KinItem *
find_report (KinRecordStore *store,
             const char     *of)
{
  g_autoptr (KinItem) item = kit_find (store, "Observation", of);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_find_report_async (store, kin_item_get_id (item), NULL, kit_ready, &result);
  done = kit_wait (&result);

  return kin_record_store_find_finish (store, done, NULL);
}

static KinRecordStore *
fill (KitSet     *set,
      const char *status,
      const char *results)
{
  KinRecordStore *store = kit_open (set, KIN_STORE_CREATE, NULL);

  ingest_report (store, FIRST, status, results, "See a nephrologist");
  ingest_result (store, "potassium", "Potassium");
  ingest_result (store, "sodium", "Sodium");

  return store;
}

/* It came before its result did; its words find it, and the result leads to it. */
static void
test_shown_once (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set, "final", POTASSIUM);
  g_autoptr (KinItem) report = NULL;
  g_autoptr (KinItem) none = NULL;

  assert_shown (store, 2, 1);
  report = find_report (store, "potassium");
  g_assert_cmpstr (kin_item_get_resource_id (report), ==, "report");
  none = find_report (store, "sodium");
  g_assert_null (none);
  kit_close_sound (store);
}

/* Several, one that did not come, one elsewhere, and one of which more is to come. */
static void
test_shown_itself (KitSet        *set,
                   gconstpointer  status_and_results)
{
  const char *const *parts = status_and_results;
  g_autoptr (KinRecordStore) store = fill (set, parts[0], parts[1]);

  assert_shown (store, 3, 1);
  kit_close_sound (store);
}

/* What the report says anew is new, until it is read. */
static void
test_changed (KitSet        *set,
              gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set, "final", POTASSIUM);
  g_autoptr (KinItem) report = NULL;
  guint64 unread = 0;

  assert_shown (store, 2, 1);
  ingest_report (store, LATER, "corrected", POTASSIUM, "Ask the nephrologist again");
  assert_shown (store, 3, 1);
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 1);

  report = find_report (store, "potassium");
  kit_mark_read (store, kin_item_get_id (report));
  assert_shown (store, 2, 1);
  ingest_report (store, "2024-07-01T00:00:00Z", "final", POTASSIUM "," RESULT ("sodium"),
                 "The nephrologist knows");
  kit_mark_read (store, kin_item_get_id (report));
  assert_shown (store, 3, 1);
  kit_close_sound (store);
}

static void
set_hidden (KinRecordStore *store,
            gboolean        hidden)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_set_hidden_async (store, KIT_CONNECTION, "Observation", "potassium", hidden,
                                     NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_set_hidden_finish (store, done, NULL));
}

/* Whoever hides a result does not meet it again as its report. */
static void
test_hidden_with_result (KitSet        *set,
                         gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set, "final", POTASSIUM);

  assert_shown (store, 2, 1);
  set_hidden (store, TRUE);
  assert_shown (store, 1, 0);
  set_hidden (store, FALSE);
  assert_shown (store, 2, 1);
  kit_close_sound (store);
}

static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set, "final", POTASSIUM);

  assert_shown (store, 2, 1);
  kit_erase (store, KIT_CONNECTION);
  assert_shown (store, 0, 0);
  kit_close_sound (store);
}

/* A file of before is put in order from now on. */
static void
test_older_file (KitSet        *set,
                 gconstpointer  unused)
{
  static const KinFileKind kind = { .name = "record.db", .schema = "record", .wal = TRUE };
  KinRecordStore *store = fill (set, "final", POTASSIUM);
  KinDatabase *database;

  kit_close (store);
  g_object_unref (store);
  database = kin_database_open (&kind, set->folder, "record.db", KIN_DATABASE_WRITER, set->key,
                                NULL);
  g_assert_true (kin_database_run (database, NULL, "DROP TABLE report", ""));
  g_assert_true (kin_database_run (database, NULL, "PRAGMA user_version = 4", ""));
  kin_database_close (database);

  store = kit_open (set, KIN_STORE_OPEN, NULL);
  assert_shown (store, 2, 1);
  kit_close_sound (store);
  g_object_unref (store);
}

#define ADD(name, data, function) \
  g_test_add ("/store/reports/" name, KitSet, data, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  static const char *const several[] = { "final", POTASSIUM "," RESULT ("sodium") };
  static const char *const missing[] = { "final", RESULT ("calcium") };
  static const char *const elsewhere[] = {
    "final", "{\"reference\":\"https://elsewhere.example/Observation/potassium\"}" };
  static const char *const partial[] = { "partial", POTASSIUM };

  g_test_init (&argc, &argv, NULL);

  ADD ("shown-once", NULL, test_shown_once);
  ADD ("several", several, test_shown_itself);
  ADD ("missing", missing, test_shown_itself);
  ADD ("elsewhere", elsewhere, test_shown_itself);
  ADD ("partial", partial, test_shown_itself);
  ADD ("changed", NULL, test_changed);
  ADD ("hidden-with-result", NULL, test_hidden_with_result);
  ADD ("erased", NULL, test_erased);
  ADD ("older-file", NULL, test_older_file);

  return g_test_run ();
}
