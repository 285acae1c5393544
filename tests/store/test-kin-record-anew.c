/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-anew"

#include "config.h"

#include "kin-database-private.h"
#include "kin-store-kit.h"

/* After an update: what lists show of what is here already is read by the new rules. */

#define FIRST "2024-01-01T00:00:00Z"
#define DAY "2023-05-05"
#define MANY 600
#define RXNORM "http://www.nlm.nih.gov/research/umls/rxnorm"
#define CODING(code) \
  "\"coding\":[{\"system\":\"" RXNORM "\",\"code\":\"" code "\"}]"
#define PRESCRIPTION                                                                 \
  "{\"resourceType\":\"MedicationRequest\",\"id\":\"m1\",\"status\":\"active\","       \
  "\"intent\":\"order\",\"medicationReference\":{\"reference\":\"urn:uuid:medicine\"}}"
#define MEDICINE \
  "{\"resourceType\":\"Medication\",\"id\":\"7\",\"code\":{\"text\":\"Metformin\"," \
  CODING ("860975") "}}"
#define CORRECTED \
  "{\"resourceType\":\"Medication\",\"id\":\"7\",\"code\":{\"text\":\"Metformin\"," \
  CODING ("861007") "}}"
/* Has no id but that of its address, as in a summary that a clinic generates */
#define NAMELESS \
  "{\"resourceType\":\"Medication\",\"code\":{\"text\":\"Metformin\"," CODING ("860975") "}}"
#define BESIDE(medicine)                                                             \
  "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["                    \
  "{\"fullUrl\":\"urn:uuid:prescription\",\"resource\":" PRESCRIPTION "},"            \
  "{\"fullUrl\":\"urn:uuid:medicine\",\"resource\":" medicine "}]}"

/* As a Kinchart that knew less would have left it. */
#define OLDER_RULES                                                                  \
  "UPDATE reading SET version = 0, after = 0;"                                       \
  "UPDATE counts SET section = 15 WHERE section = 1;"                                \
  "UPDATE resource SET section = 15, title = 'Test', date = NULL, date_key = NULL"   \
  " WHERE type = 'Observation';"                                                     \
  "UPDATE search SET title = 'test', words = ''"                                     \
  " WHERE docid IN (SELECT -rid FROM resource WHERE type = 'Observation')"

static const KinFileKind kind = { "record.db", "record", TRUE };

/* Does something to the file of a store that is closed. */
static void
change (KitSet     *set,
        const char *sql)
{
  g_autoptr (GError) error = NULL;
  KinDatabase *database;

  database = kin_database_open (&kind, set->folder, kind.name, KIN_DATABASE_WRITER, set->key,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (kin_database_get_handle (database), sql, NULL, NULL, NULL), ==,
                   SQLITE_OK);
  kin_database_close (database);
}

static void
ingest_result (KinRecordStore *store,
               const char     *query,
               const char     *id,
               const char     *title)
{
  g_autofree char *resource = kit_result (id, FIRST, DAY, title);
  g_autofree char *page = kit_bundle (resource, NULL);

  kit_ingest_all (store, query, page, NULL);
}

static void
read_anew (KinRecordStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (KIT_ASK (kin_record_store_read_anew, store, &error, NULL));
  g_assert_no_error (error);
}

/* Reopens what was left by older rules, in which all of it is still there. */
static KinRecordStore *
reopen_as_left (KitSet         *set,
                KinRecordStore *store,
                const char     *sql)
{
  kit_close (store);
  g_object_unref (store);
  change (set, sql);

  return kit_open_fine (set, KIN_STORE_OPEN);
}

static void
assert_section (KinRecordStore *store,
                KinSection      section,
                guint           n_items,
                guint64         n_unread)
{
  g_autoptr (GPtrArray) items = kit_list (store, section);
  guint64 unread = 0;

  g_assert_cmpuint (items->len, ==, n_items);
  g_assert_cmpuint (kit_count (store, section, &unread), ==, n_items);
  g_assert_cmpuint (unread, ==, n_unread);
}

static void
assert_found (KinRecordStore *store,
              const char     *words,
              guint           n_hits)
{
  g_autoptr (GPtrArray) hits = kit_search (store, words);

  g_assert_cmpuint (hits->len, ==, n_hits);
}

static void
test_as_if_it_came_today (KitSet        *set,
                          gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinItem) item = NULL;

  ingest_result (store, "Observation", "first", "Potassium");
  ingest_result (store, "Observation", "second", "Sodium");
  store = reopen_as_left (set, g_steal_pointer (&store), OLDER_RULES);
  assert_section (store, KIN_SECTION_OTHER, 2, 1);
  assert_found (store, "sodium", 0);

  read_anew (store);
  assert_section (store, KIN_SECTION_OTHER, 0, 0);
  assert_section (store, KIN_SECTION_RESULTS, 2, 1);
  assert_found (store, "sodium", 1);
  assert_found (store, "test", 0);
  item = kit_find (store, "Observation", "second");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Sodium");
  g_assert_cmpstr (kin_item_get_date (item), ==, DAY);
  /* She has not opened it, and the clinic has not said anything else since. */
  g_assert_true (kin_item_has_mark (item, KIN_ITEM_UNREAD));
  g_assert_false (kin_item_has_mark (item, KIN_ITEM_CHANGED));
  kit_close_sound (store);
}

