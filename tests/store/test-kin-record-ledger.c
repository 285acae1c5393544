/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-ledger"

#include "config.h"

#include "kin-store-kit.h"

#define FIRST "2024-01-01T00:00:00Z"
#define LATER "2024-06-01T00:00:00Z"
#define AT_TEN "2026-11-25T10:00:00Z"
#define AT_NOON "2026-11-25T12:00:00Z"

static KinRecordStore *
reopen (KitSet       *set,
        KinStoreMode  mode)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, mode, &error);

  g_assert_no_error (error);

  return store;
}

/* One result, or none, as the whole answer to a question. */
static void
answer (KinRecordStore *store,
        const char     *title,
        gboolean        full,
        const char     *server_time)
{
  g_autofree char *resource = kit_result ("r1", g_str_equal (title, "") ? FIRST : LATER,
                                          "2023-05-05", title);
  g_autofree char *page = kit_bundle (g_str_equal (title, "") ? NULL : resource, NULL);
  g_autoptr (GError) error = NULL;
  KinStep step = {
    .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED, .full = full,
    .server_time = server_time, .unsettles = "References",
  };

  kit_ingest (store, KIT_CONNECTION, page, &step, NULL, &error);
  g_assert_no_error (error);
}

static void
note (KinRecordStore *store,
      const char     *query,
      KinOutcome      outcome,
      const char     *reason)
{
  g_autoptr (GError) error = NULL;
  KinStep step = { .query = query, .answer = outcome, .reason = reason };

  kit_ingest (store, KIT_CONNECTION, NULL, &step, NULL, &error);
  g_assert_no_error (error);
}

static KinLedgerEntry *
line_of (KinRecordStore *store,
         const char     *query)
{
  g_autoptr (GPtrArray) lines = kit_ledger (store);

  for (guint i = 0; i < lines->len; i++)
    {
      const KinLedgerEntry *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->query, query))
        return kin_ledger_entry_copy (line);
    }

  return NULL;
}

/* Asked again, and nothing is new: not one byte of the record's files is. */
static void
test_nothing_new (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = reopen (set, KIN_STORE_CREATE);
  g_autoptr (KinLedgerEntry) line = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  answer (store, "Potassium", TRUE, AT_TEN);
  note (store, "References", KIN_OUTCOME_ANSWERED, NULL);
  note (store, "Coverage", KIN_OUTCOME_SKIPPED, "not shared with this app");
  note (store, "Claim", KIN_OUTCOME_REFUSED, "the portal refused");
  kit_close_sound (store);
  g_clear_object (&store);
  before = kit_fingerprint (set);

  store = reopen (set, KIN_STORE_OPEN);
  answer (store, "", FALSE, AT_NOON);
  answer (store, "Potassium", FALSE, AT_NOON);
  note (store, "References", KIN_OUTCOME_ANSWERED, NULL);
  note (store, "Coverage", KIN_OUTCOME_SKIPPED, "not shared with this app");
  note (store, "Claim", KIN_OUTCOME_REFUSED, "the portal refused");
  line = line_of (store, "Observation");
  g_assert_cmpstr (line->since, ==, AT_TEN);
  kit_close_sound (store);
  after = kit_fingerprint (set);
  g_assert_cmpstr (before, ==, after);
}

/* What did come, or that all was asked for, or that something went otherwise, is noted. */
static void
test_news_is_noted (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = reopen (set, KIN_STORE_CREATE);
  g_autoptr (KinLedgerEntry) changed = NULL;
  g_autoptr (KinLedgerEntry) whole = NULL;
  g_autoptr (KinLedgerEntry) failed = NULL;

  answer (store, "Potassium", TRUE, AT_TEN);
  answer (store, "Potassium, corrected", FALSE, AT_NOON);
  changed = line_of (store, "Observation");
  g_assert_cmpstr (changed->since, ==, AT_NOON);
  g_assert_cmpstr (changed->full_since, ==, AT_TEN);

  answer (store, "Potassium, corrected", TRUE, AT_NOON);
  whole = line_of (store, "Observation");
  g_assert_cmpstr (whole->full_since, ==, AT_NOON);

  note (store, "Observation", KIN_OUTCOME_FAILED, "the portal has trouble");
  failed = line_of (store, "Observation");
  g_assert_cmpint (failed->answer, ==, KIN_OUTCOME_FAILED);
  g_assert_cmpstr (failed->since, ==, AT_NOON);
  kit_close_sound (store);
}

