/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-query"

#include "config.h"

#include <string.h>

#include "sync-plan-kit.h"

static void
test_forms (void)
{
  g_autoptr (KinPortal) portal = kit_portal (
    KIT_TYPE ("Condition") "," KIT_TYPE ("Observation")
    ",{'type':'MedicationRequest'," KIT_SEARCHED ","
    "'searchInclude':['MedicationRequest:medication'],'searchRevInclude':['Provenance:target']}");
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/*.rs", "p 1/é");
  KinSyncQuery *query;

  /* The widest form first; what a portal wants instead when it refuses that. */
  query = kit_find (plan, "Condition");
  g_assert_cmpstr (kit_shape (query, 0), ==,
                   KIT_BASE "/Condition?patient=p%201%2F%C3%A9&_count=100");
  g_assert_cmpstr (kit_shape (query, 1), ==, KIT_BASE "/Condition?patient=p%201%2F%C3%A9");
  g_assert_null (kit_shape (query, 2));
  g_assert_cmpuint (query->parts->len, ==, 3);
  query = g_ptr_array_index (query->parts, 1);
  g_assert_cmpstr (query->name, ==, "Condition?category=health-concern");

  /* The code with its system, then without. */
  query = kit_find (plan, "Observation?category=laboratory");
  g_assert_cmpstr (kit_shape (query, 0), ==,
                   KIT_BASE "/Observation?patient=p%201%2F%C3%A9&category=http%3A%2F%2F"
                   "terminology.hl7.org%2FCodeSystem%2Fobservation-category%7Claboratory"
                   "&_count=100");
  g_assert_cmpstr (kit_shape (query, 1), ==,
                   KIT_BASE "/Observation?patient=p%201%2F%C3%A9&category=laboratory&_count=100");
  g_assert_cmpstr (kit_shape (query, 2), ==,
                   KIT_BASE "/Observation?patient=p%201%2F%C3%A9&category=laboratory");
  g_assert_true (query->retry_empty);

  /* What comes along, where the portal offers it. */
  query = kit_find (plan, "MedicationRequest?intent=order,plan");
  g_assert_nonnull (strstr (kit_shape (query, 0), "&_include=MedicationRequest%3Amedication"
                                                  "&_revinclude=Provenance%3Atarget"
                                                  "&_count=100"));
  g_assert_null (strstr (kit_shape (query, 1), "_include"));
}

/* Portals refuse it, or drown in it. */
static void
test_never_all_observations (void)
{
  g_autoptr (KinPortal) portal = kit_portal (KIT_TYPE ("Observation"));
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/*.rs", "p");
  GPtrArray *queries = kin_sync_plan_get_queries (plan);

  g_assert_cmpuint (queries->len, >=, 15);
  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      for (guint j = 0; j < query->shapes->len; j++)
        g_assert_nonnull (strstr (kit_shape (query, j), "category="));
      g_assert_cmpuint (query->parts->len, ==, 0);
    }
}

static KinSyncQuery *
plan_laboratory (guint form)
{
  return kit_plan_one ("Observation", KIT_LABORATORY, KIT_SINCE, KIT_WHOLE_SINCE, form);
}

/* By when it was changed; if the portal does not take that, by when it happened; else all. */
static void
test_windows (void)
{
  g_autoptr (KinSyncQuery) query = plan_laboratory (0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_nonnull (strstr (kit_shape (query, 0), "&_lastUpdated=ge2026-03-02T02%3A54%3A05Z"));
  g_assert_false (query->retry_empty);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_BY_DATE);
  g_assert_nonnull (strstr (kit_shape (query->wider, 0), "&date=ge2025-12-02"));
  g_assert_null (strstr (kit_shape (query->wider, 0), "_lastUpdated"));
  g_assert_cmpint (query->wider->wider->window, ==, KIN_SYNC_WHOLE);
  g_assert_null (strstr (kit_shape (query->wider->wider, 0), "date"));
  g_assert_null (query->wider->wider->wider);
}

/* When something happens is not when it was written. */
static void
test_no_window_by_date (void)
{
  g_autoptr (KinSyncQuery) query = kit_plan_one ("Goal", "Goal", KIT_SINCE, KIT_WHOLE_SINCE, 0);

  g_assert_cmpint (query->window, ==, KIN_SYNC_BY_CHANGE);
  g_assert_cmpint (query->wider->window, ==, KIN_SYNC_WHOLE);
}

/* How the portal took a question is how it is put the next time. */
static void
test_form_is_remembered (void)
{
  g_autoptr (KinSyncQuery) first = plan_laboratory (0);
  guint bare = kin_sync_query_get_form (first, 1);
  guint dated = kin_sync_query_get_form (first->wider, 2);
  guint whole = kin_sync_query_get_form (first->wider->wider, 0);
  g_autoptr (KinSyncQuery) by_bare = plan_laboratory (bare);
  g_autoptr (KinSyncQuery) by_date = plan_laboratory (dated);
  g_autoptr (KinSyncQuery) all = plan_laboratory (whole);

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
  g_autoptr (KinPortal) portal = kit_portal (KIT_TYPE ("CareTeam"));
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = kit_ledger ("CareTeam", KIT_SINCE, KIT_WHOLE_SINCE, 0);
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);

  /* A portal that cannot tell is not asked to. */
  g_assert_cmpint (kit_find (plan, "CareTeam")->window, ==, KIN_SYNC_WHOLE);
  g_assert_null (strstr (kit_shape (kit_find (plan, "CareTeam"), 0), "_lastUpdated"));
}

