/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-item-list"

#include "config.h"

#include "kin-store-kit.h"

/* 100,000 results of twenty-five years from two clinics: even ones from the
 * first, odd ones from the second. KIN_TEST_ROWS, a multiple of 1,000 from 5,000
 * on, asks for fewer: a memory checker needs a minute for each 10,000. */
#define PER_PAGE 500

static guint n_rows = 100000;
#define OTHER "connection-2"

typedef struct
{
  GListModel *model;
  GArray     *expected;      /* ids, as the signals tell */
  guint       n_signals;
  guint       last_position;
  guint       last_removed;
  guint       last_added;
} Watch;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Watch      *watch)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_cmpuint (position + removed, <=, watch->expected->len);
  if (removed > 0)
    g_array_remove_range (watch->expected, position, removed);

  for (guint i = 0; i < added; i++)
    {
      gint64 id = kin_item_list_get_id (KIN_ITEM_LIST (model), position + i);

      g_array_append_val (ids, id);
    }
  g_array_insert_vals (watch->expected, position, ids->data, added);

  /* The model is what its signals say, at each signal. */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, watch->expected->len);
  watch->n_signals++;
  watch->last_position = position;
  watch->last_removed = removed;
  watch->last_added = added;
}

static void
watch_start (Watch      *watch,
             GListModel *model)
{
  watch->model = model;
  watch->n_signals = 0;
  watch->expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      gint64 id = kin_item_list_get_id (KIN_ITEM_LIST (model), i);

      g_array_append_val (watch->expected, id);
    }
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), watch);
}

static void
watch_end (Watch *watch)
{
  for (guint i = 0; i < watch->expected->len; i++)
    g_assert_cmpint (g_array_index (watch->expected, gint64, i), ==,
                     kin_item_list_get_id (KIN_ITEM_LIST (watch->model), i));

  g_signal_handlers_disconnect_by_data (watch->model, watch);
  g_array_unref (watch->expected);
}

static void
wait_for_signals (Watch *watch,
                  guint  n)
{
  while (watch->n_signals < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_complete (KinItemList *list)
{
  while (!kin_item_list_get_complete (list))
    g_main_context_iteration (NULL, TRUE);
}

static char *
make_result (guint       number,
             const char *title)
{
  g_autofree char *id = g_strdup_printf ("r%06u", number);
  g_autofree char *date = g_strdup_printf ("%04u-%02u-%02u", 2000 + number % 25,
                                           1 + number / 25 % 12, 1 + number / 300 % 28);

  return kit_result (id, NULL, date, title);
}

static KinBundle *
make_page (guint from)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                                           "\"entry\":[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KinBundle *bundle;

  for (guint i = 0; i < PER_PAGE; i++)
    {
      g_autofree char *resource = make_result (from + 2 * i, "Sodium");

      g_string_append_printf (text, "%s{\"resource\":%s}", i > 0 ? "," : "", resource);
    }
  g_string_append (text, "]}");

  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  bundle = kin_bundle_new (bytes, &error);
  g_assert_no_error (error);

  return bundle;
}

static void
fill (KinRecordStore *store,
      const char     *connection,
      guint           first)
{
  GAsyncResult *results[100000 / 2 / PER_PAGE] = { NULL };
  guint n_pages = n_rows / 2 / PER_PAGE;

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (KinBundle) bundle = make_page (first + 2 * i * PER_PAGE);
      gboolean last = i + 1 == n_pages;
      KinStep step = {
        .query = "Observation", .page = i + 1,
        .answer = last ? KIN_OUTCOME_ANSWERED : KIN_OUTCOME_RUNNING, .next = last ? NULL : "more",
      };

      kin_record_store_ingest_async (store, connection, bundle, &step, NULL, kit_ready,
                                     &results[i]);
    }

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GAsyncResult) done = kit_wait (&results[i]);
      g_autoptr (GError) error = NULL;

      kin_record_store_ingest_finish (store, done, NULL, &error);
      g_assert_no_error (error);
    }
}

static KinItemList *
make_list (KinRecordStore *store,
           KinSection      section,
           const char     *connection,
           int             year,
           gboolean        unread)
{
  g_autoptr (KinQuery) query = kin_query_new (section, connection, year,
                                               unread ? KIN_ITEM_UNREAD : 0);

  return kin_record_store_get_items (store, query);
}

