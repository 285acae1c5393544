/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-plan"

#include "config.h"

#include <string.h>

#include "sync-plan-kit.h"

#define EPIC "'software':{'name':'Epic'},"
#define ORACLE "'publisher':'Cerner',"
#define ATHENA "'publisher':'athenahealth',"

/* Everything is asked for again after that. */
#define LONG_AGO "2026-02-20T03:04:05Z"

static void
test_not_offered (void)
{
  g_autoptr (KinPortal) portal = kit_portal (
    KIT_TYPE ("Goal") ",{'type':'Appointment'," KIT_SEARCHED ",'searchParam':[{'name':'_id'}]}"
    ",{'type':'Communication'," KIT_SEARCHED ",'searchParam':[{'name':'subject'}]}"
    ",{'type':'Task'," KIT_SEARCHED ",'searchParam':[{'name':'patient'}]}");
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/*.rs", "p");

  g_assert_true (kit_has (plan, "Goal"));
  g_assert_false (kit_has (plan, "Condition"));
  g_assert_nonnull (kit_find (plan, "Appointment")->skip);
  g_assert_nonnull (strstr (kit_shape (kit_find (plan, "Communication"), 0),
                            "subject=Patient%2Fp"));
  g_assert_nonnull (strstr (kit_shape (kit_find (plan, "Task"), 0), "patient=p"));
}

/* Not shared is not empty: it is said. */
static void
test_not_shared (void)
{
  g_autoptr (KinPortal) portal = kit_portal (KIT_TYPE ("Goal") "," KIT_TYPE ("Condition"));
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/Goal.rs patient/Patient.r", "p");

  g_assert_null (kit_find (plan, "Goal")->skip);
  g_assert_cmpstr (kit_find (plan, "Condition")->skip, ==, "not shared with this app");
}

static void
test_some_categories (void)
{
  g_autoptr (KinPortal) portal = kit_portal (KIT_TYPE ("Observation") "," KIT_TYPE ("Condition"));
  g_autoptr (KinSyncPlan) plan = kit_plan_all (
    portal,
    "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|"
    "laboratory patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/"
    "condition-category|problem-list-item",
    "p");

  g_assert_null (kit_find (plan, "Observation?category=laboratory")->skip);
  g_assert_nonnull (kit_find (plan, "Observation?category=vital-signs")->skip);
  g_assert_false (kit_has (plan, "Condition"));
  g_assert_null (kit_find (plan, "Condition?category=problem-list-item")->skip);
  g_assert_nonnull (kit_find (plan, "Condition?category=encounter-diagnosis")->skip);
}

/* What is asked in the place of a whole type comes after the last way to ask for it. */
static void
test_parts_come_last (void)
{
  g_autoptr (KinSyncQuery) query = kit_plan_one ("Condition", "Condition", KIT_SINCE,
                                                  KIT_WHOLE_SINCE, 0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_cmpuint (query->parts->len, ==, 0);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_WHOLE);
  g_assert_cmpuint (query->wider->parts->len, ==, 3);
}

/* Nothing to go on from, or long enough ago: everything. */
static void
test_whole_on_schedule (void)
{
  g_autoptr (KinSyncQuery) never = kit_plan_one ("Goal", "Goal", NULL, NULL, 0);
  g_autoptr (KinSyncQuery) old = kit_plan_one ("Goal", "Goal", KIT_SINCE, LONG_AGO, 9);

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
  g_autoptr (KinPortal) portal = kit_portal ("{'type':'Observation'," KIT_SEARCHED KIT_BOTH);
  g_autoptr (GDateTime) now = kit_now ();

  for (guint i = 0; i <= G_N_ELEMENTS (never); i++)
    {
      KinOutcome outcome = i < G_N_ELEMENTS (never) ? never[i] : KIN_OUTCOME_ANSWERED;
      g_autoptr (GHashTable) ledger = kit_ledger (KIT_LABORATORY, KIT_SINCE, KIT_WHOLE_SINCE, 0);
      g_autoptr (KinSyncPlan) plan = NULL;

      kit_add_line (ledger, "Observation?category=survey", outcome, KIT_SINCE, LONG_AGO);
      plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);
      g_assert_cmpint (kit_find (plan, KIT_LABORATORY)->window, ==,
                       i < G_N_ELEMENTS (never) ? KIN_SYNC_BY_CHANGE : KIN_SYNC_WHOLE);
    }
}

