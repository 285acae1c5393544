/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-plan"

#include "config.h"

#include <string.h>

#include "kin-portal-private.h"
#include "kin-sync-plan.h"

#define BASE "https://portal.example/fhir"

/* A portal with these types; single quotes stand for double ones. */
static KinPortal *
make_portal (const char *resources)
{
  g_auto (KinPortalParts) parts = { 0 };
  g_autofree char *smart = g_strdup (
    "{'authorization_endpoint':'https://portal.example/a',"
    "'token_endpoint':'https://portal.example/t','code_challenge_methods_supported':['S256'],"
    "'capabilities':['launch-standalone','permission-v2']}");
  g_autofree char *fhir = g_strdup_printf (
    "{'resourceType':'CapabilityStatement','status':'active','date':'2026','kind':'instance',"
    "'fhirVersion':'4.0.1','format':['json'],'rest':[{'mode':'server','resource':[%s]}]}",
    resources);
  g_autoptr (GBytes) smart_bytes = NULL;
  g_autoptr (GBytes) fhir_bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_strdelimit (smart, "'", '"');
  g_strdelimit (fhir, "'", '"');
  smart_bytes = g_bytes_new (smart, strlen (smart));
  fhir_bytes = g_bytes_new (fhir, strlen (fhir));
  kin_portal_parts_init (&parts);
  parts.base = g_strdup (BASE);
  parts.base_uri = g_uri_parse (BASE "/", G_URI_FLAGS_ENCODED, NULL);
  kin_discovery_read_smart (&parts, smart_bytes, &error);
  g_assert_no_error (error);
  kin_discovery_read_fhir (&parts, fhir_bytes, &error);
  g_assert_no_error (error);

  return kin_portal_new (&parts);
}

#define SYSTEM "http://terminology.hl7.org/CodeSystem/observation-category"
#define CONDITIONS "http://terminology.hl7.org/CodeSystem/condition-category"
#define SEARCHED "'interaction':[{'code':'search-type'},{'code':'read'}]"
#define TYPE(name) "{'type':'" name "'," SEARCHED "}"

/* The question must be there. */
static KinSyncQuery *
find (KinSyncPlan *plan,
      const char  *name)
{
  GPtrArray *queries = kin_sync_plan_get_queries (plan);

  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      if (g_str_equal (query->name, name))
        return query;
    }

  g_error ("There is no question %s", name);
}

static gboolean
has (KinSyncPlan *plan,
     const char  *name)
{
  GPtrArray *queries = kin_sync_plan_get_queries (plan);
  gboolean found = FALSE;

  for (guint i = 0; i < queries->len; i++)
    found = found || g_str_equal (((KinSyncQuery *) g_ptr_array_index (queries, i))->name, name);

  return found;
}

static const char *
shape (KinSyncQuery *query,
       guint         position)
{
  return position < query->shapes->len ? g_ptr_array_index (query->shapes, position) : NULL;
}

static void
test_forms (void)
{
  g_autoptr (KinPortal) portal = make_portal (
    TYPE ("Condition") "," TYPE ("Observation") ",{'type':'MedicationRequest'," SEARCHED ","
    "'searchInclude':['MedicationRequest:medication'],'searchRevInclude':['Provenance:target']}");
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p 1/é", 2026, NULL);
  KinSyncQuery *query;

  /* The widest form first; what a portal wants instead when it refuses that. */
  query = find (plan, "Condition");
  g_assert_cmpstr (shape (query, 0), ==, BASE "/Condition?patient=p%201%2F%C3%A9&_count=100");
  g_assert_cmpstr (shape (query, 1), ==, BASE "/Condition?patient=p%201%2F%C3%A9");
  g_assert_null (shape (query, 2));
  g_assert_cmpuint (query->parts->len, ==, 3);
  query = g_ptr_array_index (query->parts, 1);
  g_assert_cmpstr (query->name, ==, "Condition?category=health-concern");

  /* The code with its system, then without. */
  query = find (plan, "Observation?category=laboratory");
  g_assert_cmpstr (shape (query, 0), ==,
                   BASE "/Observation?patient=p%201%2F%C3%A9&category=http%3A%2F%2F"
                   "terminology.hl7.org%2FCodeSystem%2Fobservation-category%7Claboratory"
                   "&_count=100");
  g_assert_cmpstr (shape (query, 1), ==,
                   BASE "/Observation?patient=p%201%2F%C3%A9&category=laboratory&_count=100");
  g_assert_cmpstr (shape (query, 2), ==,
                   BASE "/Observation?patient=p%201%2F%C3%A9&category=laboratory");
  g_assert_true (query->retry_empty);

  /* What comes along, where the portal offers it. */
  query = find (plan, "MedicationRequest?intent=order,plan");
  g_assert_nonnull (strstr (shape (query, 0), "&_include=MedicationRequest%3Amedication"
                                              "&_revinclude=Provenance%3Atarget&_count=100"));
  g_assert_null (strstr (shape (query, 1), "_include"));
}

/* Portals refuse it, or drown in it. */
static void
test_never_all_observations (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("Observation"));
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", 2026, NULL);
  GPtrArray *queries = kin_sync_plan_get_queries (plan);

  g_assert_cmpuint (queries->len, >=, 15);
  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      for (guint j = 0; j < query->shapes->len; j++)
        g_assert_nonnull (strstr (shape (query, j), "category="));
      g_assert_cmpuint (query->parts->len, ==, 0);
    }
}

