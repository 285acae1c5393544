/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-hide"

#include "config.h"

#include <string.h>

#include "kin-store-kit.h"

#define FIRST "2024-01-01T00:00:00Z"
#define LATER "2024-06-01T00:00:00Z"
#define DAY "2023-05-05"

/* A result with a remark, which is found by its words, too. */
static void
ingest (KinRecordStore *store,
        const char     *id,
        const char     *updated,
        const char     *title)
{
  g_autofree char *plain = kit_result (id, updated, DAY, title);
  g_autofree char *begin = g_strndup (plain, strlen (plain) - 1);
  g_autofree char *resource = g_strconcat (begin, ",\"note\":[{\"text\":\"Taken at noon\"}]}",
                                             NULL);
  g_autofree char *page = kit_bundle (resource, NULL);

  kit_ingest_all (store, id, page, NULL);
}

static KinRecordStore *
fill (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, KIN_STORE_CREATE, &error);

  g_assert_no_error (error);
  ingest (store, "mine", FIRST, "Potassium");
  ingest (store, "not-mine", FIRST, "Sodium");

  return store;
}

static void
set_hidden (KinRecordStore *store,
            const char     *id,
            gboolean        hidden)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_set_hidden_async (store, KIT_CONNECTION, "Observation", id, hidden, NULL,
                                     kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_set_hidden_finish (store, done, &error));
  g_assert_no_error (error);
}

/* So many are listed, and @words find so many; all that came is kept. */
static void
assert_shown (KinRecordStore *store,
              guint           listed,
              const char     *words,
              guint           found)
{
  g_autoptr (GPtrArray) items = kit_list (store, KIN_SECTION_RESULTS);
  g_autoptr (GPtrArray) all = kit_list (store, KIN_SECTION_NONE);
  g_autoptr (GPtrArray) hits = kit_search (store, words);

  g_assert_cmpuint (items->len, ==, listed);
  g_assert_cmpuint (all->len, ==, listed);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, listed);
  g_assert_cmpuint (hits->len, ==, found);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 2);
}

static void
test_hide_and_take_back (KitSet        *set,
                         gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (KinItem) item = NULL;

  set_hidden (store, "not-mine", TRUE);
  set_hidden (store, "not-mine", TRUE);
  assert_shown (store, 1, "sodium", 0);
  assert_shown (store, 1, "noon", 1);

  /* It is still there, as it came. */
  item = kit_find (store, "Observation", "not-mine");
  g_assert_nonnull (item);
  g_assert_cmpstr (kin_item_get_title (item), ==, "Sodium");

  set_hidden (store, "not-mine", FALSE);
  assert_shown (store, 2, "sodium", 1);
  /* Also by what is not its title. */
  assert_shown (store, 2, "noon", 2);
  kit_close_sound (store);
}

/* The clinic sends it again and it says something else: it is not the person's for that. */
static void
test_new_version_stays_hidden (KitSet        *set,
                               gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  guint64 unread = 0;

  set_hidden (store, "not-mine", TRUE);
  ingest (store, "not-mine", LATER, "Sodium corrected");
  assert_shown (store, 1, "corrected", 0);
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 0);

  set_hidden (store, "not-mine", FALSE);
  assert_shown (store, 2, "corrected", 1);
  kit_close_sound (store);
}

static void
test_survives_closing (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GError) error = NULL;

  set_hidden (store, "not-mine", TRUE);
  kit_close (store);
  g_object_unref (store);
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_shown (store, 1, "sodium", 0);
  kit_close_sound (store);
}

/* The clinic withdraws what the person hid: to take back her part shows nothing. */
static void
test_withdrawn_meanwhile (KitSet        *set,
                          gconstpointer  unused)
{
  static const char *withdrawn =
    "{\"resourceType\":\"Observation\",\"id\":\"not-mine\",\"status\":\"entered-in-error\","
    "\"meta\":{\"lastUpdated\":\"" LATER "\"},\"code\":{\"text\":\"Sodium\"}}";
  g_autoptr (KinRecordStore) store = fill (set);
  g_autofree char *page = kit_bundle (withdrawn, NULL);

  set_hidden (store, "not-mine", TRUE);
  kit_ingest_all (store, "not-mine", page, NULL);
  set_hidden (store, "not-mine", FALSE);
  assert_shown (store, 1, "sodium", 0);
  kit_close_sound (store);
}

/* What is not here, and what has the same id elsewhere, is left alone. */
static void
test_others_are_left (KitSet        *set,
                      gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  set_hidden (store, "nobody", TRUE);
  kin_record_store_set_hidden_async (store, "connection-2", "Observation", "mine", TRUE, NULL,
                                     kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_set_hidden_finish (store, done, &error));
  assert_shown (store, 2, "potassium", 1);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/hide/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("hide-and-take-back", test_hide_and_take_back);
  ADD ("new-version-stays-hidden", test_new_version_stays_hidden);
  ADD ("survives-closing", test_survives_closing);
  ADD ("withdrawn-meanwhile", test_withdrawn_meanwhile);
  ADD ("others-are-left", test_others_are_left);

  return g_test_run ();
}
