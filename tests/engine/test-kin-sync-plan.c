/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-plan"

#include "config.h"

#include <string.h>

#include "kin-portal-private.h"
#include "kin-sync-plan.h"

#define BASE "https://portal.example/fhir"

/* When a portal was asked before. */
#define SINCE "2026-03-02T03:04:05Z"
#define WHOLE_SINCE "2026-02-28T03:04:05Z"

static GDateTime *
kit_now (void)
{
  return g_date_time_new_utc (2026, 3, 4, 12, 0, 0);
}

/* A plan for everything. */
static KinSyncPlan *
plan_all (KinPortal  *portal,
          const char *scope,
          const char *patient)
{
  g_autoptr (GDateTime) now = kit_now ();

  return kin_sync_plan_new (portal, scope, patient, now, NULL);
}

static KinLedgerEntry *
add_line (GHashTable *ledger,
          const char *query,
          KinOutcome  answer,
          const char *since,
          const char *full_since)
{
  KinLedgerEntry *line = g_new0 (KinLedgerEntry, 1);

  line->query = g_strdup (query);
  line->answer = answer;
  line->since = g_strdup (since);
  line->full_since = g_strdup (full_since);
  g_hash_table_insert (ledger, line->query, line);

  return line;
}

/* What the ledger says of a question that was answered. */
static GHashTable *
ledger_of (const char *query,
           const char *since,
           const char *full_since,
           guint       form)
{
  GHashTable *ledger = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) kin_ledger_entry_free);

  add_line (ledger, query, KIN_OUTCOME_ANSWERED, since, full_since)->form = form;

  return ledger;
}

