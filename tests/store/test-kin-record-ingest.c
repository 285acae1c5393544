/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-ingest"

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

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

static char *
page_of (const char *id,
         const char *updated,
         const char *title)
{
  g_autofree char *resource = kit_result (id, updated, DAY, title);

  return kit_bundle (resource, NULL);
}

static void
ingest_one (KinRecordStore  *store,
            const char      *updated,
            const char      *title,
            KinIngestCounts *counts)
{
  g_autofree char *page = page_of ("r1", updated, title);

  kit_ingest_all (store, "Observation", page, counts);
}

static void
test_same_bytes (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  KinIngestCounts counts = { 0 };

  ingest_one (store, FIRST, "Potassium", &counts);
  g_assert_cmpuint (counts.stored, ==, 1);
  ingest_one (store, FIRST, "Potassium", &counts);
  g_assert_cmpuint (counts.stored, ==, 0);
  g_assert_cmpuint (counts.unchanged, ==, 1);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  kit_close_sound (store);
}

/* A clinic sends the same under a new version: nothing new was said. */
static void
test_same_meaning (KitSet        *set,
                   gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *expected = kit_result ("r1", LATER, DAY, "Potassium");
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  KinIngestCounts counts = { 0 };
  GBytes *bytes;

  ingest_one (store, FIRST, "Potassium", &counts);
  ingest_one (store, LATER, "Potassium", &counts);
  g_assert_cmpuint (counts.stored, ==, 1);

  item = kit_find (store, "Observation", "r1");
  bytes = kin_json_get_bytes (kin_item_get_json (item));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen (expected));
  g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), expected, strlen (expected)) == 0);

  versions = kit_history (store, kin_item_get_id (item));
  g_assert_cmpuint (versions->len, ==, 0);
  kit_close_sound (store);
}

static void
test_new_meaning (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinItem) before = NULL;
  g_autoptr (KinItem) after = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) found = NULL;
  KinItemVersion *version;

  ingest_one (store, FIRST, "Potassium", NULL);
  before = kit_find (store, "Observation", "r1");
  ingest_one (store, LATER, "Potassium, corrected", NULL);
  after = kit_find (store, "Observation", "r1");

  /* The same item, and what it said before is still there. */
  g_assert_cmpint (kin_item_get_id (before), ==, kin_item_get_id (after));
  g_assert_cmpstr (kin_item_get_title (after), ==, "Potassium, corrected");
  versions = kit_history (store, kin_item_get_id (after));
  g_assert_cmpuint (versions->len, ==, 1);
  version = g_ptr_array_index (versions, 0);
  g_assert_cmpstr (kin_item_get_title (version->item), ==, "Potassium");
  g_assert_nonnull (kin_item_get_json (version->item));
  g_assert_nonnull (version->replaced);

  /* The index follows. */
  found = kit_search (store, "corrected");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 1);
  kit_close_sound (store);
}

/* Some servers repeat an item on a later page, as it was earlier. */
static void
test_older_is_left (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinItem) item = NULL;
  KinIngestCounts counts = { 0 };

  ingest_one (store, LATER, "Corrected", NULL);
  ingest_one (store, FIRST, "Wrong", &counts);
  g_assert_cmpuint (counts.unchanged, ==, 1);
  item = kit_find (store, "Observation", "r1");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Corrected");
  kit_close_sound (store);
}

static void
test_duplicates (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *older = kit_result ("r1", FIRST, DAY, "Wrong");
  g_autofree char *newer = kit_result ("r1", LATER, DAY, "Right");
  g_autofree char *page = kit_bundle (newer, older, newer, NULL);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GError) error = NULL;
  KinIngestCounts counts = { 0 };
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  kit_ingest_all (store, "Observation", page, &counts);
  g_assert_cmpuint (counts.resources, ==, 3);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  item = kit_find (store, "Observation", "r1");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Right");

  /* The same id at another clinic is another item. */
  kit_ingest (store, "connection-2", page, &step, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 2);
  kit_close_sound (store);
}

static KinLedgerEntry *
first_line (GPtrArray *lines)
{
  g_assert_cmpuint (lines->len, ==, 1);

  return g_ptr_array_index (lines, 0);
}

