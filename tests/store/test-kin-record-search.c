/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-search"

#include "config.h"

#include "kin-store-kit.h"

typedef struct
{
  const char *words;
  const char *found;      /* ids, first one first, separated by spaces */
} SearchCase;

static const struct
{
  const char *id;
  const char *date;
  const char *title;
} results[] = {
  { "sugar-old", "2019-03-01", "Glucose" },
  { "sugar-new", "2024-03-01", "Glucose" },
  { "gehirn", "2020-01-01", "Gehirnerschütterung" },
  { "creme", "2021-01-01", "Crème hydratante" },
  { "kanji", "2022-01-01", "高血圧症" },
  { "a1c", "2023-01-01", "Hemoglobin A1c 7.4 %" },
  { "brien", "2018-01-01", "O'Brien's test" },
  { "near", "2017-01-01", "NEAR OR AND NOT title" },
};

/* Every one of these is only text: nothing of it is a query language, and
 * nothing makes the search fail. */
static const SearchCase cases[] = {
  { "glucose", "sugar-new sugar-old" },
  { "GLUCOSE", "sugar-new sugar-old" },
  { "gluc", "sugar-new sugar-old" },
  { "gl", "sugar-new sugar-old" },
  { "g", "" },
  { "luc", "" },
  { "creme", "creme" },
  { "crème hyd", "creme" },
  { "hyd crème", "" },
  { "hydratante creme", "creme" },
  { "gehirnerschutterung", "gehirn" },
  { "血圧", "kanji" },
  { "高血圧", "kanji" },
  { "症", "kanji" },
  { "血症", "" },
  { "7.4", "a1c" },
  { "hemoglobin 7", "a1c" },
  { "o'brien", "brien" },
  { "near or and", "near" },
  { "", "" },
  { "   ", "" },
  { "\"", "" },
  { "*", "" },
  { "\"glucose", "sugar-new sugar-old" },
  { "glucose\" OR \"x", "" },
  { "glucose OR hemoglobin", "" },
  { "-glucose", "sugar-new sugar-old" },
  { "title:near", "near" },
  { "docid:1", "" },
  { "gluc*ose", "" },
  { "NEAR/2", "" },
  { "'; DROP TABLE resource; --", "" },
  { "glucose) UNION SELECT", "" },
  { "%", "" },
  { "_", "" },
  { "\xe2\x80\xae", "" },
};

static char *
ids_of (GPtrArray *items)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            kin_item_get_resource_id (g_ptr_array_index (items, i)));

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static KinRecordStore *
fill (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, KIN_STORE_CREATE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *result = kit_result (results[i].id, NULL, results[i].date,
                                            results[i].title);

      kit_ingest_all (store, results[i].id, result, NULL);
    }

  return store;
}

static void
test_words (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) items = kit_search (store, cases[i].words);
      g_autofree char *ids = ids_of (items);

      g_test_message ("searching for %s", cases[i].words);
      g_assert_cmpstr (ids, ==, cases[i].found);
    }

  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, G_N_ELEMENTS (results));
  kit_close_sound (store);
}

/* A hit in the title stands above a newer one elsewhere. */
static void
test_titles_first (KitSet        *set,
                   gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *ids = NULL;

  kit_ingest_all (store, "note",
                  "{\"resourceType\":\"Observation\",\"id\":\"elsewhere\",\"status\":\"final\","
                  "\"category\":[{\"coding\":[{\"code\":\"laboratory\"}]}],"
                  "\"code\":{\"text\":\"Panel\"},\"effectiveDateTime\":\"2025-01-01\","
                  "\"note\":[{\"text\":\"glucose was not fasting\"}]}", NULL);
  items = kit_search (store, "glucose");
  ids = ids_of (items);
  g_assert_cmpstr (ids, ==, "sugar-new sugar-old elsewhere");
  kit_close_sound (store);
}

/* Where the title does not say why, the words do that matched. */
static void
test_extract (KitSet        *set,
              gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GPtrArray) hits = NULL;

  kit_ingest_all (store, "note",
                  "{\"resourceType\":\"Observation\",\"id\":\"elsewhere\",\"status\":\"final\","
                  "\"category\":[{\"coding\":[{\"code\":\"laboratory\"}]}],"
                  "\"code\":{\"text\":\"Panel\"},\"effectiveDateTime\":\"2025-01-01\","
                  "\"component\":[{\"code\":{\"text\":\"A part of the panel\"}}],"
                  "\"note\":[{\"text\":\"Taken after breakfast.\"},"
                  "{\"text\":\"Glucose was not fasting.\"}]}", NULL);
  hits = kit_search_hits (store, "glucose");
  g_assert_cmpuint (hits->len, ==, 3);
  g_assert_null (kin_hit_get_extract (g_ptr_array_index (hits, 0)));
  g_assert_cmpstr (kin_hit_get_extract (g_ptr_array_index (hits, 2)), ==,
                   "Glucose was not fasting.");

  /* Only what the title does not say is looked for below it. */
  g_ptr_array_unref (hits);
  hits = kit_search_hits (store, "panel fasting");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (kin_hit_get_extract (g_ptr_array_index (hits, 0)), ==,
                   "Glucose was not fasting.");
  kit_close_sound (store);
}

/* A person who is named in passing is in no list, and not among the hits. */
static void
test_only_what_is_listed (KitSet        *set,
                          gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GPtrArray) items = NULL;

  kit_ingest_all (store, "Practitioner",
                  "{\"resourceType\":\"Practitioner\",\"id\":\"p\","
                  "\"name\":[{\"text\":\"Doctor Zebra\"}]}", NULL);
  items = kit_search (store, "zebra");
  g_assert_cmpuint (items->len, ==, 0);
  kit_close_sound (store);
}

static void
test_limit (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_search_async (store, "glucose", 1, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_search_finish (store, done, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  kit_close_sound (store);
}

static void
test_cancelled (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  kin_record_store_search_async (store, "glucose", 0, cancellable, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_null (kin_record_store_search_finish (store, done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/search/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("words", test_words);
  ADD ("titles-first", test_titles_first);
  ADD ("extract", test_extract);
  ADD ("only-what-is-listed", test_only_what_is_listed);
  ADD ("limit", test_limit);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