/* A portal of a vendor with these types; single quotes stand for double ones. */
static KinPortal *
make_vendors_portal (const char *vendor,
                     const char *resources)
{
  g_auto (KinPortalParts) parts = { 0 };
  g_autofree char *smart = g_strdup (
    "{'authorization_endpoint':'https://portal.example/a',"
    "'token_endpoint':'https://portal.example/t','code_challenge_methods_supported':['S256'],"
    "'capabilities':['launch-standalone','permission-v2']}");
  g_autofree char *fhir = g_strdup_printf (
    "{'resourceType':'CapabilityStatement','status':'active','date':'2026','kind':'instance',"
    "%s'fhirVersion':'4.0.1','format':['json'],'rest':[{'mode':'server','resource':[%s]}]}",
    vendor, resources);
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

static KinPortal *
make_portal (const char *resources)
{
  return make_vendors_portal ("", resources);
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
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/*.rs", "p 1/é");
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
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/*.rs", "p");
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
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/*.rs", "p");

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
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/Goal.rs patient/Patient.r", "p");

  g_assert_null (find (plan, "Goal")->skip);
  g_assert_cmpstr (find (plan, "Condition")->skip, ==, "not shared with this app");
}

static void
test_some_categories (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("Observation") "," TYPE ("Condition"));
  g_autoptr (KinSyncPlan) plan = plan_all (
    portal,
    "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|"
    "laboratory patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/"
    "condition-category|problem-list-item",
    "p");

  g_assert_null (find (plan, "Observation?category=laboratory")->skip);
  g_assert_nonnull (find (plan, "Observation?category=vital-signs")->skip);
  g_assert_false (has (plan, "Condition"));
  g_assert_null (find (plan, "Condition?category=problem-list-item")->skip);
  g_assert_nonnull (find (plan, "Condition?category=encounter-diagnosis")->skip);
}

#define LABORATORY "Observation?category=laboratory"
#define BOTH ",'searchParam':[{'name':'_lastUpdated'},{'name':'date'}]}"

static KinSyncQuery *
plan_one (const char *type,
          const char *name,
          const char *since,
          const char *full_since,
          guint       form)
{
  g_autofree char *resource = g_strconcat ("{'type':'", type, "'," SEARCHED BOTH, NULL);
  g_autoptr (KinPortal) portal = make_portal (resource);
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = ledger_of (name, since, full_since, form);
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);

  return kin_sync_query_ref (find (plan, name));
}

/* By when it was changed; if the portal does not take that, by when it happened; else all. */
static void
test_windows (void)
{
  g_autoptr (KinSyncQuery) query = plan_one ("Observation", LABORATORY, SINCE, WHOLE_SINCE, 0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_nonnull (strstr (shape (query, 0), "&_lastUpdated=ge2026-03-02T02%3A54%3A05Z"));
  g_assert_false (query->retry_empty);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_BY_DATE);
  g_assert_nonnull (strstr (shape (query->wider, 0), "&date=ge2025-12-02"));
  g_assert_null (strstr (shape (query->wider, 0), "_lastUpdated"));
  g_assert_cmpint (query->wider->wider->window, ==, KIN_SYNC_WHOLE);
  g_assert_null (strstr (shape (query->wider->wider, 0), "date"));
  g_assert_null (query->wider->wider->wider);
}

/* What is asked in the place of a whole type comes after the last way to ask for it. */
static void
test_parts_come_last (void)
{
  g_autoptr (KinSyncQuery) query = plan_one ("Condition", "Condition", SINCE, WHOLE_SINCE, 0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_cmpuint (query->parts->len, ==, 0);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_WHOLE);
  g_assert_cmpuint (query->wider->parts->len, ==, 3);
}

/* Nothing to go on from, or long enough ago: everything. */
static void
test_whole_on_schedule (void)
{
  g_autoptr (KinSyncQuery) never = plan_one ("Goal", "Goal", NULL, NULL, 0);
  g_autoptr (KinSyncQuery) old = plan_one ("Goal", "Goal", SINCE, "2026-02-20T03:04:05Z", 9);

  g_assert_cmpint (never->window, ==, KIN_SYNC_WHOLE);
  g_assert_cmpint (old->window, ==, KIN_SYNC_WHOLE);
  g_assert_cmpuint (kin_sync_query_get_form (old, 0), ==, 0);
}

/* A question that is refused now has no next time: the others are not asked for all because of
 * it. */
static void
test_due_ends (void)
{
  static const KinOutcome never[] = { KIN_OUTCOME_REFUSED, KIN_OUTCOME_SKIPPED,
                                      KIN_OUTCOME_FAILED };
  g_autoptr (KinPortal) portal = make_portal ("{'type':'Observation'," SEARCHED BOTH);
  g_autoptr (GDateTime) now = kit_now ();

  for (guint i = 0; i <= G_N_ELEMENTS (never); i++)
    {
      KinOutcome outcome = i < G_N_ELEMENTS (never) ? never[i] : KIN_OUTCOME_ANSWERED;
      g_autoptr (GHashTable) ledger = ledger_of (LABORATORY, SINCE, WHOLE_SINCE, 0);
      g_autoptr (KinSyncPlan) plan = NULL;

      add_line (ledger, "Observation?category=survey", outcome, SINCE, "2026-02-20T03:04:05Z");
      plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);
      g_assert_cmpint (find (plan, LABORATORY)->window, ==,
                       i < G_N_ELEMENTS (never) ? KIN_SYNC_BY_CHANGE : KIN_SYNC_WHOLE);
    }
}

/* What came by category is asked for so, until everything is asked for. */
static void
test_parts_are_remembered (void)
{
  g_autoptr (KinPortal) portal = make_portal ("{'type':'Condition'," SEARCHED BOTH);
  g_autoptr (GDateTime) now = kit_now ();

  for (gboolean due = FALSE; due <= TRUE; due++)
    {
      g_autoptr (GHashTable) ledger = ledger_of (
        "Condition?category=problem-list-item", SINCE, due ? "2026-02-20T03:04:05Z" : WHOLE_SINCE,
        0);
      g_autoptr (KinSyncPlan) plan = NULL;

      add_line (ledger, "Condition", KIN_OUTCOME_REFUSED, NULL, NULL);
      plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);
      g_assert_cmpint (has (plan, "Condition"), ==, due);
      g_assert_cmpint (has (plan, "Condition?category=health-concern"), ==, !due);
      if (!due)
        g_assert_cmpint (find (plan, "Condition?category=problem-list-item")->window, ==,
                         KIN_SYNC_BY_CHANGE);
    }
}