static void
test_cursor_goes_with_its_page (KitSet        *set,
                                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *one = page_of ("r1", NULL, "One");
  g_autofree char *two = page_of ("r2", NULL, "Two");
  g_autofree char *three = page_of ("r3", NULL, "Three");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) end = NULL;
  g_autoptr (GError) error = NULL;
  KinStep step = {
    .query = "Observation", .page = 1, .answer = KIN_OUTCOME_RUNNING, .next = "page-2",
    .server_time = "Wed, 25 Nov 2026 10:00:00 GMT", .full = TRUE,
  };
  KinLedgerEntry *line;

  kit_ingest (store, KIT_CONNECTION, one, &step, NULL, &error);
  g_assert_no_error (error);
  kit_close (store);
  g_clear_object (&store);

  /* Another process goes on where the ledger says. */
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  lines = kit_ledger (store);
  line = first_line (lines);
  g_assert_cmpstr (line->next, ==, "page-2");
  g_assert_cmpuint (line->pages, ==, 1);
  g_assert_cmpint (line->answer, ==, KIN_OUTCOME_RUNNING);
  g_assert_null (line->since);

  /* A page that does not follow is not taken, nor is its cursor. */
  step.page = 3;
  step.next = "page-4";
  g_assert_false (kit_ingest (store, KIT_CONNECTION, three, &step, NULL, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER);
  g_clear_error (&error);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);

  step.page = 2;
  step.next = NULL;
  step.answer = KIN_OUTCOME_ANSWERED;
  kit_ingest (store, KIT_CONNECTION, two, &step, NULL, &error);
  g_assert_no_error (error);
  end = kit_ledger (store);
  line = first_line (end);
  g_assert_cmpuint (line->pages, ==, 2);
  g_assert_cmpuint (line->resources, ==, 2);
  g_assert_null (line->next);
  g_assert_cmpstr (line->since, ==, "Wed, 25 Nov 2026 10:00:00 GMT");
  g_assert_cmpstr (line->full_since, ==, line->since);
  g_assert_true (g_str_has_prefix (line->oldest, "20230505"));
  kit_close_sound (store);
}

/* The disk is full in the middle: neither page nor cursor, and the pages behind
 * it, already on their way, do not jump over it. */
static void
test_full_disk (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (GString) long_title = g_string_new (NULL);
  g_autofree char *big = NULL;
  g_autofree char *small = page_of ("r2", NULL, "Two");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_RUNNING, .next = "2" };

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (long_title, "%x", i * 2654435761U);
  big = page_of ("r1", NULL, long_title->str);

  signal (SIGXFSZ, SIG_IGN);
  kit_limit_files (300 * 1024);
  g_assert_false (kit_ingest (store, KIT_CONNECTION, big, &step, NULL, &error));
  g_assert_true (error->domain == KIN_STORE_ERROR);
  g_assert_true (error->code == KIN_STORE_ERROR_NO_SPACE || error->code == KIN_STORE_ERROR_IO);
  g_clear_error (&error);

  kit_limit_files (RLIM_INFINITY);
  step.page = 2;
  step.next = "3";
  g_assert_false (kit_ingest (store, KIT_CONNECTION, small, &step, NULL, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER);
  g_clear_error (&error);

  lines = kit_ledger (store);
  g_assert_cmpuint (lines->len, ==, 0);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 0);

  /* With room again it simply goes on. */
  step.page = 1;
  step.next = "2";
  kit_ingest (store, KIT_CONNECTION, big, &step, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  kit_close_sound (store);
}

static void
on_changed (KinRecordStore *store,
            KinChanges     *changes,
            GArray         *sizes)
{
  gsize n_ids;
  guint size;

  kin_changes_get_ids (changes, KIN_SECTION_RESULTS, &n_ids);
  size = (guint) n_ids;
  g_array_append_val (sizes, size);
}

static KinBundle *
big_page (guint number,
          guint n_resources)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                                           "\"entry\":[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KinBundle *bundle;

  for (guint i = 0; i < n_resources; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u-%u", number, i);
      g_autofree char *resource = kit_result (id, NULL, DAY, "Sodium");

      g_string_append_printf (text, "%s{\"resource\":%s}", i > 0 ? "," : "", resource);
    }
  g_string_append (text, "]}");

  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  bundle = kin_bundle_new (bytes, &error);
  g_assert_no_error (error);

  return bundle;
}

