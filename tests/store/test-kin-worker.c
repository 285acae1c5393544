/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-worker"

#include "config.h"

#include "kin-store-error.h"
#include "kin-store-kit.h"
#include "kin-worker-private.h"

/* What the worker does, in the order in which it did it. */
typedef struct
{
  KinWorker *worker;
  GString   *log;
  gboolean   ended;       /* atomic */
} Desk;

static Desk *
desk_new (void)
{
  Desk *desk = g_new0 (Desk, 1);

  desk->log = g_string_new (NULL);
  desk->worker = kin_worker_new ("desk");

  return desk;
}

static void
desk_free (Desk *desk)
{
  g_string_free (desk->log, TRUE);
  g_free (desk);
}

static void
write_letter (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Desk *desk = task_data;

  kin_worker_assert (desk->worker);
  g_string_append_c (desk->log, (char) GPOINTER_TO_INT (g_task_get_source_tag (task)));
  g_task_return_boolean (task, TRUE);
}

static void
push_letter (Desk          *desk,
             char           letter,
             GCancellable  *cancellable,
             GAsyncResult **result)
{
  GTask *task = g_task_new (NULL, cancellable, kit_ready, result);

  g_task_set_source_tag (task, GINT_TO_POINTER (letter));
  g_task_set_task_data (task, desk, NULL);
  kin_worker_push (desk->worker, task, write_letter);
}

static void
last_job (gpointer owned)
{
  Desk *desk = owned;

  g_string_append_c (desk->log, '.');
  g_atomic_int_set (&desk->ended, TRUE);
}

static void
end (Desk *desk)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_worker_end (desk->worker, g_task_new (NULL, NULL, kit_ready, &result), last_job, desk);
  done = kit_wait (&result);
  g_assert_true (g_atomic_int_get (&desk->ended));
}

/* Jobs run one after the other, and what was asked for before the end is done. */
static void
test_order (void)
{
  Desk *desk = desk_new ();
  GAsyncResult *results[26] = { NULL };

  g_assert_false (kin_worker_is_current (desk->worker));
  for (int i = 0; i < 26; i++)
    push_letter (desk, (char) ('a' + i), NULL, &results[i]);
  end (desk);
  g_assert_cmpstr (desk->log->str, ==, "abcdefghijklmnopqrstuvwxyz.");

  for (int i = 0; i < 26; i++)
    {
      g_autoptr (GAsyncResult) done = kit_wait (&results[i]);

      g_assert_true (g_task_propagate_boolean (G_TASK (done), NULL));
    }
  desk_free (desk);
}

/* A job that was cancelled while it waited is not begun. */
static void
test_cancelled (void)
{
  Desk *desk = desk_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  push_letter (desk, 'x', cancellable, &result);
  done = kit_wait (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (done), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (desk);
  g_assert_cmpstr (desk->log->str, ==, ".");
  desk_free (desk);
}

/* Without a worker the store is closed. */
static void
test_closed (void)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_worker_push (NULL, g_task_new (NULL, NULL, kit_ready, &result), write_letter);
  done = kit_wait (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (done), &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED);
}

static void
deadline_due (gpointer owned)
{
  Desk *desk = owned;

  kin_worker_assert (desk->worker);
  g_string_append_c (desk->log, '!');
}

static void
set_deadline (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Desk *desk = task_data;

  kin_worker_set_deadline (desk->worker, g_get_monotonic_time () + 20000, deadline_due, desk);
  g_task_return_boolean (task, TRUE);
}

/* A deadline comes once, between jobs, without anyone pushing one. */
static void
test_deadline (void)
{
  Desk *desk = desk_new ();
  GAsyncResult *result = NULL;
  GTask *task = g_task_new (NULL, NULL, kit_ready, &result);

  g_task_set_task_data (task, desk, NULL);
  kin_worker_push (desk->worker, task, set_deadline);
  g_object_unref (kit_wait (&result));
  g_usleep (200000);
  end (desk);
  g_assert_cmpstr (desk->log->str, ==, "!.");
  desk_free (desk);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/worker/order", test_order);
  g_test_add_func ("/store/worker/cancelled", test_cancelled);
  g_test_add_func ("/store/worker/closed", test_closed);
  g_test_add_func ("/store/worker/deadline", test_deadline);

  return g_test_run ();
}