/* What is new may point at something: that is known before anything else can happen. */
static void
test_news_leave_a_question_open (KitSet        *set,
                                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = reopen (set, KIN_STORE_CREATE);
  g_autoptr (KinLedgerEntry) open = NULL;
  g_autoptr (KinLedgerEntry) closed = NULL;

  answer (store, "Potassium", TRUE, AT_TEN);
  open = line_of (store, "References");
  g_assert_nonnull (open);
  g_assert_cmpint (open->answer, ==, KIN_OUTCOME_RUNNING);

  note (store, "References", KIN_OUTCOME_ANSWERED, NULL);
  answer (store, "Potassium", TRUE, AT_NOON);
  closed = line_of (store, "References");
  g_assert_cmpint (closed->answer, ==, KIN_OUTCOME_ANSWERED);
  kit_close_sound (store);
}

/* Who says so, and later than the entry: that came along, and is no entry that was asked for. */
static void
test_what_came_along (KitSet        *set,
                      gconstpointer  unused)
{
  static const char page[]
    = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
      "{\"search\":{\"mode\":\"match\"},\"resource\":{\"resourceType\":\"AllergyIntolerance\","
      "\"id\":\"a\",\"patient\":{\"reference\":\"Patient/p\"},\"recordedDate\":\"2020-01-02\"}},"
      "{\"search\":{\"mode\":\"include\"},\"resource\":{\"resourceType\":\"Provenance\","
      "\"id\":\"s\",\"target\":[{\"reference\":\"AllergyIntolerance/a\"}],"
      "\"recorded\":\"2024-05-06T07:08:09Z\"}}]}";
  g_autoptr (KinRecordStore) store = reopen (set, KIN_STORE_CREATE);
  g_autoptr (KinLedgerEntry) line = NULL;
  g_autoptr (GError) error = NULL;
  KinIngestCounts counts = { 0 };
  KinStep step = { .query = "AllergyIntolerance", .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  kit_ingest (store, KIT_CONNECTION, page, &step, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.stored, ==, 2);

  line = line_of (store, "AllergyIntolerance");
  g_assert_cmpuint (line->resources, ==, 2);
  g_assert_cmpuint (line->stored, ==, 1);
  g_assert_true (g_str_has_prefix (line->newest, "20200102"));
  kit_close_sound (store);
}

/* What was asked is forgotten for one connection; what came is here. */
static void
test_forgotten (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = reopen (set, KIN_STORE_CREATE);
  g_autoptr (KinLedgerEntry) line = NULL;

  answer (store, "Potassium", TRUE, AT_TEN);
  kit_forget_ledger (store, "another-connection");
  g_clear_pointer (&line, kin_ledger_entry_free);
  line = line_of (store, "Observation");
  g_assert_nonnull (line);

  kit_forget_ledger (store, KIT_CONNECTION);
  g_assert_null (line_of (store, "Observation"));
  g_assert_cmpint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  answer (store, "Potassium", TRUE, AT_NOON);
  g_assert_cmpint (kit_count (store, KIN_N_SECTIONS, NULL), ==, 1);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/ledger/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing-new", test_nothing_new);
  ADD ("news-is-noted", test_news_is_noted);
  ADD ("what-came-along", test_what_came_along);
  ADD ("forgotten", test_forgotten);
  ADD ("news-leave-a-question-open", test_news_leave_a_question_open);

  return g_test_run ();
}