static void
test_not_offered (void)
{
  g_autoptr (KinPortal) portal = make_portal (
    TYPE ("Goal") ",{'type':'Appointment'," SEARCHED ",'searchParam':[{'name':'_id'}]}"
    ",{'type':'Communication'," SEARCHED ",'searchParam':[{'name':'subject'}]}"
    ",{'type':'Task'," SEARCHED ",'searchParam':[{'name':'patient'}]}");
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", 2026, NULL);

  g_assert_true (has (plan, "Goal"));
  g_assert_false (has (plan, "Condition"));
  g_assert_nonnull (find (plan, "Appointment")->skip);
  g_assert_nonnull (strstr (shape (find (plan, "Communication"), 0), "subject=Patient%2Fp"));
  g_assert_nonnull (strstr (shape (find (plan, "Task"), 0), "patient=p"));
}

/* Not shared is not empty: it is said. */
static void
test_not_shared (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("Goal") "," TYPE ("Condition"));
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/Goal.rs patient/Patient.r",
                                                    "p", 2026, NULL);

  g_assert_null (find (plan, "Goal")->skip);
  g_assert_cmpstr (find (plan, "Condition")->skip, ==, "not shared with this app");
}

static void
test_some_categories (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("Observation") "," TYPE ("Condition"));
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (
    portal,
    "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|"
    "laboratory patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/"
    "condition-category|problem-list-item",
    "p", 2026, NULL);

  g_assert_null (find (plan, "Observation?category=laboratory")->skip);
  g_assert_nonnull (find (plan, "Observation?category=vital-signs")->skip);
  g_assert_false (has (plan, "Condition"));
  g_assert_null (find (plan, "Condition?category=problem-list-item")->skip);
  g_assert_nonnull (find (plan, "Condition?category=encounter-diagnosis")->skip);
}

static void
test_changes (void)
{
  g_autoptr (KinPortal) portal = make_portal (
    "{'type':'Goal'," SEARCHED ",'searchParam':[{'name':'_lastUpdated'}]},"
    "{'type':'CareTeam'," SEARCHED "}");
  g_autoptr (GHashTable) since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                              g_free);
  g_autoptr (KinSyncPlan) plan = NULL;

  g_hash_table_insert (since, g_strdup ("Goal"), g_strdup ("2026-01-02T03:04:05Z"));
  g_hash_table_insert (since, g_strdup ("CareTeam"), g_strdup ("2026-01-02T03:04:05Z"));
  plan = kin_sync_plan_new (portal, "patient/*.rs", "p", 2026, since);

  g_assert_true (find (plan, "Goal")->changes);
  g_assert_nonnull (strstr (shape (find (plan, "Goal"), 0),
                            "_lastUpdated=ge2026-01-02T03%3A04%3A05Z"));
  g_assert_false (find (plan, "CareTeam")->changes);
  g_assert_null (strstr (shape (find (plan, "CareTeam"), 0), "_lastUpdated"));
}

static void
test_types (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("Goal") "," TYPE ("Practitioner") ","
                                              TYPE ("Provenance") "," TYPE ("AuditEvent"));
  g_auto (GStrv) types = kin_sync_plan_dup_types (portal);
  g_autofree char *words = g_strjoinv (" ", types);

  g_assert_cmpstr (words, ==, "Patient Goal Practitioner Provenance");
}

/* What was allowed is told as it is asked for: by kind of result, and in part where in part. */
static void
test_questions (void)
{
  static const struct
  {
    const char *scope;
    const char *question;
    gboolean    allowed;
  } cases[] = {
    { "patient/Observation.rs", "Observation?category=laboratory", TRUE },
    { "patient/Observation.read", "Observation?category=vital-signs", TRUE },
    { "patient/*.read", "Patient", TRUE },
    { "patient/Patient.r", "Patient", TRUE },
    { "patient/Observation.rs", "Patient", FALSE },
    { "patient/Observation.rs?category=" SYSTEM "|laboratory", "Observation?category=laboratory",
      TRUE },
    { "patient/Observation.rs?category=" SYSTEM "|laboratory", "Observation?category=vital-signs",
      FALSE },
    { "patient/Condition.rs?category=" CONDITIONS "|problem-list-item", "Condition", TRUE },
    { "patient/Observation.rs", "Condition", FALSE },
    { NULL, "Condition", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) allowed = kin_sync_plan_dup_questions (cases[i].scope, TRUE);
      g_auto (GStrv) other = kin_sync_plan_dup_questions (cases[i].scope, FALSE);
      const char *question = cases[i].question;

      g_test_message ("%s: %s", cases[i].scope, question);
      g_assert_cmpint (g_strv_contains ((const char * const *) allowed, question), ==,
                       cases[i].allowed);
      g_assert_cmpint (g_strv_contains ((const char * const *) other, question), ==,
                       !cases[i].allowed);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-plan/forms", test_forms);
  g_test_add_func ("/sync-plan/never-all-observations", test_never_all_observations);
  g_test_add_func ("/sync-plan/not-offered", test_not_offered);
  g_test_add_func ("/sync-plan/not-shared", test_not_shared);
  g_test_add_func ("/sync-plan/some-categories", test_some_categories);
  g_test_add_func ("/sync-plan/changes", test_changes);
  g_test_add_func ("/sync-plan/types", test_types);
  g_test_add_func ("/sync-plan/questions", test_questions);

  return g_test_run ();
}
