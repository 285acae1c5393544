/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-worker"

#include "config.h"

#include "kin-store-error.h"
#include "kin-worker-private.h"

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  run;

  /* Only in the last job. */
  gboolean         ends;
  KinWorkerFunc    last;
  gpointer         owned;
} Job;

struct _KinWorker
{
  GThread       *thread;
  GAsyncQueue   *jobs;      /* of Job */

  /* The worker thread's. */
  gint64         deadline;  /* monotonic, or 0 */
  KinWorkerFunc  due;
  gpointer       owned;
};

static gboolean
release_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* Drops a reference to a task where the task was made. The last reference takes
 * the source object along, and objects that people see may only go on the
 * thread where they live. (g_main_context_invoke() will not do: it may run its
 * function right here when nobody iterates the context.) */
void
kin_worker_finish_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, release_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (Job *job)
{
  GTask *task = job->task;

  /* A task that was cancelled while it waited is not begun. */
  if (!g_task_return_error_if_cancelled (task))
    job->run (task, g_task_get_source_object (task), g_task_get_task_data (task),
              g_task_get_cancellable (task));

  kin_worker_finish_task (task);
  g_free (job);
}

static void
run_deadline (KinWorker *self)
{
  self->deadline = 0;
  self->due (self->owned);
}

static Job *
wait_for_job (KinWorker *self)
{
  gint64 left;

  if (self->deadline == 0)
    return g_async_queue_pop (self->jobs);

  left = self->deadline - g_get_monotonic_time ();

  return left > 0 ? g_async_queue_timeout_pop (self->jobs, (guint64) left) : NULL;
}

typedef struct
{
  GThread *thread;
  GTask   *task;
} Ending;

/* Where the task was made. A thread that still lives when the process ends would clean up its
 * part of OpenSSL while the process cleans up the whole of it. */
static gboolean
ended_cb (gpointer user_data)
{
  Ending *self = user_data;

  g_thread_join (self->thread);
  g_task_return_boolean (self->task, TRUE);
  g_object_unref (self->task);
  g_free (self);

  return G_SOURCE_REMOVE;
}

static void
tell_the_end (GThread *thread,
              GTask   *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Ending *ending = g_new0 (Ending, 1);

  ending->thread = thread;
  ending->task = task;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, ended_cb, ending, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_last (KinWorker *self,
          Job       *job)
{
  GAsyncQueue *jobs = g_steal_pointer (&self->jobs);

  job->last (job->owned);

  if (job->task != NULL)
    tell_the_end (self->thread, job->task);

  g_free (job);
  g_free (self);
  g_async_queue_unref (jobs);
}

static gpointer
work (gpointer user_data)
{
  KinWorker *self = user_data;

  while (TRUE)
    {
      Job *job = wait_for_job (self);

      if (job == NULL)
        {
          run_deadline (self);
        }
      else if (job->ends)
        {
          run_last (self, job);
          return NULL;
        }
      else
        {
          run_job (job);
        }
    }
}

/* Starts a thread that lives until kin_worker_end(). */
KinWorker *
kin_worker_new (const char *name)
{
  KinWorker *self = g_new0 (KinWorker, 1);

  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new (name, work, self);

  return self;
}

/* Queues a job; the worker takes over @task. Without a worker the store is
 * closed, and the task is told so. A job that keeps its task beyond its end
 * takes a reference, and lets go with kin_worker_finish_task(). */
void
kin_worker_push (KinWorker       *self,
                 GTask           *task,
                 GTaskThreadFunc  run)
{
  Job *job;

  if (self == NULL)
    {
      g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                               "The store is closed");
      g_object_unref (task);
      return;
    }

  job = g_new0 (Job, 1);
  job->task = task;
  job->run = run;
  g_async_queue_push (self->jobs, job);
}

/* Queues the last job: @last closes and frees @owned and the thread ends, then @task is
 * told. Without a task the caller waits for it. The caller forgets @self here. */
void
kin_worker_end (KinWorker     *self,
                GTask         *task,
                KinWorkerFunc  last,
                gpointer       owned)
{
  Job *job = g_new0 (Job, 1);
  GThread *thread = self->thread;

  job->task = task;
  job->ends = TRUE;
  job->last = last;
  job->owned = owned;
  g_async_queue_push (self->jobs, job);
  if (task == NULL)
    g_thread_join (thread);
}

gboolean
kin_worker_is_current (KinWorker *self)
{
  return self->thread == g_thread_self ();
}

/* Calls @due on the worker thread when @deadline has passed and no job runs;
 * a deadline of 0 takes it back. */
void
kin_worker_set_deadline (KinWorker     *self,
                         gint64         deadline,
                         KinWorkerFunc  due,
                         gpointer       owned)
{
  kin_worker_assert (self);

  self->deadline = deadline;
  self->due = due;
  self->owned = owned;
}