/* 48 pages of 250: a transaction ends at 5,000 resources, or at 10,000 while pages wait. */
static void
test_pages_share_a_transaction (KitSet        *set,
                                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  GAsyncResult *results[48] = { NULL };
  guint total = 0;

  g_signal_connect (store, "changed", G_CALLBACK (on_changed), sizes);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (KinBundle) bundle = big_page (i, 250);
      gboolean last = i + 1 == G_N_ELEMENTS (results);
      KinStep step = {
        .query = "Observation", .page = i + 1,
        .answer = last ? KIN_OUTCOME_ANSWERED : KIN_OUTCOME_RUNNING, .next = last ? NULL : "more",
      };

      kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, NULL, kit_ready,
                                     &results[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) done = kit_wait (&results[i]);
      g_autoptr (GError) error = NULL;

      kin_record_store_ingest_finish (store, done, NULL, &error);
      g_assert_no_error (error);
      /* By the time a page is reported, its signal has been sent. */
      g_assert_cmpuint (sizes->len, >=, 1);
    }

  for (guint i = 0; i < sizes->len; i++)
    {
      total += g_array_index (sizes, guint, i);
      g_assert_cmpuint (g_array_index (sizes, guint, i), <=, 10000 + 250);
    }
  g_assert_cmpuint (sizes->len, >=, 2);
  g_assert_cmpuint (total, ==, 12000);
  /* A slow machine may be over the half second now and then, never per page. */
  g_assert_cmpuint (sizes->len, <, G_N_ELEMENTS (results) / 2);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 12000);
  kit_close_sound (store);
}

static gint64
get_file_size (KitSet *set)
{
  g_autofree char *path = kit_path (set, "record.db");
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);

  return status.st_size;
}

/* Nobody waits for the log to go into the file, neither during a sync nor at the end of the
 * app: it does when the worker has nothing else to do. */
static void
test_log_goes_into_the_file (KitSet        *set,
                             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinBundle) bundle = big_page (1, 250);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  GAsyncResult *result = NULL;
  gint64 before = get_file_size (set);

  kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_ingest_finish (store, done, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 60000 && get_file_size (set) == before; i++)
    g_usleep (1000);
  g_assert_cmpint (get_file_size (set), >, before);
  kit_close_sound (store);
}

static void
hand_over (KinRecordStore  *store,
           KinBundle       *bundle,
           guint            number,
           GCancellable    *cancellable,
           GAsyncResult   **result)
{
  KinStep step = {
    .query = "Observation", .page = number, .answer = KIN_OUTCOME_RUNNING, .next = "more",
  };

  kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, cancellable, kit_ready,
                                 result);
}

/* The page behind the one that is written is read already: if it is given up,
 * nothing of it is in, and it may come again. */
static void
test_page_is_cancelled (KitSet        *set,
                        gconstpointer  unused)
{
  static const int expected[] = { 0, -1, KIN_STORE_ERROR_OUT_OF_ORDER };
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_bundle_unref);
  GAsyncResult *results[3] = { NULL };

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (pages, big_page (i + 1, 250));

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 3; i++)
    hand_over (store, g_ptr_array_index (pages, i), i + 1, i == 1 ? cancellable : NULL,
               &results[i]);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) done = kit_wait (&results[i]);
      g_autoptr (GError) error = NULL;

      kin_record_store_ingest_finish (store, done, NULL, &error);
      if (expected[i] == 0)
        g_assert_no_error (error);
      else if (expected[i] < 0)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_error (error, KIN_STORE_ERROR, expected[i]);
    }

  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 250);
  for (guint i = 1; i < 3; i++)
    hand_over (store, g_ptr_array_index (pages, i), i + 1, NULL, &results[i]);
  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (GAsyncResult) done = kit_wait (&results[i]);

      g_assert_true (kin_record_store_ingest_finish (store, done, NULL, NULL));
    }

  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 750);
  kit_close_sound (store);
}

static gboolean
ingest_page (KinRecordStore *store,
             guint           number,
             KinOutcome      answer)
{
  g_autoptr (KinBundle) bundle = big_page (number, 250);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = answer };

  kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, NULL, kit_ready, &result);
  done = kit_wait (&result);

  return kin_record_store_ingest_finish (store, done, NULL, NULL);
}

/* What is read ahead because a first answer came before it is a later answer all the same. */
static void
test_unread_when_read_ahead (KitSet        *set,
                             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  guint64 unread = 99;

  g_assert_true (ingest_page (store, 1, KIN_OUTCOME_ANSWERED));
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 0);
  g_assert_true (ingest_page (store, 2, KIN_OUTCOME_ANSWERED));
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 250);
  kit_close_sound (store);
}

/* A page is what teaches the record to pack, and its transaction is given up: what is packed
 * from then on can be read, now and by another process. */
