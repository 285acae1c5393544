/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-questions"

#include "config.h"

#include "kin-sync-questions-private.h"

#define PARALLEL 4

/* All questions of a plan, four at a time. */
typedef struct
{
  KinSyncContext  *context;
  GHashTable      *ledger;
  gboolean         full;
  KinSyncHarvest  *harvest;
  KinSyncSeen     *seen;
  KinSyncProgress *progress;
  GCancellable    *cancellable;     /* of these questions: one that fails stops the others */
  GCancellable    *outer;
  gulong           outer_id;

  GQueue           waiting;         /* of KinSyncQuery */
  guint            running;
  guint            asking;          /* of these: more is asked for, not only waited for */
  GError          *error;
} Questions;

/* One of them on its way. */
typedef struct
{
  GTask        *task;
  KinSyncQuery *query;
} Question;

static void ask_next (GTask *task);
static void pump (GTask *task);

static void
questions_free (Questions *self)
{
  if (self->outer_id != 0)
    g_signal_handler_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  kin_sync_context_unref (self->context);
  g_hash_table_unref (self->ledger);
  kin_sync_harvest_unref (self->harvest);
  kin_sync_seen_unref (self->seen);
  g_object_unref (self->progress);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) kin_sync_query_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
on_page (KinSyncPage *page,
         gpointer     user_data)
{
  Question *question = user_data;
  Questions *self = g_task_get_task_data (question->task);

  kin_sync_harvest_add (self->harvest, page);
  kin_sync_seen_add (self->seen, page);
}

static void
on_kept (const KinIngestCounts *counts,
         gpointer               user_data)
{
  Question *question = user_data;
  Questions *self = g_task_get_task_data (question->task);

  kin_sync_progress_count_page (self->progress, question->query->name, counts);
  kin_sync_progress_set_requests (self->progress,
                                  kin_client_get_n_requests (self->context->client));
}

/* The next question does not wait until this one is on the disk. */
static void
on_asked (gpointer user_data)
{
  Question *question = user_data;
  Questions *self = g_task_get_task_data (question->task);

  self->asking--;
  ask_next (question->task);
  if (self->asking == 0)
    kin_record_store_keep (self->context->record);
}

static const KinSyncAskFuncs funcs = { on_page, on_kept, on_asked };

/* A page of someone else, or a lost keyring: the other questions are stopped too. */
static void
stop_all (Questions *self,
          GError    *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) kin_sync_query_unref);
  g_cancellable_cancel (self->cancellable);
  kin_record_store_keep (self->context->record);
}

static void
ask_parts (Questions    *self,
           KinSyncQuery *query)
{
  kin_sync_seen_note (self->seen, query->type, FALSE);
  kin_sync_progress_drop_step (self->progress, query->name);
  for (guint i = query->parts->len; i > 0; i--)
    {
      KinSyncQuery *part = g_ptr_array_index (query->parts, i - 1);

      kin_sync_progress_add_step (self->progress, part->name);
      g_queue_push_head (&self->waiting, kin_sync_query_ref (part));
    }
}

static void
question_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr (GTask) task = question->task;
  g_autoptr (KinSyncQuery) query = question->query;
  Questions *self = g_task_get_task_data (task);
  KinSyncStep *step = kin_sync_progress_add_step (self->progress, query->name);
  KinSyncAnswer answer = { 0 };
  GError *error = NULL;

  g_free (question);
  self->running--;

  if (!kin_sync_ask_finish (result, &answer, &error))
    {
      kin_sync_step_set_state (step, KIN_SYNC_FAILED, "it was stopped");
      stop_all (self, error);
    }
  else if (answer.otherwise && query->wider != NULL)
    g_queue_push_head (&self->waiting, kin_sync_query_ref (query->wider));
  else if (answer.otherwise)
    ask_parts (self, query);
  else
    {
      kin_sync_seen_note (self->seen, query->type, answer.whole && !query->partial);
      kin_sync_step_set_state (step, kin_sync_state_from_outcome (answer.outcome), answer.reason);
    }

  pump (task);
}

static void
start_question (GTask        *task,
                KinSyncQuery *query)
{
  Questions *self = g_task_get_task_data (task);
  KinLedgerEntry *before = g_hash_table_lookup (self->ledger, query->name);
  Question *question = g_new0 (Question, 1);
  gboolean resumes = before != NULL && before->next != NULL && (!self->full || before->full);

  question->task = g_object_ref (task);
  question->query = query;
  self->running++;
  self->asking++;
  kin_sync_step_set_state (kin_sync_progress_add_step (self->progress, query->name),
                           KIN_SYNC_RUNNING, NULL);
  kin_sync_ask_async (self->context, query, resumes ? before : NULL, &funcs, question,
                      self->cancellable, question_cb, question);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The line only says what was not asked; the next run says it again. */
  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL, &error))
    g_debug ("Noting a skipped question: %s", error->message);
}

static void
skip (Questions    *self,
      KinSyncQuery *query)
{
  KinStep step = { 0 };

  kin_sync_seen_note (self->seen, query->type, FALSE);
  step.query = query->name;
  step.answer = KIN_OUTCOME_SKIPPED;
  step.reason = query->skip;
  step.more = TRUE;
  kin_record_store_ingest_async (self->context->record, self->context->connection, NULL, &step,
                                 self->cancellable, noted_cb, NULL);
  kin_sync_step_set_state (kin_sync_progress_add_step (self->progress, query->name),
                           KIN_SYNC_SKIPPED, query->skip);
}

static void
ask_next (GTask *task)
{
  Questions *self = g_task_get_task_data (task);

  while (self->asking < PARALLEL && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (KinSyncQuery) query = g_queue_pop_head (&self->waiting);

      if (query->skip != NULL)
        skip (self, query);
      else
        start_question (task, g_steal_pointer (&query));
    }
}

static void
pump (GTask *task)
{
  Questions *self = g_task_get_task_data (task);

  ask_next (task);
  if (self->running > 0)
    return;

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/**
 * kin_sync_questions_ask_async:
 * @ledger: (element-type utf8 KinLedgerEntry): what was known before this run, by question
 * @full: do not go on with a question that asked for changes only
 * @harvest: gets what the answers point at
 * @seen: gets what they are, and of which types they are all
 *
 * Asks everything that is in @plan.
 */
void
kin_sync_questions_ask_async (KinSyncContext      *context,
                              KinSyncPlan         *plan,
                              GHashTable          *ledger,
                              gboolean             full,
                              KinSyncHarvest      *harvest,
                              KinSyncSeen         *seen,
                              KinSyncProgress     *progress,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  GPtrArray *queries = kin_sync_plan_get_queries (plan);
  Questions *self = g_new0 (Questions, 1);

  self->context = kin_sync_context_ref (context);
  self->ledger = g_hash_table_ref (ledger);
  self->full = full;
  self->harvest = kin_sync_harvest_ref (harvest);
  self->seen = kin_sync_seen_ref (seen);
  self->progress = g_object_ref (progress);
  self->cancellable = g_cancellable_new ();
  self->outer = g_object_ref (cancellable);
  self->outer_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_outer_cancelled),
                                     self->cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->cancellable);
  g_queue_init (&self->waiting);

  g_task_set_source_tag (task, kin_sync_questions_ask_async);
  g_task_set_task_data (task, self, (GDestroyNotify) questions_free);
  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      kin_sync_progress_add_step (progress, query->name);
      g_queue_push_tail (&self->waiting, kin_sync_query_ref (query));
    }

  pump (task);
}

/**
 * kin_sync_questions_ask_finish:
 * @error: what ends the whole run
 */
gboolean
kin_sync_questions_ask_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
