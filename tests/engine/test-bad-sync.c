/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-sync"

#include "config.h"

#include "bad-day.h"
#include "kin-disconnect.h"
#include "kin-person-clinics.h"
#include "kin-person-record.h"
#include "kin-sync-run.h"
#include "kin-sync-step.h"
#include "kin-way.h"
#include "practice-kit.h"

/* A portal that answers, and a database or a disk with a call that fails once: what came is kept or
 * asked for again, and in the end all of it is there. */

/* What a window is bound to says the same as what can be asked. */
static void
assert_shown (KinSyncRun *run)
{
  g_autoptr (KinSyncProgress) progress = NULL;
  g_autoptr (GListModel) steps = NULL;
  guint64 resources, stored, unchanged, quarantined;
  guint requests, missing;
  gboolean complete;

  g_object_get (run, "progress", &progress, NULL);
  g_assert_true (progress == kin_sync_run_get_progress (run));
  g_object_get (progress, "steps", &steps, "requests", &requests, "resources", &resources,
                "stored", &stored, "unchanged", &unchanged, "quarantined", &quarantined,
                "missing", &missing, "complete", &complete, NULL);
  g_assert_cmpuint (requests, ==, kin_sync_progress_get_requests (progress));
  g_assert_cmpuint (resources, ==, kin_sync_progress_get_resources (progress));
  g_assert_cmpuint (stored, ==, kin_sync_progress_get_stored (progress));
  g_assert_cmpuint (unchanged, ==, kin_sync_progress_get_unchanged (progress));
  g_assert_cmpuint (quarantined, ==, kin_sync_progress_get_quarantined (progress));
  g_assert_cmpuint (missing, ==, kin_sync_progress_get_missing (progress));
  g_assert_cmpint (complete, ==, kin_sync_progress_get_complete (progress));

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (steps, i);
      g_autofree char *query = NULL;
      g_autofree char *reason = NULL;
      g_autofree char *updated = NULL;
      guint64 kept;
      guint pages;
      int state;

      g_object_get (step, "query", &query, "state", &state, "reason", &reason, "pages", &pages,
                    "stored", &kept, "updated", &updated, NULL);
      g_assert_cmpstr (query, ==, kin_sync_step_get_query (step));
      g_assert_cmpint (state, ==, (int) kin_sync_step_get_state (step));
      g_assert_cmpstr (reason, ==, kin_sync_step_get_reason (step));
      g_assert_cmpuint (pages, ==, kin_sync_step_get_pages (step));
      g_assert_cmpuint (kept, ==, kin_sync_step_get_stored (step));
      g_assert_cmpstr (updated, ==, kin_sync_step_get_updated (step));
    }
}

static gboolean
sync_all (KitVisit  *visit,
          GError  **error)
{
  g_autoptr (KinSyncRun) run = kin_sync_run_new (visit->person, visit->connection, TRUE);
  g_auto (KitResult) result = { NULL };
  gboolean done;

  kin_sync_run_start_async (run, NULL, kit_done, &result);
  done = kin_sync_run_start_finish (run, kit_wait (&result), error);
  assert_shown (run);
  return done;
}

static guint
next (guint at)
{
  return at + 1 + (g_getenv ("KIN_LONG") != NULL ? 0 : at / 4);
}

static void
test_sync (KitVisit *visit)
{
  gboolean hit = TRUE;
  guint64 kept = 0;
  guint at;

  for (at = 1; hit; at = next (at))
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      bad_day_begin (at);
      done = sync_all (visit, &error);
      hit = bad_day_end ();
      g_assert_true (done == (error == NULL));
      g_assert_true (done || hit);
      g_assert_cmpuint (kit_count (visit->person), >=, kept);
      kept = kit_count (visit->person);
    }

  g_test_message ("%u, and %u were kept", at, (guint) kept);
  g_assert_cmpuint (kept, >, 50);
}

typedef struct
{
  KinSignIn    *sign_in;
  GCancellable *cancellable;
} Browsing;

/* What the browser was sent to is not pasted, but something else; then the person gives up. */
static void
on_page (const char *url,
         gpointer    user_data)
{
  Browsing *browsing = user_data;

  g_assert_nonnull (kin_sign_in_get_portal_name (browsing->sign_in));
  g_assert_cmpint (kin_sign_in_take_return (browsing->sign_in, "https://else.example/?code=1"), ==,
                   KIN_SIGN_IN_RETURN_NOT_IT);
  g_cancellable_cancel (browsing->cancellable);
}

