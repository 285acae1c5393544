/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-progress"

#include "config.h"

#include "kin-sync-progress-private.h"

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           guint      *count)
{
  (*count)++;
}

/* A window that is bound to it hears of each page, and only of what is different. */
static void
test_pages (void)
{
  g_autoptr (KinSyncProgress) progress = kin_sync_progress_new ();
  const KinIngestCounts counts = { 10, 6, 3, 1 };
  const KinIngestCounts nothing = { 0 };
  KinSyncStep *step = kin_sync_progress_add_step (progress, "Goal");
  guint stored = 0;
  guint pages = 0;

  g_signal_connect (progress, "notify::stored", G_CALLBACK (on_notify), &stored);
  g_signal_connect (step, "notify::pages", G_CALLBACK (on_notify), &pages);
  kin_sync_progress_count_page (progress, "Goal", &counts);
  kin_sync_progress_count_page (progress, "Goal", &counts);

  kin_sync_progress_count_page (progress, "Goal", &nothing);

  g_assert_cmpuint (stored, ==, 2);
  g_assert_cmpuint (pages, ==, 3);
  g_assert_cmpuint (kin_sync_progress_get_resources (progress), ==, 20);
  g_assert_cmpuint (kin_sync_progress_get_stored (progress), ==, 12);
  g_assert_cmpuint (kin_sync_progress_get_unchanged (progress), ==, 6);
  g_assert_cmpuint (kin_sync_progress_get_quarantined (progress), ==, 2);
  g_assert_cmpuint (kin_sync_step_get_pages (step), ==, 3);
  g_assert_cmpuint (kin_sync_step_get_stored (step), ==, 12);
}

static void
test_steps (void)
{
  g_autoptr (KinSyncProgress) progress = kin_sync_progress_new ();
  GListModel *steps = kin_sync_progress_get_steps (progress);
  KinSyncStep *goal = kin_sync_progress_add_step (progress, "Goal");

  g_assert_true (kin_sync_progress_add_step (progress, "Goal") == goal);
  kin_sync_progress_add_step (progress, "Device");
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 2);
  kin_sync_progress_drop_step (progress, "Goal");
  kin_sync_progress_drop_step (progress, "Goal");
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, 1);
}

/* A refusal is an answer; what broke off, and what was never asked, is not whole. */
static void
test_end (void)
{
  g_autoptr (KinSyncProgress) progress = kin_sync_progress_new ();
  KinSyncStep *goal = kin_sync_progress_add_step (progress, "Goal");
  KinSyncStep *device = kin_sync_progress_add_step (progress, "Device");

  guint heard = 0;

  g_signal_connect (progress, "notify::complete", G_CALLBACK (on_notify), &heard);
  kin_sync_step_set_state (goal, KIN_SYNC_ANSWERED, NULL);
  kin_sync_step_set_state (device, KIN_SYNC_REFUSED, "not shared with this app");
  g_assert_false (kin_sync_progress_get_complete (progress));
  kin_sync_progress_end (progress);
  g_assert_true (kin_sync_progress_get_complete (progress));
  g_assert_cmpuint (heard, ==, 1);

  kin_sync_progress_add_step (progress, "Task");
  kin_sync_progress_end (progress);
  g_assert_false (kin_sync_progress_get_complete (progress));
  g_assert_cmpstr (kin_sync_state_get_id (kin_sync_step_get_state (goal)), ==, "answered");
  g_assert_cmpstr (kin_sync_step_get_reason (device), ==, "not shared with this app");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-progress/pages", test_pages);
  g_test_add_func ("/sync-progress/steps", test_steps);
  g_test_add_func ("/sync-progress/end", test_end);

  return g_test_run ();
}
