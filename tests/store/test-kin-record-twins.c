/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-twins"

#include "config.h"

#include "kin-database-private.h"
#include "kin-store-kit.h"

#define ELSEWHERE "connection-2"
#define THIRD "connection-3"

static const char *const nothing_apart[] = { NULL };

/* What comes later is newer. */
static guint n_ingested;

/* A dose of a vaccine, with the words by which it is found. */
static void
ingest (KinRecordStore *store,
        const char     *connection,
        const char     *id,
        const char     *day,
        const char     *title)
{
  KinStep step = { .query = "Immunization", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;
  g_autofree char *resource =
    g_strdup_printf ("{\"resourceType\":\"Immunization\",\"id\":\"%s\",\"status\":\"completed\","
                     "\"meta\":{\"lastUpdated\":\"2024-01-01T00:00:%02uZ\"},"
                     "\"patient\":{\"reference\":\"Patient/1\"},\"vaccineCode\":{\"text\":\"%s\","
                     "\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/cvx\",\"code\":\"140\"}]},"
                     "\"occurrenceDateTime\":\"%s\"}", id, ++n_ingested, title, day);

  page = kit_bundle (resource, NULL);
  kit_ingest (store, connection, page, &step, NULL, &error);
  g_assert_no_error (error);
}

static void
match (KinRecordStore    *store,
       const char *const *apart)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_match_async (store, (char **) apart, NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_match_finish (store, done, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_twins (KinRecordStore *store,
            gint64          id)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *twins;

  kin_record_store_list_twins_async (store, id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  twins = kin_record_store_list_twins_finish (store, done, &error);
  g_assert_no_error (error);

  return twins;
}

/* So many are listed, counted and found; all are kept. */
static void
assert_shown (KinRecordStore *store,
              guint           listed,
              guint           kept)
{
  g_autoptr (GPtrArray) items = kit_list (store, KIN_SECTION_VACCINES);
  g_autoptr (GPtrArray) hits = kit_search (store, "flu");

  g_assert_cmpuint (items->len, ==, listed);
  g_assert_cmpuint (hits->len, ==, listed);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_VACCINES, NULL), ==, listed);
  g_assert_cmpuint (kit_count (store, KIN_N_SECTIONS, NULL), ==, kept);
}

static KinRecordStore *
fill (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, KIN_STORE_CREATE, &error);

  g_assert_no_error (error);
  ingest (store, KIT_CONNECTION, "first", "2023-10-02", "Flu shot");
  ingest (store, ELSEWHERE, "second", "2023-10-02", "Influenza flu");
  ingest (store, ELSEWHERE, "other", "2022-10-04", "Flu shot");

  return store;
}

static gint64
first_listed (KinRecordStore *store)
{
  g_autoptr (GPtrArray) items = kit_list (store, KIN_SECTION_VACCINES);

  return kin_item_get_id (g_ptr_array_index (items, 0));
}

static void
assert_twin (KinRecordStore *store,
             gint64          id,
             guint           n,
             const char     *resource_id,
             KinTwinReason   reason)
{
  g_autoptr (GPtrArray) twins = list_twins (store, id);
  const KinTwin *twin;

  g_assert_cmpuint (twins->len, ==, n);
  if (n == 0)
    return;

  twin = g_ptr_array_index (twins, 0);
  g_assert_cmpstr (kin_item_get_resource_id (twin->item), ==, resource_id);
  g_assert_nonnull (kin_item_get_json (twin->item));
  g_assert_cmpint (twin->reason, ==, reason);
}

static void
test_shown_once (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GPtrArray) twins = NULL;
  const KinTwin *twin;

  assert_shown (store, 3, 3);
  match (store, nothing_apart);
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  assert_twin (store, first_listed (store), 1, "second", KIN_TWIN_VACCINE);

  /* From the other side, too. */
  twins = list_twins (store, first_listed (store));
  twin = g_ptr_array_index (twins, 0);
  assert_twin (store, kin_item_get_id (twin->item), 1, "first", KIN_TWIN_VACCINE);
  kit_close_sound (store);
}