/* When something happens is not when it was written. */
static void
test_no_window_by_date (void)
{
  g_autoptr (KinSyncQuery) query = plan_one ("Goal", "Goal", SINCE, WHOLE_SINCE, 0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_WHOLE);
}

/* How the portal took a question is how it is put the next time. */
static void
test_form_is_remembered (void)
{
  g_autoptr (KinSyncQuery) first = plan_one ("Observation", LABORATORY, SINCE, WHOLE_SINCE, 0);
  guint bare = kin_sync_query_get_form (first, 1);
  guint dated = kin_sync_query_get_form (first->wider, 2);
  guint whole = kin_sync_query_get_form (first->wider->wider, 0);
  g_autoptr (KinSyncQuery) by_bare = plan_one ("Observation", LABORATORY, SINCE, WHOLE_SINCE,
                                               bare);
  g_autoptr (KinSyncQuery) by_date = plan_one ("Observation", LABORATORY, SINCE, WHOLE_SINCE,
                                               dated);
  g_autoptr (KinSyncQuery) all = plan_one ("Observation", LABORATORY, SINCE, WHOLE_SINCE, whole);

  g_assert_cmpint (by_bare->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_cmpuint (by_bare->first, ==, 1);
  g_assert_cmpint (by_date->window, ==, KIN_SYNC_BY_DATE);
  g_assert_cmpuint (by_date->first, ==, 2);
  g_assert_cmpint (all->window, ==, KIN_SYNC_WHOLE);
  g_assert_cmpuint (kin_sync_query_get_form (all, 0), ==, whole);
  g_assert_cmpuint (by_bare->wider->wider->first, ==, 1);
}

static void
test_changes (void)
{
  g_autoptr (KinPortal) portal = make_portal (TYPE ("CareTeam"));
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = ledger_of ("CareTeam", SINCE, WHOLE_SINCE, 0);
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);

  /* A portal that cannot tell is not asked to. */
  g_assert_cmpint (find (plan, "CareTeam")->window, ==, KIN_SYNC_WHOLE);
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

#define EPIC "'software':{'name':'Epic'},"
#define ORACLE "'publisher':'Cerner',"
#define ATHENA "'publisher':'athenahealth',"
#define BY(name, parameter) "{'type':'" name "'," SEARCHED ",'searchParam':[{'name':'" \
                            parameter "'}],'searchRevInclude':['Provenance:target']}"

/* What each vendor's statement and rights come to, in the question that is asked. */
static void
test_vendors (void)
{
  static const struct
  {
    const char *vendor;
    const char *resources;
    const char *question;
    const char *asked;           /* somewhere in its first form; NULL: it is not asked */
    const char *not_asked;
  } rows[] = {
    { EPIC, TYPE ("Observation"), "Observation?category=LDA-property", "&_count=100", NULL },
    { "", TYPE ("Observation"), "Observation?category=LDA-property", NULL, NULL },
    /* None of its types tells what has changed. */
    { EPIC, BY ("Goal", "patient"), "Goal", "_revinclude", "_lastUpdated" },
    { ORACLE, BY ("Observation", "_lastUpdated"), "Observation?category=laboratory",
      "&_count=200", NULL },
    { ORACLE, BY ("Goal", "_lastUpdated"), "Goal",
      "&_lastUpdated=ge2026-03-02T02%3A54%3A05Z&_count=100", "_revinclude" },
    { ORACLE, BY ("Communication", "patient"), "Communication", NULL, NULL },
    { ORACLE, BY ("Account", "patient"), "Account", NULL, NULL },
    { "", BY ("Account", "patient"), "Account", "patient=a-7.E-12", NULL },
    { ATHENA, BY ("Goal", "_lastUpdated"), "Goal",
      "patient=a-7.E-12&ah-practice=Organization%2Fa-1.Practice-7&_lastUpdated=ge2026-03-02&",
      NULL },
  };
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = ledger_of ("Goal", SINCE, WHOLE_SINCE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (KinPortal) portal = make_vendors_portal (rows[i].vendor, rows[i].resources);
      g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "a-7.E-12", now,
                                                        ledger);
      const char *first;

      g_test_message ("%s %s", rows[i].vendor, rows[i].question);
      g_assert_cmpint (has (plan, rows[i].question), ==, rows[i].asked != NULL);
      if (rows[i].asked == NULL)
        continue;
      first = shape (find (plan, rows[i].question), 0);
      g_assert_nonnull (strstr (first, rows[i].asked));
      g_assert_true (rows[i].not_asked == NULL || strstr (first, rows[i].not_asked) == NULL);
    }
}