static void
test_packed_after_full_disk (KitSet        *set,
                             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (KinItem) again = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  kit_limit_files (64 * 1024);
  g_assert_false (ingest_page (store, 1, KIN_OUTCOME_ANSWERED));
  kit_limit_files (RLIM_INFINITY);
  g_assert_true (ingest_page (store, 1, KIN_OUTCOME_ANSWERED));
  item = kit_find (store, "Observation", "p1-249");
  g_assert_nonnull (kin_item_get_json (item));
  kit_close_sound (store);
  g_clear_object (&store);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  again = kit_find (store, "Observation", "p1-249");
  g_assert_nonnull (kin_item_get_json (again));
  kit_close_sound (store);
}

/* A page without its last one behind it is kept all the same, after a while. */
static void
test_page_does_not_wait_for_ever (KitSet        *set,
                                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *page = page_of ("r1", NULL, "One");
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_RUNNING, .next = "2" };

  kit_ingest (store, KIT_CONNECTION, page, &step, NULL, &error);
  g_assert_no_error (error);
  kit_close_sound (store);
}

/* Closing keeps the whole pages that are in. */
static void
test_close_keeps_pages (KitSet        *set,
                        gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinBundle) bundle = big_page (1, 10);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_RUNNING, .next = "2" };

  kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, NULL, kit_ready, &result);
  kit_close (store);
  done = kit_wait (&result);
  kin_record_store_ingest_finish (store, done, NULL, &error);
  g_assert_no_error (error);

  kin_record_store_ingest_async (store, KIT_CONNECTION, bundle, &step, NULL, kit_ready, &result);
  refused = kit_wait (&result);
  g_assert_false (kin_record_store_ingest_finish (store, refused, NULL, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_clear_object (&store);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 10);
  kit_close_sound (store);
}

/* One bad resource does not stop the others, and is not lost (J-08). */
static void
test_bad_resource_is_set_aside (KitSet        *set,
                                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *good = kit_result ("r1", NULL, DAY, "Good");
  g_autofree char *page = kit_bundle (good, "{\"id\":\"no-type\"}", NULL);
  g_autoptr (GPtrArray) lines = NULL;
  KinIngestCounts counts = { 0 };

  kit_ingest_all (store, "Observation", page, &counts);
  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (counts.stored, ==, 1);
  g_assert_cmpuint (counts.quarantined, ==, 1);
  lines = kit_ledger (store);
  g_assert_cmpuint (first_line (lines)->quarantined, ==, 1);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  kit_close_sound (store);
}

static void
test_withdrawn (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (KinItem) item = NULL;

  ingest_one (store, FIRST, "Potassium", NULL);
  kit_ingest_all (store, "Observation",
                  "{\"resourceType\":\"Observation\",\"id\":\"r1\",\"status\":\"entered-in-error\","
                  "\"code\":{\"text\":\"Potassium\"}}", NULL);

  items = kit_list (store, KIN_SECTION_RESULTS);
  g_assert_cmpuint (items->len, ==, 0);
  found = kit_search (store, "potassium");
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 0);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  item = kit_find (store, "Observation", "r1");
  versions = kit_history (store, kin_item_get_id (item));
  g_assert_cmpuint (versions->len, ==, 1);
  kit_close_sound (store);
}

/* What a first answer brings is not "new"; what comes later is, until it is seen. */
static void
test_unread (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *second = page_of ("r2", NULL, "Second");
  g_autofree char *again = page_of ("r1", LATER, "First, corrected twice");
  g_autofree char *seen_again = page_of ("r2", NULL, "Second, corrected");
  g_autoptr (KinItem) item = NULL;
  g_autoptr (KinItem) seen = NULL;
  guint64 unread = 99;

  ingest_one (store, FIRST, "First", NULL);
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 0);

  kit_ingest_all (store, "Observation", second, NULL);
  ingest_one (store, LATER, "First, corrected", NULL);
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 2);

  item = kit_find (store, "Observation", "r2");
  g_assert_true (kin_item_get_unread (item));
  kit_mark_read (store, kin_item_get_id (item));
  kit_mark_read (store, kin_item_get_id (item));
  seen = kit_find (store, "Observation", "r2");
  g_assert_false (kin_item_get_unread (seen));
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 1);

  /* Another question, asked for the first time, corrects both: the one that was opened is not
   * new, and the other one still is. */
  kit_ingest_all (store, "Observation?first", again, NULL);
  kit_ingest_all (store, "Observation?second", seen_again, NULL);
  kit_count (store, KIN_SECTION_RESULTS, &unread);
  g_assert_cmpuint (unread, ==, 1);
  kit_close_sound (store);
}