/* Whatever the person hid stays hidden, and a name that came from elsewhere stays. */
static void
test_what_is_not_in_it_stays (KitSet        *set,
                              gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GError) error = NULL;

  ingest_result (store, "Observation", "first", "Potassium");
  kit_ingest_all (store, "MedicationRequest", BESIDE (MEDICINE), NULL);
  g_assert_true (KIT_ASK (kin_record_store_set_hidden, store, &error, KIT_CONNECTION,
                          "Observation", "first", TRUE, NULL));
  store = reopen_as_left (set, g_steal_pointer (&store), OLDER_RULES);

  read_anew (store);
  assert_section (store, KIN_SECTION_RESULTS, 0, 0);
  assert_found (store, "potassium", 0);
  item = kit_find (store, "MedicationRequest", "m1");
  g_assert_cmpstr (kin_item_get_title (item), ==, "Metformin");
  assert_found (store, "metformin", 1);
  kit_close_sound (store);
}

static void
assert_codes (KinRecordStore *store,
              const char     *codes)
{
  g_autoptr (KinItem) item = kit_find (store, "MedicationRequest", "m1");

  g_assert_cmpstr (kin_item_get_title (item), ==, "Metformin");
  g_assert_cmpstr (kin_item_get_codes (item), ==, codes);
}

/* A medicine that stood beside its prescription, under an address that is no place: which one it
 * is cannot be seen from the prescription alone. What the clinic corrects later still counts. */
static void
test_medicine_beside (KitSet        *set,
                      gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autofree char *corrected = kit_bundle (CORRECTED, NULL);

  kit_ingest_all (store, "MedicationRequest", BESIDE (MEDICINE), NULL);
  assert_codes (store, RXNORM "|860975");
  store = reopen_as_left (set, g_steal_pointer (&store), OLDER_RULES);

  read_anew (store);
  assert_codes (store, RXNORM "|860975");
  kit_ingest_all (store, "Medication", corrected, NULL);
  assert_codes (store, RXNORM "|861007");
  kit_close_sound (store);
}

/* Of before codes were looked for in other resources: the name of the medicine is its address. */
static void
test_medicine_of_before (KitSet        *set,
                         gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  kit_ingest_all (store, "MedicationRequest", BESIDE (NAMELESS), NULL);
  store = reopen_as_left (set, g_steal_pointer (&store),
                          OLDER_RULES "; UPDATE resource SET codes = NULL, named_by = NULL"
                          " WHERE type = 'MedicationRequest'");
  assert_codes (store, NULL);

  read_anew (store);
  assert_codes (store, RXNORM "|860975");
  kit_close_sound (store);
}

/* One that cannot be read does not keep the others from it. */
static void
test_damage_stays_where_it_is (KitSet        *set,
                               gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  ingest_result (store, "Observation", "first", "Potassium");
  ingest_result (store, "Observation", "second", "Sodium");
  store = reopen_as_left (set, g_steal_pointer (&store),
                          OLDER_RULES "; UPDATE resource SET dict = 77 WHERE id = 'first'");

  read_anew (store);
  assert_section (store, KIN_SECTION_OTHER, 1, 0);
  assert_section (store, KIN_SECTION_RESULTS, 1, 1);
  kit_close (store);
}

static void
stop_cb (KinRecordStore *store,
         KinChanges     *changes,
         gpointer        user_data)
{
  g_cancellable_cancel (user_data);
}

/* Many take a while: when Kinchart is closed meanwhile it goes on from there. */
static void
test_stops_and_goes_on (KitSet        *set,
                        gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      ingest_result (store, "Observation", id, "Potassium");
    }
  store = reopen_as_left (set, g_steal_pointer (&store), OLDER_RULES);

  g_signal_connect (store, "changed", G_CALLBACK (stop_cb), cancellable);
  g_assert_false (KIT_ASK (kin_record_store_read_anew, store, &error, cancellable));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  done = kit_list (store, KIN_SECTION_RESULTS);
  g_assert_cmpuint (done->len, >, 0);
  g_assert_cmpuint (done->len, <, MANY);

  kit_close (store);
  g_object_unref (store);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  read_anew (store);
  assert_section (store, KIN_SECTION_RESULTS, MANY, MANY - 1);
  kit_close_sound (store);
}

/* By today's rules already: nothing is read, and nothing is written. */
static void
test_once (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  ingest_result (store, "Observation", "first", "Potassium");
  read_anew (store);
  kit_close (store);
  g_object_unref (store);
  before = kit_fingerprint (set);

  store = kit_open_fine (set, KIN_STORE_OPEN);
  read_anew (store);
  kit_close (store);
  after = kit_fingerprint (set);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, function) \
  g_test_add ("/store/anew/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("as-if-it-came-today", test_as_if_it_came_today);
  ADD ("what-is-not-in-it-stays", test_what_is_not_in_it_stays);
  ADD ("medicine-beside", test_medicine_beside);
  ADD ("medicine-of-before", test_medicine_of_before);
  ADD ("damage-stays-where-it-is", test_damage_stays_where_it_is);
  ADD ("stops-and-goes-on", test_stops_and_goes_on);
  ADD ("once", test_once);

  return g_test_run ();
}