/* The last form goes without all that a portal could refuse and that is not needed. */
static void
test_last_form (void)
{
  g_autoptr (KinPortal) portal = make_portal (
    BY ("Goal", "_lastUpdated") ",{'type':'Appointment'," SEARCHED
    ",'searchParam':[{'name':'patient'}]}");
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/*.rs", "p");
  KinSyncQuery *query = find (plan, "Goal");

  g_assert_cmpuint (query->shapes->len, ==, 2);
  g_assert_cmpstr (shape (query, 1), ==, BASE "/Goal?patient=p");

  /* A period without an end, and then with one. */
  query = g_ptr_array_index (find (plan, "Appointment")->parts, 0);
  g_assert_cmpstr (shape (query, 0), ==,
                   BASE "/Appointment?patient=p&date=ge2024-01-01&_count=100");
  g_assert_cmpstr (shape (query, 1), ==,
                   BASE "/Appointment?patient=p&date=ge2024-01-01&date=le2028-12-31");
}

/* Plans come by category where they do not come whole, the vendor's own among them. */
static void
test_vendors_parts (void)
{
  g_autoptr (KinPortal) portal = make_vendors_portal (EPIC, TYPE ("CarePlan"));
  g_autoptr (KinSyncPlan) plan = plan_all (portal, "patient/*.rs", "p");
  GPtrArray *parts = find (plan, "CarePlan")->parts;

  g_assert_cmpuint (parts->len, ==, 7);
  g_assert_cmpstr (((KinSyncQuery *) g_ptr_array_index (parts, 0))->name, ==,
                   "CarePlan?category=assess-plan");
  g_assert_cmpstr (((KinSyncQuery *) g_ptr_array_index (parts, 1))->name, ==,
                   "CarePlan?category=38717003");
}

/* What belongs to the answers is asked for where it was shared, and only there. */
static void
test_companions_are_shared (void)
{
  g_autoptr (KinPortal) portal = make_portal (BY ("Goal", "patient"));
  g_autoptr (KinSyncPlan) with = plan_all (
    portal, "patient/Goal.rs patient/Provenance.rs", "p");
  g_autoptr (KinSyncPlan) without = plan_all (portal, "patient/Goal.rs", "p");

  g_assert_nonnull (strstr (shape (find (with, "Goal"), 0), "_revinclude=Provenance%3Atarget"));
  g_assert_null (strstr (shape (find (without, "Goal"), 0), "_revinclude"));
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
  g_test_add_func ("/sync-plan/windows", test_windows);
  g_test_add_func ("/sync-plan/whole-on-schedule", test_whole_on_schedule);
  g_test_add_func ("/sync-plan/parts-come-last", test_parts_come_last);
  g_test_add_func ("/sync-plan/due-ends", test_due_ends);
  g_test_add_func ("/sync-plan/parts-are-remembered", test_parts_are_remembered);
  g_test_add_func ("/sync-plan/no-window-by-date", test_no_window_by_date);
  g_test_add_func ("/sync-plan/form-is-remembered", test_form_is_remembered);
  g_test_add_func ("/sync-plan/changes", test_changes);
  g_test_add_func ("/sync-plan/types", test_types);
  g_test_add_func ("/sync-plan/vendors", test_vendors);
  g_test_add_func ("/sync-plan/vendors-parts", test_vendors_parts);
  g_test_add_func ("/sync-plan/last-form", test_last_form);
  g_test_add_func ("/sync-plan/companions-are-shared", test_companions_are_shared);
  g_test_add_func ("/sync-plan/questions", test_questions);

  return g_test_run ();
}