/* The last form goes without all that a portal could refuse and that is not needed. */
static void
test_last_form (void)
{
  g_autoptr (KinPortal) portal = kit_portal (
    KIT_BY ("Goal", "_lastUpdated") ",{'type':'Appointment'," KIT_SEARCHED
    ",'searchParam':[{'name':'patient'}]}");
  g_autoptr (KinSyncPlan) plan = kit_plan_all (portal, "patient/*.rs", "p");
  KinSyncQuery *query = kit_find (plan, "Goal");

  g_assert_cmpuint (query->shapes->len, ==, 2);
  g_assert_cmpstr (kit_shape (query, 1), ==, KIT_BASE "/Goal?patient=p");

  /* A period without an end, and then with one. */
  query = g_ptr_array_index (kit_find (plan, "Appointment")->parts, 0);
  g_assert_cmpstr (kit_shape (query, 0), ==,
                   KIT_BASE "/Appointment?patient=p&date=ge2024-01-01&_count=100");
  g_assert_cmpstr (kit_shape (query, 1), ==,
                   KIT_BASE "/Appointment?patient=p&date=ge2024-01-01&date=le2028-12-31");
}

/* What belongs to the answers is asked for where it was shared, and only there. */
static void
test_companions_are_shared (void)
{
  g_autoptr (KinPortal) portal = kit_portal (KIT_BY ("Goal", "patient"));
  g_autoptr (KinSyncPlan) with = kit_plan_all (
    portal, "patient/Goal.rs patient/Provenance.rs", "p");
  g_autoptr (KinSyncPlan) without = kit_plan_all (portal, "patient/Goal.rs", "p");

  g_assert_nonnull (strstr (kit_shape (kit_find (with, "Goal"), 0),
                            "_revinclude=Provenance%3Atarget"));
  g_assert_null (strstr (kit_shape (kit_find (without, "Goal"), 0), "_revinclude"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-query/forms", test_forms);
  g_test_add_func ("/sync-query/never-all-observations", test_never_all_observations);
  g_test_add_func ("/sync-query/windows", test_windows);
  g_test_add_func ("/sync-query/no-window-by-date", test_no_window_by_date);
  g_test_add_func ("/sync-query/form-is-remembered", test_form_is_remembered);
  g_test_add_func ("/sync-query/changes", test_changes);
  g_test_add_func ("/sync-query/last-form", test_last_form);
  g_test_add_func ("/sync-query/companions-are-shared", test_companions_are_shared);

  return g_test_run ();
}