static void
ingest_result (KinRecordStore *store,
               guint           number,
               const char     *title)
{
  g_autofree char *resource = make_result (number, title);

  kit_ingest_all (store, "Observation", resource, NULL);
}

/* A row may be late on a busy computer. */
static KinItem *
row_at (KinItemList *list,
        guint        position)
{
  while (TRUE)
    {
      KinItem *item = g_list_model_get_item (G_LIST_MODEL (list), position);

      if (!kin_item_is_empty (item))
        return item;

      g_object_unref (item);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Until nobody is told of a late row any more. */
static void
settle (KinItemList *list,
        guint        position)
{
  guint end = MIN (position + 40, g_list_model_get_n_items (G_LIST_MODEL (list)));

  for (guint i = position > 10 ? position - 10 : 0; i < end; i++)
    g_object_unref (row_at (list, i));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static guint
find_position (KinItemList *list,
               gint64       id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    if (kin_item_list_get_id (list, i) == id)
      return i;

  return G_MAXUINT;
}

/* The first screen is there at once, the rest follows, in the order of time. */
static void
check_first_screen_first (KinRecordStore *store)
{
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
  g_autofree char *last_key = NULL;
  Watch watch;

  /* It may be late on a busy computer. */
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    {
      g_object_unref (list);
      list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
    }

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 50);
  g_assert_false (kin_item_list_get_complete (list));
  watch_start (&watch, G_LIST_MODEL (list));
  wait_complete (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_rows);
  g_assert_cmpuint (watch.n_signals, ==, 1);
  g_assert_cmpuint (watch.last_position, ==, 50);
  watch_end (&watch);

  for (guint i = 0; i < n_rows; i += 997)
    {
      g_autoptr (KinItem) item = row_at (list, i);
      const char *key = kin_item_get_date_key (item);

      g_assert_true (last_key == NULL || g_strcmp0 (key, last_key) <= 0);
      g_free (last_key);
      last_key = g_strdup (key);
    }

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), n_rows));
}

/* A held item stays the same object; a changed row is a new one in its place. */
static void
check_change (KinRecordStore *store)
{
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
  g_autoptr (KinItem) changing = kit_find (store, "Observation", "r000500");
  g_autoptr (KinItem) before = NULL;
  g_autoptr (KinItem) after = NULL;
  g_autoptr (KinItem) neighbour = NULL;
  g_autoptr (KinItem) same = NULL;
  guint position;
  Watch watch;

  wait_complete (list);
  position = find_position (list, kin_item_get_id (changing));
  before = row_at (list, position);
  neighbour = row_at (list, position + 1);
  same = row_at (list, position);
  g_assert_true (same == before);
  settle (list, position);

  watch_start (&watch, G_LIST_MODEL (list));
  ingest_result (store, 500, "Sodium, corrected");
  wait_for_signals (&watch, 1);
  g_assert_cmpuint (watch.last_position, ==, position);
  g_assert_cmpuint (watch.last_removed, ==, 1);
  g_assert_cmpuint (watch.last_added, ==, 1);
  watch_end (&watch);

  after = row_at (list, position);
  g_assert_true (after != before);
  g_assert_cmpstr (kin_item_get_title (after), ==, "Sodium, corrected");
  g_assert_cmpstr (kin_item_get_title (before), ==, "Sodium");
  g_clear_object (&same);
  same = row_at (list, position + 1);
  g_assert_true (same == neighbour);
}

static void
check_insert_and_remove (KinRecordStore *store)
{
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
  g_autofree char *resource = kit_result ("extra", NULL, "2030-01-01", "Newest");
  g_autoptr (KinItem) top = NULL;
  Watch watch;

  wait_complete (list);
  watch_start (&watch, G_LIST_MODEL (list));

  kit_ingest_all (store, "Observation", resource, NULL);
  wait_for_signals (&watch, 1);
  g_assert_cmpuint (watch.last_position, ==, 0);
  g_assert_cmpuint (watch.last_removed, ==, 0);
  g_assert_cmpuint (watch.last_added, ==, 1);
  top = row_at (list, 0);
  g_assert_cmpstr (kin_item_get_title (top), ==, "Newest");
  g_assert_true (kin_item_get_unread (top));
  settle (list, 0);
  watch.n_signals = 0;

  kit_ingest_all (store, "Observation",
                  "{\"resourceType\":\"Observation\",\"id\":\"extra\","
                  "\"status\":\"entered-in-error\",\"code\":{\"text\":\"Newest\"}}", NULL);
  wait_for_signals (&watch, 1);
  g_assert_cmpuint (watch.last_position, ==, 0);
  g_assert_cmpuint (watch.last_removed, ==, 1);
  g_assert_cmpuint (watch.last_added, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_rows);
  watch_end (&watch);
}