static void
test_three_sources (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  ingest (store, THIRD, "third", "2023-10-02", "Flu shot");
  match (store, nothing_apart);
  assert_shown (store, 2, 4);
  assert_twin (store, first_listed (store), 2, "second", KIN_TWIN_VACCINE);
  kit_close_sound (store);
}

/* One clinic knows what it writes: two of its own are two. */
static void
test_one_source (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  ingest (store, KIT_CONNECTION, "again", "2023-10-02", "Flu shot");
  match (store, nothing_apart);
  assert_shown (store, 3, 4);
  kit_close_sound (store);
}

static void
test_kept_apart (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  const char *const apart[] = { KIT_CONNECTION "/Immunization/first " ELSEWHERE
                                "/Immunization/second", NULL };

  match (store, nothing_apart);
  match (store, apart);
  assert_shown (store, 3, 3);
  assert_twin (store, first_listed (store), 0, NULL, KIN_TWIN_NONE);
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  kit_close_sound (store);
}

/* The other clinic corrects the day: it is another dose now. */
static void
test_corrected (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  match (store, nothing_apart);
  ingest (store, ELSEWHERE, "second", "2023-11-02", "Flu shot, corrected");
  /* Until they are compared again it stays where it was. */
  assert_shown (store, 2, 3);
  match (store, nothing_apart);
  assert_shown (store, 3, 3);
  kit_close_sound (store);
}

static void
assert_unread (KinRecordStore *store,
               guint           wanted)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_VACCINES, NULL, 0, KIN_ITEM_UNREAD);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GAsyncResult *result = NULL;
  guint64 unread;

  kin_record_store_list_async (store, query, 0, 0, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_list_finish (store, done, NULL);
  kit_count (store, KIN_SECTION_VACCINES, &unread);
  g_assert_cmpuint (items->len, ==, wanted);
  g_assert_cmpuint (unread, ==, wanted);
}

/* What makes it another thing is news, as is the other dose, which a second answer brought. */
static void
test_corrected_is_new (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  match (store, nothing_apart);
  ingest (store, ELSEWHERE, "second", "2023-11-02", "Flu shot, corrected");
  assert_unread (store, 1);
  match (store, nothing_apart);
  assert_unread (store, 2);
  kit_close_sound (store);
}

/* Whoever has opened it from the entry that is listed has seen it. */
static void
test_read_while_hidden (KitSet        *set,
                        gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (GPtrArray) twins = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  const KinTwin *twin;
  gint64 id;

  match (store, nothing_apart);
  twins = list_twins (store, first_listed (store));
  twin = g_ptr_array_index (twins, 0);
  id = kin_item_get_id (twin->item);
  ingest (store, ELSEWHERE, "second", "2023-11-02", "Flu shot, corrected");
  kin_record_store_mark_read_async (store, &id, 1, NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_mark_read_finish (store, done, NULL));
  match (store, nothing_apart);
  assert_unread (store, 1);
  kit_close_sound (store);
}

/* One clinic no longer shows it, and one does: both are listed, one with its mark. */
static void
test_gone (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  const char *const references[] = { "Immunization/second", NULL };
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  match (store, nothing_apart);
  kin_record_store_mark_gone_async (store, ELSEWHERE, references, NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_mark_gone_finish (store, done, NULL));
  match (store, nothing_apart);
  assert_shown (store, 3, 3);
  ingest (store, ELSEWHERE, "second", "2023-10-02", "Influenza flu");
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  kit_close_sound (store);
}

/* Nothing is lost with the clinic that had it first. */
static void
test_source_goes (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  match (store, nothing_apart);
  kit_erase (store, KIT_CONNECTION);
  assert_shown (store, 2, 2);
  match (store, nothing_apart);
  assert_shown (store, 2, 2);
  kit_close_sound (store);
}

