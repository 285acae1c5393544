/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-care"

#include "config.h"

#include "small-record.h"

#include <string.h>

static void
test_people (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "small.ndjson", NULL);
  GPtrArray *patients = kin_practice_care_get_patients (care);
  KinPracticePatient *rosa = kin_practice_care_get_patient (care, "rosa");

  g_assert_cmpuint (patients->len, ==, 2);
  g_assert_cmpstr (rosa->name, ==, "Rosa B C");
  g_assert_cmpstr (rosa->birth_date, ==, "1950");
  g_assert_cmpstr (kin_practice_care_get_patient (care, "otto")->name, ==, "Otto");
  g_assert_null (kin_practice_care_get_patient (care, "nobody"));
}

static void
test_lists (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "small.ndjson", NULL);
  GArray *conditions = kin_practice_care_get_list (care, "rosa", "Condition");

  g_assert_cmpuint (conditions->len, ==, 2);
  g_assert_cmpstr (g_array_index (conditions, KinPracticeListed, 1).resource->id, ==, "c2");
  g_assert_cmpuint (kin_practice_care_get_list (care, "otto", "Condition")->len, ==, 1);
  g_assert_cmpuint (kin_practice_care_get_list (care, NULL, "Location")->len, ==, 1);
  g_assert_null (kin_practice_care_get_list (care, "otto", "Goal"));
}

static void
test_owners (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "small.ndjson", NULL);
  GPtrArray *sources = kin_practice_care_get_sources (care, "Condition/c1");

  g_assert_cmpstr (kin_practice_care_get_resource (care, "Provenance/p")->patient, ==, "rosa");
  g_assert_cmpstr (kin_practice_care_get_resource (care, "Binary/b")->patient, ==, "otto");
  g_assert_null (kin_practice_care_get_resource (care, "Location/l")->patient);
  /* The first of two with one address stays. */
  g_assert_cmpstr (kin_practice_care_get_resource (care, "Condition/c1")->patient, ==, "rosa");
  g_assert_cmpuint (sources->len, ==, 1);
}

static void
test_links (void)
{
  const char *household
      = SMALL_RECORD
        "{\"resourceType\":\"RelatedPerson\",\"id\":\"son\",\"patient\":{\"reference\":"
        "\"Patient/rosa\"},\"relationship\":[{\"text\":\"Son\"}]}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"ida\"}\n"
        "{\"resourceType\":\"Person\",\"id\":\"o\",\"link\":[{\"target\":{\"reference\":"
        "\"Patient/otto\"}},{\"target\":{\"reference\":\"RelatedPerson/son\"}},"
        "{\"target\":{\"reference\":\"RelatedPerson/nobody\"}},{}]}\n";
  g_autoptr (KinPracticeCare) care = care_from_text (household, "h.ndjson", NULL);
  GPtrArray *patients = kin_practice_care_get_patients (care);
  KinPracticePatient *otto = g_ptr_array_index (patients, 0);
  KinPracticePatient *rosa = g_ptr_array_index (patients, 1);

  g_assert_cmpuint (patients->len, ==, 2);
  g_assert_cmpstr (otto->id, ==, "otto");
  g_assert_cmpstr (otto->user, ==, "Patient/otto");
  g_assert_null (otto->relation);
  g_assert_cmpstr (rosa->id, ==, "rosa");
  g_assert_cmpstr (rosa->user, ==, "RelatedPerson/son");
  g_assert_cmpstr (rosa->relation, ==, "Son");
  g_assert_null (kin_practice_care_get_patient (care, "ida"));
  g_assert_null (kin_practice_care_get_resource (care, "Person/o"));
}

static void
test_transaction (void)
{
  const char *bundle
      = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
        "{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"a\"}},"
        "{\"fullUrl\":\"urn:uuid:2\",\"resource\":{ \"resourceType\":\"Goal\","
        "\"subject\":{\"reference\":\"urn:uuid:1\"},\"n\":1.10}},"
        "{\"resource\":{\"resourceType\":\"Goal\"}},{\"request\":{}}]}";
  g_autoptr (KinPracticeCare) care = care_from_text (bundle, "b.json", NULL);
  KinPracticeResource *goal = kin_practice_care_get_resource (care, "Goal/2");
  const char *wanted = "{\"id\":\"2\", \"resourceType\":\"Goal\","
                       "\"subject\":{\"reference\":\"Patient/a\"},\"n\":1.10}";
  gsize length;
  const char *text;

  g_assert_nonnull (goal);
  text = g_bytes_get_data (goal->bytes, &length);
  g_assert_cmpmem (text, (int) length, wanted, (int) strlen (wanted));
  g_assert_cmpstr (goal->patient, ==, "a");
  g_assert_cmpuint (kin_practice_care_get_list (care, "a", "Goal")->len, ==, 1);
}

static void
test_bad_file (void)
{
  const char *const texts[] = { "", "{", "{\"a\":1}\n{" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (care_from_text (texts[i], "bad.ndjson", &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/care/people", test_people);
  g_test_add_func ("/practice/care/lists", test_lists);
  g_test_add_func ("/practice/care/owners", test_owners);
  g_test_add_func ("/practice/care/links", test_links);
  g_test_add_func ("/practice/care/transaction", test_transaction);
  g_test_add_func ("/practice/care/bad-file", test_bad_file);

  return g_test_run ();
}
