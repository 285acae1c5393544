/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-row-reader"

#include "config.h"

#include "kin-row-reader.h"
#include "kin-worker-private.h"

/* A row takes far less than a tenth of a millisecond. As long as this, a window may stand still;
 * and where the last answer was late, hardly at all. */
#define PATIENCE (20 * G_TIME_SPAN_MILLISECOND)
#define LITTLE_PATIENCE G_TIME_SPAN_MILLISECOND

struct _KinRowReader
{
  KinWorker    *worker;
  KinDatabase  *database;        /* the worker's */
  GCancellable *ending;

  /* The main thread's. */
  guint         n_late;          /* for so many answers nobody waits any more */
  gboolean      is_slow;         /* the last one was late, and not because others were busy */
};

typedef struct
{
  KinRowReader   *reader;
  KinRowQuestion  asked;
  gboolean        is_late;       /* the main thread's */

  GMutex          lock;
  GCond           answered;
  gboolean        done;
  gint64          took;          /* microseconds */
  gpointer        answer;
} Question;

static void
row_reader_clear (gpointer data)
{
  KinRowReader *self = data;

  g_clear_object (&self->ending);
}

static void
row_reader_unref (KinRowReader *self)
{
  g_atomic_rc_box_release_full (self, row_reader_clear);
}

static Question *
question_new (KinRowReader   *reader,
              KinRowQuestion  asked)
{
  Question *self = g_new0 (Question, 1);

  self->reader = g_atomic_rc_box_acquire (reader);
  self->asked = asked;
  if (asked.owner != NULL)
    g_object_ref (asked.owner);
  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);

  return self;
}

static void
question_free (Question *self)
{
  g_clear_pointer (&self->answer, self->asked.free_answer);
  if (self->asked.free_wanted != NULL)
    self->asked.free_wanted (self->asked.wanted);
  g_clear_object (&self->asked.owner);
  g_cond_clear (&self->answered);
  g_mutex_clear (&self->lock);
  row_reader_unref (self->reader);
  g_free (self);
}

/* Takes over @database. */
KinRowReader *
kin_row_reader_new (KinDatabase *database)
{
  KinRowReader *self = g_atomic_rc_box_new0 (KinRowReader);

  self->database = database;
  self->ending = g_cancellable_new ();
  self->worker = kin_worker_new ("rows");

  return self;
}

static void
close_database (gpointer owned)
{
  KinRowReader *self = owned;

  g_clear_pointer (&self->database, kin_database_close);
}

/* Closes, when the row that is being read just now is there: for as long the thread that calls this
 * waits. Nobody asks any more, and what was asked for is not read. */
void
kin_row_reader_end (KinRowReader *self)
{
  g_cancellable_cancel (self->ending);
  kin_worker_end (self->worker, NULL, close_database, self);
  row_reader_unref (self);
}

static void
read_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Question *self = task_data;
  gint64 begin = g_get_monotonic_time ();
  gpointer answer;

  kin_worker_assert (self->reader->worker);

  answer = self->asked.read (self->reader->database, self->asked.wanted, self->reader->ending);

  g_mutex_lock (&self->lock);
  self->took = g_get_monotonic_time () - begin;
  self->answer = answer;
  self->done = TRUE;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);

  g_task_return_boolean (task, TRUE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Question *self = g_task_get_task_data (G_TASK (result));

  if (!self->is_late)
    return;

  self->reader->n_late--;
  self->reader->is_slow = self->took > PATIENCE;
  if (self->asked.late != NULL)
    self->asked.late (self->asked.owner, self->asked.wanted, self->answer);
}

/* Waits for a moment, and not even that while an earlier answer is late: what is asked for in one
 * frame is waited for once. */
static gpointer
wait_for_answer (Question *self)
{
  gint64 end = g_get_monotonic_time () + (self->reader->is_slow ? LITTLE_PATIENCE : PATIENCE);
  gpointer answer;

  g_mutex_lock (&self->lock);
  while (!self->done && self->reader->n_late == 0
         && g_cond_wait_until (&self->answered, &self->lock, end))
    continue;

  self->is_late = !self->done;
  answer = g_steal_pointer (&self->answer);
  g_mutex_unlock (&self->lock);

  self->reader->is_slow = self->is_late;
  if (self->is_late)
    self->reader->n_late++;

  return answer;
}

/* Asks on the main thread. Takes over what is wanted. Returns: (transfer full) (nullable): the
 * answer; where @is_late is set, there is none yet */
gpointer
kin_row_reader_ask (KinRowReader   *self,
                    KinRowQuestion  asked,
                    gboolean       *is_late)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, answered_cb, NULL);
  Question *question = question_new (self, asked);
  gpointer answer;

  g_task_set_source_tag (task, kin_row_reader_ask);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  kin_worker_push (self->worker, g_object_ref (task), read_job);

  answer = wait_for_answer (question);
  *is_late = question->is_late;

  return answer;
}