static void
hide_first (KinRecordStore *store,
            gboolean        hidden)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_set_hidden_async (store, KIT_CONNECTION, "Immunization", "first", hidden, NULL,
                                     kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_set_hidden_finish (store, done, &error));
}

/* What is about somebody else is hidden wherever it came from. */
static void
test_hidden_by_person (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  match (store, nothing_apart);
  hide_first (store, TRUE);
  match (store, nothing_apart);
  match (store, nothing_apart);
  assert_shown (store, 1, 3);
  kit_close_sound (store);
}

/* Whoever hid one of two because it was there twice wants to see the other. */
static void
test_hidden_before (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);

  hide_first (store, TRUE);
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  hide_first (store, FALSE);
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  assert_twin (store, first_listed (store), 1, "second", KIN_TWIN_VACCINE);
  kit_close_sound (store);
}

/* Whoever asks for one clinic sees all that it sent. */
static void
test_of_one_clinic (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = fill (set);
  g_autoptr (KinQuery) query = NULL;
  g_autoptr (KinQuery) year = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GAsyncResult) done_year = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) of_year = NULL;
  GAsyncResult *result = NULL;

  match (store, nothing_apart);
  query = kin_query_new (KIN_SECTION_VACCINES, ELSEWHERE, 0, 0);
  kin_record_store_list_async (store, query, 0, 0, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_list_finish (store, done, NULL);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (kin_item_get_resource_id (g_ptr_array_index (items, 0)), ==, "second");

  result = NULL;
  year = kin_query_new (KIN_SECTION_VACCINES, ELSEWHERE, 2022, 0);
  kin_record_store_list_async (store, year, 0, 0, NULL, kit_ready, &result);
  done_year = kit_wait (&result);
  of_year = kin_record_store_list_finish (store, done_year, NULL);
  g_assert_cmpuint (of_year->len, ==, 1);
  kit_close_sound (store);
}

#define LISINOPRIL "http://www.nlm.nih.gov/research/umls/rxnorm|314076"
#define MEDICINE \
  "{\"resourceType\":\"Medication\",\"id\":\"7\",\"code\":{\"text\":\"Lisinopril 10 mg\"," \
  "\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"314076\"}]}}"

static void
take_page (KinRecordStore *store,
           const char     *connection,
           const char     *one,
           const char     *other)
{
  KinStep step = { .query = "MedicationRequest", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autofree char *page = kit_bundle (one, other, NULL);
  g_autoptr (GError) error = NULL;

  kit_ingest (store, connection, page, &step, NULL, &error);
  g_assert_no_error (error);
}

/* What a clinic prescribed, with the medicine in a resource of its own, as @reference says. */
static char *
prescribe (const char *id,
           const char *reference)
{
  return g_strdup_printf ("{\"resourceType\":\"MedicationRequest\",\"id\":\"%s\","
                          "\"status\":\"active\",\"intent\":\"order\","
                          "\"subject\":{\"reference\":\"Patient/1\"},"
                          "\"medicationReference\":{\"reference\":\"Medication/7\"%s}}",
                          id, reference);
}

static void
assert_one_medicine (KinRecordStore *store,
                     const char     *title)
{
  g_autoptr (GPtrArray) items = NULL;

  match (store, nothing_apart);
  items = kit_list (store, KIN_SECTION_MEDICINES);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (kin_item_get_codes (g_ptr_array_index (items, 0)), ==, LISINOPRIL);
  g_assert_cmpstr (kin_item_get_title (g_ptr_array_index (items, 0)), ==, title);
}

/* The code stands in another resource, which comes together with what points at it, before or
 * after; the clinic may have written a name beside it, which stays. */
static void
test_medicine_elsewhere (KitSet        *set,
                         gconstpointer  order)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autofree char *named = prescribe ("m", ",\"display\":\"Zestril 10 mg\"");
  g_autofree char *nameless = prescribe ("n", "");
  const char *medicine = MEDICINE;
  const char *when = order;

  g_assert_no_error (error);
  if (g_str_equal (when, "together"))
    {
      take_page (store, KIT_CONNECTION, named, medicine);
    }
  else if (g_str_equal (when, "before"))
    {
      take_page (store, KIT_CONNECTION, medicine, NULL);
      take_page (store, KIT_CONNECTION, named, NULL);
    }
  else
    {
      take_page (store, KIT_CONNECTION, named, NULL);
      take_page (store, KIT_CONNECTION, medicine, NULL);
    }

  take_page (store, ELSEWHERE, nameless, NULL);
  take_page (store, ELSEWHERE, medicine, NULL);
  assert_one_medicine (store, "Zestril 10 mg");
  kit_close_sound (store);
}