/* Up to eight places are told one by one; more of them as one range. */
static void
check_runs (KinRecordStore *store)
{
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
  g_autoptr (GString) few = g_string_new (NULL);
  g_autofree char *a = make_result (1000, "Few");
  g_autofree char *b = make_result (2002, "Few");
  g_autofree char *c = make_result (3004, "Few");
  g_autofree char *page = kit_bundle (a, b, c, NULL);
  Watch watch;

  wait_complete (list);
  watch_start (&watch, G_LIST_MODEL (list));
  kit_ingest_all (store, "Observation", page, NULL);
  wait_for_signals (&watch, 3);

  g_string_append (few, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *resource = make_result (i * (n_rows / 90) * 2, "Many");

      g_string_append_printf (few, "%s{\"resource\":%s}", i > 0 ? "," : "", resource);
    }
  g_string_append (few, "]}");
  kit_ingest_all (store, "Observation", few->str, NULL);
  wait_for_signals (&watch, 4);
  g_assert_cmpuint (watch.n_signals, ==, 4);
  g_assert_cmpuint (watch.last_added, >, 40);
  g_assert_cmpuint (watch.last_added, ==, watch.last_removed);
  watch_end (&watch);
}

static void
check_filters (KinRecordStore *store)
{
  g_autoptr (KinItemList) of_clinic = make_list (store, KIN_SECTION_RESULTS, OTHER, 0, FALSE);
  g_autoptr (KinItemList) of_year = make_list (store, KIN_SECTION_RESULTS, NULL, 2007, FALSE);
  g_autoptr (KinItemList) unread = make_list (store, KIN_SECTION_RESULTS, NULL, 0, TRUE);
  g_autoptr (KinItemList) all = make_list (store, KIN_SECTION_NONE, NULL, 2007, FALSE);
  g_autoptr (KinItemList) none = make_list (store, KIN_SECTION_BILLS, NULL, 0, FALSE);
  g_autoptr (KinItemList) both = make_list (store, KIN_SECTION_RESULTS, OTHER, 2007, FALSE);
  g_autoptr (KinItem) item = NULL;
  guint n_unread;
  Watch watch;

  wait_complete (of_clinic);
  wait_complete (of_year);
  wait_complete (unread);
  wait_complete (all);
  wait_complete (none);
  wait_complete (both);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (of_clinic)), ==, n_rows / 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (of_year)), ==, n_rows / 25);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (all)), ==, n_rows / 25);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (both)), ==, n_rows / 50);
  item = row_at (of_clinic, 7);
  g_assert_cmpstr (kin_item_get_source (item), ==, OTHER);

  /* Being read takes an item off the list of unread ones, and off no other. */
  n_unread = g_list_model_get_n_items (G_LIST_MODEL (unread));
  g_assert_cmpuint (n_unread, >, 40);
  watch_start (&watch, G_LIST_MODEL (unread));
  kit_mark_read (store, kin_item_list_get_id (unread, 3));
  wait_for_signals (&watch, 1);
  g_assert_cmpuint (watch.last_position, ==, 3);
  g_assert_cmpuint (watch.last_removed, ==, 1);
  g_assert_cmpuint (watch.last_added, ==, 0);
  watch_end (&watch);
}

static void
test_large_list (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);

  g_assert_no_error (error);
  fill (store, KIT_CONNECTION, 0);
  fill (store, OTHER, 1);

  check_first_screen_first (store);
  check_change (store);
  check_insert_and_remove (store);
  check_runs (store);
  check_filters (store);
  kit_close_sound (store);
}

/* Lists grow while a sync goes on, and are right at the end. */
static void
test_grows (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_NONE, NULL, 0, FALSE);
  Watch watch;

  wait_complete (list);
  watch_start (&watch, G_LIST_MODEL (list));
  for (guint i = 0; i < 20; i++)
    ingest_result (store, 7 * i, "Sodium");

  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < 20)
    g_main_context_iteration (NULL, TRUE);
  watch_end (&watch);
  kit_close_sound (store);
}