/* What came by category is asked for so, until everything is asked for. */
static void
test_parts_are_remembered (void)
{
  g_autoptr (KinPortal) portal = kit_portal ("{'type':'Condition'," KIT_SEARCHED KIT_BOTH);
  g_autoptr (GDateTime) now = kit_now ();

  for (gboolean due = FALSE; due <= TRUE; due++)
    {
      g_autoptr (GHashTable) ledger = kit_ledger (
        "Condition?category=problem-list-item", KIT_SINCE, due ? LONG_AGO : KIT_WHOLE_SINCE, 0);
      g_autoptr (KinSyncPlan) plan = NULL;

      kit_add_line (ledger, "Condition", KIN_OUTCOME_REFUSED, NULL, NULL);
      plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);
      g_assert_cmpint (kit_has (plan, "Condition"), ==, due);
      g_assert_cmpint (kit_has (plan, "Condition?category=health-concern"), ==, !due);
      if (!due)
        g_assert_cmpint (kit_find (plan, "Condition?category=problem-list-item")->window, ==,
                         KIN_SYNC_BY_CHANGE);
    }
}

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
    { EPIC, KIT_TYPE ("Observation"), "Observation?category=LDA-property", "&_count=100", NULL },
    { "", KIT_TYPE ("Observation"), "Observation?category=LDA-property", NULL, NULL },
    /* None of its types tells what has changed. */
    { EPIC, KIT_BY ("Goal", "patient"), "Goal", "_revinclude", "_lastUpdated" },
    { ORACLE, KIT_BY ("Observation", "_lastUpdated"), "Observation?category=laboratory",
      "&_count=200", NULL },
    { ORACLE, KIT_BY ("Goal", "_lastUpdated"), "Goal",
      "&_lastUpdated=ge2026-03-02T02%3A54%3A05Z&_count=100", "_revinclude" },
    { ORACLE, KIT_BY ("Communication", "patient"), "Communication", NULL, NULL },
    { ORACLE, KIT_BY ("Account", "patient"), "Account", NULL, NULL },
    { "", KIT_BY ("Account", "patient"), "Account", "patient=a-7.E-12", NULL },
    { ATHENA, KIT_BY ("Goal", "_lastUpdated"), "Goal",
      "patient=a-7.E-12&ah-practice=Organization%2Fa-1.Practice-7&_lastUpdated=ge2026-03-02&",
      NULL },
  };
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = kit_ledger ("Goal", KIT_SINCE, KIT_WHOLE_SINCE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (KinPortal) portal = kit_vendors_portal (rows[i].vendor, rows[i].resources);
      g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "a-7.E-12", now,
                                                        ledger);
      const char *first;

      g_test_message ("%s %s", rows[i].vendor, rows[i].question);
      g_assert_cmpint (kit_has (plan, rows[i].question), ==, rows[i].asked != NULL);
      if (rows[i].asked == NULL)
        continue;
      first = kit_shape (kit_find (plan, rows[i].question), 0);
      g_assert_nonnull (strstr (first, rows[i].asked));
      g_assert_true (rows[i].not_asked == NULL || strstr (first, rows[i].not_asked) == NULL);
    }
}

/* Plans come by category where they do not come whole, the vendor's own among them. */
static void
test_vendors_parts (void)
{
  g_autoptr (KinPortal) portal = kit_vendors_portal (EPIC, KIT_TYPE ("CarePlan"));
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/*.rs", "p");
  GPtrArray *parts = kit_find (plan, "CarePlan")->parts;

  g_assert_cmpuint (parts->len, ==, 7);
  g_assert_cmpstr (((KinSyncQuery *) g_ptr_array_index (parts, 0))->name, ==,
                   "CarePlan?category=assess-plan");
  g_assert_cmpstr (((KinSyncQuery *) g_ptr_array_index (parts, 1))->name, ==,
                   "CarePlan?category=38717003");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-plan/not-offered", test_not_offered);
  g_test_add_func ("/sync-plan/not-shared", test_not_shared);
  g_test_add_func ("/sync-plan/some-categories", test_some_categories);
  g_test_add_func ("/sync-plan/parts-come-last", test_parts_come_last);
  g_test_add_func ("/sync-plan/whole-on-schedule", test_whole_on_schedule);
  g_test_add_func ("/sync-plan/due-ends", test_due_ends);
  g_test_add_func ("/sync-plan/parts-are-remembered", test_parts_are_remembered);
  g_test_add_func ("/sync-plan/vendors", test_vendors);
  g_test_add_func ("/sync-plan/vendors-parts", test_vendors_parts);

  return g_test_run ();
}