/* The clinic corrects the code: it is another medicine. */
static void
test_medicine_corrected (KitSet        *set,
                         gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autofree char *named = prescribe ("m", ",\"display\":\"Zestril 10 mg\"");
  g_autofree char *other = prescribe ("n", ",\"display\":\"Zestril 10 mg\"");
  g_autoptr (GPtrArray) items = NULL;

  g_assert_no_error (error);
  take_page (store, KIT_CONNECTION, named, MEDICINE);
  take_page (store, ELSEWHERE, other, MEDICINE);
  assert_one_medicine (store, "Zestril 10 mg");

  take_page (store, ELSEWHERE,
             "{\"resourceType\":\"Medication\",\"id\":\"7\",\"code\":{\"coding\":[{\"system\":"
             "\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"104377\"}]}}", NULL);
  match (store, nothing_apart);
  items = kit_list (store, KIN_SECTION_MEDICINES);
  g_assert_cmpuint (items->len, ==, 2);
  kit_close_sound (store);
}

/* A file of before keeps what it holds, and is put in order from now on. */
static void
test_older_file (KitSet        *set,
                 gconstpointer  unused)
{
  static const KinFileKind kind = { .name = "record.db", .schema = "record", .wal = TRUE };
  static const char * const later[] = {
    "DROP TABLE twin", "DROP TABLE gone", "DROP TABLE reading", "DROP TABLE letter",
    "DROP TABLE letter_words", "DROP TABLE letter_search", "DROP TABLE generation",
    "DROP INDEX resource_withdrawn", "DROP INDEX resource_corrected", "PRAGMA user_version = 2",
  };
  KinRecordStore *store = fill (set);
  g_autoptr (GError) error = NULL;
  KinDatabase *database;

  kit_close (store);
  g_object_unref (store);
  database = kin_database_open (&kind, set->folder, "record.db", KIN_DATABASE_WRITER, set->key,
                                &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    g_assert_true (kin_database_run (database, NULL, later[i], ""));
  kin_database_close (database);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_shown (store, 3, 3);
  match (store, nothing_apart);
  assert_shown (store, 2, 3);
  kit_close_sound (store);
  g_object_unref (store);
}

#define ADD(name, function) \
  g_test_add ("/store/twins/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)
#define ADD_ORDER(order) \
  g_test_add ("/store/twins/medicine-elsewhere/" order, KitSet, order, kit_set_up, \
              test_medicine_elsewhere, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("shown-once", test_shown_once);
  ADD ("three-sources", test_three_sources);
  ADD ("one-source", test_one_source);
  ADD ("kept-apart", test_kept_apart);
  ADD ("corrected", test_corrected);
  ADD ("corrected-is-new", test_corrected_is_new);
  ADD ("read-while-hidden", test_read_while_hidden);
  ADD ("gone", test_gone);
  ADD ("source-goes", test_source_goes);
  ADD ("hidden-by-person", test_hidden_by_person);
  ADD ("hidden-before", test_hidden_before);
  ADD ("of-one-clinic", test_of_one_clinic);
  ADD ("older-file", test_older_file);
  ADD ("medicine-corrected", test_medicine_corrected);
  ADD_ORDER ("together");
  ADD_ORDER ("before");
  ADD_ORDER ("after");

  return g_test_run ();
}