static void
test_given_up (KitVisit *visit)
{
  g_autofree char *base = practice_word_of (&visit->practice, "base_url");
  const struct
  {
    const char *address;
    gboolean    is_asked;
  } cases[] = { { "not an address", FALSE }, { base, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinSignIn) sign_in = kin_sign_in_new (visit->person, cases[i].address,
                                                       "kinchart", NULL, NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Browsing browsing = { sign_in, cancellable };
      g_auto (KitResult) result = { NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (kin_sign_in_get_portal_name (sign_in));
      g_assert_cmpint (kin_sign_in_take_return (sign_in, base), ==, KIN_SIGN_IN_RETURN_TOO_LATE);
      kin_sign_in_run_async (sign_in, on_page, &browsing, cancellable, kit_done, &result);
      g_assert_false (kin_sign_in_run_finish (sign_in, kit_wait (&result), &error));
      g_assert_cmpint (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED), ==,
                       cases[i].is_asked);
    }
}

/* A sign-in with a browser takes its time. */
static void
test_sign_in (KitVisit *visit)
{
  for (guint at = 1; at < 20; at += 4)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      bad_day_begin (at);
      done = kit_visit_sign_in (visit, &error);
      bad_day_end ();
      g_assert_true (done == (error == NULL));
    }

  if (visit->connection == NULL)
    g_assert_true (kit_visit_sign_in (visit, NULL));
}

/* What a clinic's address answers, before anybody signs in. */
static void
test_clinic (KitVisit *visit)
{
  g_autofree char *base = practice_word_of (&visit->practice, "base_url");
  g_autofree char *nothing = g_strconcat (base, "/nothing", NULL);
  const struct
  {
    const char *address;
    const char *key;
    int         way;
    gboolean    known;
  } cases[] = {
    { base, NULL, KIN_WAY_CONNECT, TRUE },
    { base, "Oak", KIN_WAY_CONNECT, TRUE },
    { nothing, NULL, -1, FALSE },
    { "http://127.0.0.1:1/fhir", "Oak", -1, FALSE },
    { "not an address", NULL, -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "key",
                                                   cases[i].key, "address", cases[i].address,
                                                   "client-id", "kinchart", NULL);
      g_auto (KitResult) probed = { NULL };
      g_auto (KitResult) tried = { NULL };
      g_autoptr (KinClinic) found = NULL;
      g_autoptr (GError) error = NULL;

      kin_person_probe_clinic_async (visit->person, clinic, NULL, kit_done, &probed);
      found = kin_person_probe_clinic_finish (visit->person, kit_wait (&probed), &error);
      g_test_message ("%s: %s", cases[i].address, error != NULL ? error->message : "answered");
      g_assert_cmpint (found != NULL ? (int) kin_clinic_get_way (found) : -1, ==, cases[i].way);
      kin_person_try_number_async (visit->person, clinic, NULL, kit_done, &tried);
      g_assert_cmpint (kin_person_try_number_finish (visit->person, kit_wait (&tried), NULL), ==,
                       cases[i].known);
    }
}

/* The way to the clinic ends, and what came from there stays. */
static void
test_disconnect (KitVisit *visit)
{
  guint64 kept = kit_count (visit->person);
  gboolean done = FALSE;

  for (guint at = 1; !done; at++)
    {
      g_auto (KitResult) result = { NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *where = NULL;
      gboolean revoked;

      bad_day_begin (at);
      kin_disconnect_async (visit->person, visit->connection, NULL, kit_done, &result);
      done = kin_disconnect_finish (kit_wait (&result), &revoked, &where, &error);
      bad_day_end ();
      g_assert_true (done == (error == NULL));
    }

  g_assert_cmpuint (kit_count (visit->person), ==, kept);
}

static void
test_all (void)
{
  KitVisit visit = { { NULL } };

  kit_visit_set_up (&visit);
  test_clinic (&visit);
  test_given_up (&visit);
  test_sign_in (&visit);
  test_sync (&visit);
  test_disconnect (&visit);
  kit_visit_tear_down (&visit);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Some of what fails here has nobody who waits for it: that is said in the log. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/bad-sync/all", test_all);

  return g_test_run ();
}