/* A list outlives its store, with rows that are read no more. */
static void
test_closed_store (KitSet        *set,
                   gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (KinItemList) list = NULL;
  g_autoptr (KinItem) item = NULL;

  ingest_result (store, 1, "Sodium");
  list = make_list (store, KIN_SECTION_RESULTS, NULL, 0, FALSE);
  wait_complete (list);
  kit_close (store);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (item);
  g_assert_cmpstr (kin_item_get_title (item), ==, "");
}

static char *
ids_of_portion (KinRecordStore *store,
                int             year,
                guint           offset,
                guint           limit)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_NONE, NULL, year, 0);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GAsyncResult *result = NULL;

  kin_record_store_list_async (store, query, offset, limit, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_list_finish (store, done, NULL);
  g_assert_nonnull (items);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s ", kin_item_get_title (g_ptr_array_index (items, i)));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define CONDITION(id, date) \
  "{\"resourceType\":\"Condition\",\"id\":\"" id "\",\"code\":{\"text\":\"" id "\"}" date "}"

/* Everything is one list, whatever section it is in, and a portion of it is what
 * stands there in the whole. What has no date comes last. */
static void
test_everything (KitSet        *set,
                 gconstpointer  unused)
{
  static const struct { int year; guint offset; guint limit; const char *expected; } table[] = {
    { 0, 0, 0, "c4 r3 c2 r2 r1 c0 " },
    { 0, 0, 2, "c4 r3 " },
    { 0, 1, 3, "r3 c2 r2 " },
    { 0, 4, 5, "r1 c0 " },
    { 0, 6, 5, "" },
    { 2022, 0, 0, "c2 r2 " },
    { 2022, 1, 1, "r2 " },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  static const char * const results[] = { "r1", "r2", "r3" };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *date = g_strdup_printf ("202%u-01-01", i + 1);
      g_autofree char *resource = kit_result (results[i], NULL, date, results[i]);

      kit_ingest_all (store, results[i], resource, NULL);
    }
  kit_ingest_all (store, "c0", CONDITION ("c0", ""), NULL);
  kit_ingest_all (store, "c2", CONDITION ("c2", ",\"onsetDateTime\":\"2022-05\""), NULL);
  kit_ingest_all (store, "c4", CONDITION ("c4", ",\"onsetDateTime\":\"2024\""), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *ids = ids_of_portion (store, table[i].year, table[i].offset, table[i].limit);

      g_assert_cmpstr (ids, ==, table[i].expected);
    }
  kit_close_sound (store);
}

/* The dates of a list, and the years that are offered of it: those of the text, newest first. */
static void
test_years (KitSet        *set,
            gconstpointer  unused)
{
  static const char * const dates[] = {
    "2019-02", "2024-05-03", "2023-12-31T23:59:00-05:00", "2024", "2024-05-03", "1999-12-31",
  };
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinItemList) list = make_list (store, KIN_SECTION_CONDITIONS, NULL, 0, FALSE);
  g_autoptr (GString) words = g_string_new (NULL);
  Watch watch;
  GArray *years;

  wait_complete (list);
  g_assert_cmpuint (kin_item_list_get_years (list)->len, ==, 0);

  watch_start (&watch, G_LIST_MODEL (list));
  kit_ingest_all (store, "Condition", CONDITION ("none", ""), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *resource
        = g_strdup_printf ("{\"resourceType\":\"Condition\",\"id\":\"c%u\",\"code\":"
                           "{\"text\":\"Gout\"},\"onsetDateTime\":\"%s\"}", i, dates[i]);

      kit_ingest_all (store, "Condition", resource, NULL);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) <= G_N_ELEMENTS (dates))
    g_main_context_iteration (NULL, TRUE);
  watch_end (&watch);

  years = kin_item_list_get_years (list);
  for (guint i = 0; i < years->len; i++)
    g_string_append_printf (words, "%d ", g_array_index (years, int, i));
  g_assert_cmpstr (words->str, ==, "2024 2023 2019 1999 ");
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/item-list/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_getenv ("KIN_TEST_ROWS") != NULL)
    n_rows = (guint) CLAMP (g_ascii_strtoull (g_getenv ("KIN_TEST_ROWS"), NULL, 10), 5000, n_rows);

  ADD ("grows", test_grows);
  ADD ("everything", test_everything);
  ADD ("years", test_years);
  ADD ("closed-store", test_closed_store);
  ADD ("large-list", test_large_list);

  return g_test_run ();
}