#define PRESCRIPTION \
  "{\"resourceType\":\"MedicationRequest\",\"id\":\"m1\",\"status\":\"active\"," \
  "\"intent\":\"order\",\"medicationReference\":{\"reference\":\"Medication/7\"}}"
#define MEDICINE "{\"resourceType\":\"Medication\",\"id\":\"7\",\"code\":{\"text\":\"Metformin\"}}"

/* A prescription that only points at its medicine gets the name, whichever of
 * the two comes first. */
static void
test_named_by_another (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (KinItem) other = NULL;
  g_autoptr (GPtrArray) found = NULL;

  kit_ingest_all (store, "MedicationRequest", PRESCRIPTION, NULL);
  kit_ingest_all (store, "Medication", MEDICINE, NULL);
  item = kit_find (store, "MedicationRequest", "m1");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Metformin");
  found = kit_search (store, "metf");
  g_assert_cmpuint (found->len, ==, 1);

  kit_ingest_all (store, "MedicationRequest",
                  "{\"resourceType\":\"MedicationRequest\",\"id\":\"m2\",\"status\":\"active\","
                  "\"intent\":\"order\",\"medicationReference\":{\"reference\":\"Medication/7\"}}",
                  NULL);
  other = kit_find (store, "MedicationRequest", "m2");
  g_assert_cmpstr (kin_item_get_title (other), ==, "Metformin");
  kit_close_sound (store);
}

static void
test_refusal_has_a_line (KitSet        *set,
                         gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = "Coverage", .answer = KIN_OUTCOME_REFUSED, .reason = "no scope" };

  kit_ingest (store, KIT_CONNECTION, NULL, &step, NULL, &error);
  g_assert_no_error (error);
  lines = kit_ledger (store);
  g_assert_cmpint (first_line (lines)->answer, ==, KIN_OUTCOME_REFUSED);
  g_assert_cmpstr (first_line (lines)->reason, ==, "no scope");
  g_assert_cmpuint (first_line (lines)->rounds, ==, 0);
  kit_close_sound (store);
}

static void
test_erase (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = create (set);
  g_autofree char *page = page_of ("r1", NULL, "Here to stay");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  ingest_one (store, FIRST, "To go", NULL);
  ingest_one (store, LATER, "To go, too", NULL);
  kit_ingest (store, "connection-2", page, &step, NULL, &error);
  g_assert_no_error (error);

  kit_erase (store, KIT_CONNECTION);
  items = kit_list (store, KIN_SECTION_RESULTS);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (kin_item_get_source (g_ptr_array_index (items, 0)), ==, "connection-2");
  found = kit_search (store, "to");
  g_assert_cmpuint (found->len, ==, 1);
  lines = kit_ledger (store);
  g_assert_cmpuint (lines->len, ==, 0);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);

  /* The connection may start anew. */
  ingest_one (store, FIRST, "Again", NULL);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 2);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/ingest/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("same-bytes", test_same_bytes);
  ADD ("same-meaning", test_same_meaning);
  ADD ("new-meaning", test_new_meaning);
  ADD ("older-is-left", test_older_is_left);
  ADD ("duplicates", test_duplicates);
  ADD ("cursor-goes-with-its-page", test_cursor_goes_with_its_page);
  ADD ("full-disk", test_full_disk);
  ADD ("pages-share-a-transaction", test_pages_share_a_transaction);
  ADD ("log-goes-into-the-file", test_log_goes_into_the_file);
  ADD ("page-is-cancelled", test_page_is_cancelled);
  ADD ("unread-when-read-ahead", test_unread_when_read_ahead);
  ADD ("packed-after-full-disk", test_packed_after_full_disk);
  ADD ("page-does-not-wait-for-ever", test_page_does_not_wait_for_ever);
  ADD ("close-keeps-pages", test_close_keeps_pages);
  ADD ("bad-resource-is-set-aside", test_bad_resource_is_set_aside);
  ADD ("withdrawn", test_withdrawn);
  ADD ("unread", test_unread);
  ADD ("named-by-another", test_named_by_another);
  ADD ("refusal-has-a-line", test_refusal_has_a_line);
  ADD ("erase", test_erase);

  return g_test_run ();
}
