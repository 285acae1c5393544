/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-gone"

#include "config.h"

#include "kin-store-kit.h"

#define FIRST "2024-01-01T00:00:00Z"
#define LATER "2024-06-01T00:00:00Z"
#define DAY "2023-05-05"

static KinRecordStore *
create (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, KIN_STORE_CREATE, &error);

  g_assert_no_error (error);

  return store;
}

/* Three results, of which the last may be another resource. */
static void
ingest (KinRecordStore *store,
        const char     *third)
{
  g_autofree char *one = kit_result ("r1", FIRST, DAY, "Potassium");
  g_autofree char *two = kit_result ("r2", FIRST, DAY, "Sodium");
  g_autofree char *page = kit_bundle (one, two, third, NULL);

  kit_ingest_all (store, "Observation", page, NULL);
}

static char *
list_unseen (KinRecordStore     *store,
             const char * const *seen)
{
  static const char * const types[] = { "Observation", NULL };
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) unseen = NULL;
  GAsyncResult *result = NULL;

  for (guint i = 0; seen[i] != NULL; i++)
    g_hash_table_add (set, (char *) seen[i]);
  kin_record_store_list_unseen_async (store, KIT_CONNECTION, types, set, NULL, kit_ready, &result);
  done = kit_wait (&result);
  unseen = kin_record_store_list_unseen_finish (store, done, &error);
  g_assert_no_error (error);

  return g_strjoinv (" ", unseen);
}

static void
mark_gone (KinRecordStore     *store,
           const char * const *references)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_mark_gone_async (store, KIT_CONNECTION, references, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_mark_gone_finish (store, done, &error);
  g_assert_no_error (error);
}

/* The titles of what has a mark, of all sections together and of results alone. */
static char *
titles_of (KinRecordStore *store,
           KinSection      section,
           KinItemMarks    mark,
           int             year)
{
  g_autoptr (KinQuery) query = kin_query_new (section, NULL, year, mark);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_list_async (store, query, 0, 0, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_list_finish (store, done, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      KinItem *item = g_ptr_array_index (items, i);

      g_assert_true (kin_item_has_mark (item, mark));
      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", kin_item_get_title (item));
    }

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
assert_marked (KinRecordStore *store,
               KinItemMarks    mark,
               const char     *titles)
{
  g_autofree char *all = titles_of (store, KIN_SECTION_NONE, mark, 0);
  g_autofree char *results = titles_of (store, KIN_SECTION_RESULTS, mark, 0);
  g_autofree char *then = titles_of (store, KIN_SECTION_RESULTS, mark, 2023);
  g_autofree char *before = titles_of (store, KIN_SECTION_RESULTS, mark, 2022);

  g_assert_cmpstr (all, ==, titles);
  g_assert_cmpstr (results, ==, titles);
  g_assert_cmpstr (then, ==, titles);
  g_assert_cmpstr (before, ==, "");
}

/* It stays in its list, and is as before when it comes again, byte for byte the same. */
static void
test_gone_and_back (KitSet        *set,
                    gconstpointer  unused)
{
  static const char * const seen[] = { "Observation/r2", NULL };
  static const char * const lost[] = { "Observation/r1", "Observation/nobody-knows", NULL };
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *unseen = NULL;
  g_autofree char *none = NULL;

  ingest (store, NULL);
  unseen = list_unseen (store, seen);
  g_assert_cmpstr (unseen, ==, "Observation/r1");

  mark_gone (store, lost);
  assert_marked (store, KIN_ITEM_GONE, "Potassium");
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 2);
  none = list_unseen (store, seen);
  g_assert_cmpstr (none, ==, "");

  ingest (store, NULL);
  assert_marked (store, KIN_ITEM_GONE, "");
  kit_close_sound (store);
}

static char *
result_with_status (const char *status,
                    const char *updated)
{
  g_autofree char *plain = kit_result ("r3", updated, DAY, "Glucose");
  g_autoptr (GString) text = g_string_new (plain);
  g_autofree char *wanted = g_strdup_printf ("\"status\":\"%s\"", status);

  g_assert_cmpuint (g_string_replace (text, "\"status\":\"final\"", wanted, 0), ==, 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* From final to corrected to withdrawn: each has its list, and the last is in no other. */
static void
test_changed (KitSet        *set,
              gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *final = result_with_status ("final", FIRST);
  g_autofree char *corrected = result_with_status ("corrected", LATER);
  g_autofree char *withdrawn = result_with_status ("entered-in-error ", "2024-07-01T00:00:00Z");

  ingest (store, final);
  assert_marked (store, KIN_ITEM_CHANGED, "");
  assert_marked (store, KIN_ITEM_CORRECTED, "");

  ingest (store, corrected);
  assert_marked (store, KIN_ITEM_CHANGED, "Glucose");
  assert_marked (store, KIN_ITEM_CORRECTED, "Glucose");
  assert_marked (store, KIN_ITEM_WITHDRAWN, "");

  ingest (store, withdrawn);
  assert_marked (store, KIN_ITEM_CHANGED, "");
  assert_marked (store, KIN_ITEM_CORRECTED, "");
  assert_marked (store, KIN_ITEM_WITHDRAWN, "Glucose");
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 2);
  kit_close_sound (store);
}

/* What is erased leaves no note behind. */
static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  static const char * const lost[] = { "Observation/r1", NULL };
  g_autoptr (KinRecordStore) store = create (set);

  ingest (store, NULL);
  mark_gone (store, lost);
  kit_erase (store, KIT_CONNECTION);
  ingest (store, NULL);
  assert_marked (store, KIN_ITEM_GONE, "");
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/gone/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("and-back", test_gone_and_back);
  ADD ("changed", test_changed);
  ADD ("erased", test_erased);

  return g_test_run ();
}
