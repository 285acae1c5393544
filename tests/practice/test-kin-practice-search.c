/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-search"

#include "config.h"

#include "kin-practice-search.h"
#include "small-record.h"

static KinPracticeSearch *
parse (const char *type, const char *query, KinPracticeGrant *grant, guint *status)
{
  g_autoptr (KinPracticeRequest) request
      = kin_practice_request_new ("GET", "/fhir/x", query, NULL, NULL);
  g_autoptr (KinPracticeAnswer) refusal = NULL;
  KinPracticeSearch *search = kin_practice_search_parse (request, type, grant, &refusal);

  g_assert_true ((search == NULL) == (refusal != NULL));
  *status = refusal != NULL ? refusal->status : 200;
  return search;
}

static const struct
{
  const char *type;
  const char *query;
  guint       status;
  guint       found;
} searches[] = {
  { "Condition", "patient=rosa", 200, 2 },
  { "Condition", "patient=Patient/rosa&_format=json", 200, 2 },
  { "Condition", "subject=rosa&category=problem-list-item", 200, 1 },
  { "Condition", "patient=rosa&category=a,problem-list-item", 200, 1 },
  { "Condition", "patient=rosa&category=a&category=problem-list-item", 200, 0 },
  { "Condition", "patient=otto", 403, 0 },
  { "Condition", "_id=c1,c2,c3", 200, 2 },
  { "Condition", NULL, 400, 0 },
  { "Condition", "patient=rosa&colour=red", 400, 0 },
  { "Condition", "patient:exact=rosa", 400, 0 },
  { "Condition", "patient=rosa&_count=x", 400, 0 },
  { "Condition", "patient=rosa&_lastUpdated=x", 400, 0 },
  { "Condition", "patient=rosa&onset-date=ge20x", 400, 0 },
  { "Condition", "patient=rosa&_revinclude=Provenance:agent", 400, 0 },
  { "Condition", "patient=rosa&_include=Condition:code", 400, 0 },
  { "Observation", "patient=rosa", 400, 0 },
  { "Observation", "patient=rosa&category=laboratory", 200, 0 },
  { "Patient", NULL, 200, 1 },
  { "Patient", "_id=otto", 200, 0 },
  { "Specimen", "patient=rosa", 400, 0 },
  { "Location", "_id=l", 200, 1 },
  { "Location", NULL, 400, 0 },
  { "Slot", "status=free", 400, 0 },
  { "Slot", "schedule=Schedule/s&status=free", 200, 0 },
  { "Schedule", "actor=PractitionerRole/p", 200, 0 },
};

static void
test_search (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "a.ndjson", NULL);
  g_autoptr (KinPracticeGrant) grant = grant_for ("rosa", "patient/*.rs");

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      guint status;
      g_autoptr (KinPracticeSearch) search
          = parse (searches[i].type, searches[i].query, grant, &status);
      g_autoptr (GPtrArray) found
          = search != NULL ? kin_practice_search_run (search, care, grant) : NULL;

      g_test_message ("row %u: %s", i, searches[i].type);
      g_assert_cmpuint (status, ==, searches[i].status);
      g_assert_cmpuint (found != NULL ? found->len : 0, ==, searches[i].found);
    }
}

static void
test_count (void)
{
  g_autoptr (KinPracticeGrant) grant = grant_for ("rosa", "patient/*.rs");
  guint status;
  g_autoptr (KinPracticeSearch) usual = parse ("Condition", "patient=rosa", grant, &status);
  g_autoptr (KinPracticeSearch) many
      = parse ("Condition", "patient=rosa&_count=100000", grant, &status);

  g_assert_cmpuint (usual->count, ==, 20);
  g_assert_cmpuint (many->count, ==, 250);
}

static void
test_scopes (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "a.ndjson", NULL);
  g_autoptr (KinPracticeGrant) part
      = grant_for ("rosa", "patient/Condition.rs?category=problem-list-item");
  g_autoptr (KinPracticeGrant) papers = grant_for ("otto", "patient/DocumentReference.r");
  KinPracticeResource *first = kin_practice_care_get_resource (care, "Condition/c1");
  KinPracticeResource *second = kin_practice_care_get_resource (care, "Condition/c2");
  KinPracticeResource *file = kin_practice_care_get_resource (care, "Binary/b");

  g_assert_false (kin_practice_grant_may_see (part, first, 's'));
  g_assert_true (kin_practice_grant_may_see (part, second, 's'));
  g_assert_false (kin_practice_grant_may_see (part, file, 'r'));
  g_assert_true (kin_practice_grant_may_see (papers, file, 'r'));
  g_assert_false (kin_practice_grant_may_see (papers, second, 'r'));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/search/search", test_search);
  g_test_add_func ("/practice/search/count", test_count);
  g_test_add_func ("/practice/search/scopes", test_scopes);

  return g_test_run ();
}
