/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-run"

#include "config.h"

#include "kin-client.h"
#include "kin-engine-error.h"
#include "kin-identity.h"
#include "kin-keyring-credentials.h"
#include "kin-person-private.h"
#include "kin-scope.h"
#include "kin-sync-ask-private.h"
#include "kin-sync-extras-private.h"
#include "kin-sync-plan.h"
#include "kin-sync-run.h"

#define PARALLEL 4
#define MAX_REFERENCE_ROUNDS 4
#define MAX_FILE_TRIES 5
#define RAW_BATCH 200

/* Changes are asked for from a little before the last time, because clocks and caches differ;
 * and now and then everything is, because "changed since" misses some. */
#define OVERLAP_MINUTES 10
#define FULL_EVERY_DAYS 7

#define PATIENT_QUERY "Patient"

/**
 * KinSyncRun:
 *
 * One time that a portal is asked for everything it has about one person. Used once.
 *
 * The person's own data first, and whose they are is compared with what was confirmed; then all
 * questions of the plan, four at a time; then what they point at; then documents and pictures.
 * Each page is committed with its place in the answer, so that a run that ends at any moment is
 * taken up where it was.
 */
struct _KinSyncRun
{
  GObject         parent_instance;

  KinPerson      *person;
  KinConnection  *connection;
  gboolean        full;

  GCancellable   *cancellable;
  KinSyncContext *context;
  GHashTable     *ledger;          /* query → KinLedgerEntry, as before this run */
  GHashTable     *since;           /* query → instant */
  GQueue          waiting;         /* of KinSyncQuery */
  guint           running;
  GError         *error;           /* what ends the run */

  GHashTable     *references;      /* set, not looked for yet */
  GHashTable     *looked_for;      /* set */
  GHashTable     *files;           /* url → KinSyncFile */
  guint           rounds;
  guint           n_read;

  GListStore     *steps;
  guint64         resources;
  guint64         stored;
  guint64         unchanged;
  guint64         quarantined;
  guint           missing;
};

G_DEFINE_FINAL_TYPE (KinSyncRun, kin_sync_run, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STEPS,
  PROP_REQUESTS,
  PROP_RESOURCES,
  PROP_STORED,
  PROP_UNCHANGED,
  PROP_QUARANTINED,
  PROP_MISSING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Counting */

static KinSyncStep *
find_step (KinSyncRun *self,
           const char *query)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->steps));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

      if (g_strcmp0 (kin_sync_step_get_query (step), query) == 0)
        return step;
    }

  return NULL;
}

static KinSyncStep *
add_step (KinSyncRun *self,
          const char *query)
{
  g_autoptr (KinSyncStep) step = NULL;
  KinSyncStep *known = find_step (self, query);

  if (known != NULL)
    return known;

  step = kin_sync_step_new (query);
  g_list_store_append (self->steps, step);
  return step;
}

static void
drop_step (KinSyncRun *self,
           const char *query)
{
  KinSyncStep *step = find_step (self, query);
  guint position;

  if (step != NULL && g_list_store_find (self->steps, step, &position))
    g_list_store_remove (self->steps, position);
}

static void
count_page (KinSyncRun            *self,
            KinSyncStep           *step,
            const KinIngestCounts *counts)
{
  kin_sync_step_set_counts (step, kin_sync_step_get_pages (step) + 1,
                            kin_sync_step_get_stored (step) + counts->stored);

  self->resources += counts->resources;
  self->stored += counts->stored;
  self->unchanged += counts->unchanged;
  self->quarantined += counts->quarantined;
  for (guint i = PROP_REQUESTS; i < PROP_MISSING; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
harvest (KinSyncRun  *self,
         KinSyncPage *page)
{
  for (guint i = 0; page->references[i] != NULL; i++)
    if (!g_hash_table_contains (self->looked_for, page->references[i]))
      g_hash_table_add (self->references, g_strdup (page->references[i]));

  for (guint i = 0; i < page->files->len; i++)
    {
      KinSyncFile *file = g_ptr_array_index (page->files, i);

      if (!g_hash_table_contains (self->files, file->url))
        {
          KinSyncFile *copy = kin_sync_file_copy (file);

          g_hash_table_insert (self->files, copy->url, copy);
        }
    }
}

/* The end: what came of it is noted with the connection, whatever it was. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinConnection) connection = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  connection = kin_person_save_connection_finish (KIN_PERSON (source), result, &error);
  if (self->error != NULL)
    {
      g_clear_error (&error);
      g_task_return_error (task, g_steal_pointer (&self->error));
    }
  else if (connection == NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

static void
set_text (char       **target,
          const char  *value)
{
  g_free (*target);
  *target = g_strdup (value);
}

static KinConnectionState
state_after (KinSyncRun *self)
{
  if (g_error_matches (self->error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON))
    return KIN_CONNECTION_STOPPED;
  if (g_error_matches (self->error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN))
    return KIN_CONNECTION_NEEDS_SIGN_IN;

  return KIN_CONNECTION_READY;
}

/* What other rooms say is put into our words where it has its own next step. */
static void
translate_error (KinSyncRun *self)
{
  if (g_error_matches (self->error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON))
    {
      g_clear_error (&self->error);
      g_set_error_literal (&self->error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                           "A page holds another patient's data");
    }
  else if (g_error_matches (self->error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN))
    {
      g_clear_error (&self->error);
      g_set_error_literal (&self->error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN,
                           "The grant of the portal has ended");
    }
}

static void
end (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);
  g_autoptr (KinConnectionNote) note = NULL;

  translate_error (self);
  note = kin_connection_note_copy (kin_connection_get_note (self->connection));
  set_text (&note->state, kin_connection_state_to_id (state_after (self)));
  set_text (&note->problem, self->error != NULL ? self->error->message : NULL);
  if (self->error == NULL && kin_sync_run_get_complete (self))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

      g_free (note->last_success);
      note->last_success = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
    }

  kin_person_save_connection_async (self->person, note, NULL, saved_cb, g_object_ref (task));
}

static void
end_with_error (GTask  *task,
                GError *error)
{
  KinSyncRun *self = g_task_get_source_object (task);

  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);

  end (task);
}

/* The ledger's last word: nothing that was read points at something not looked for. */
static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL, &error))
    end (task);
  else
    end_with_error (task, error);
}

static void
note_references (GTask               *task,
                 KinOutcome           outcome,
                 GAsyncReadyCallback  callback)
{
  KinSyncRun *self = g_task_get_source_object (task);
  KinStep step = { 0 };

  step.query = KIN_SYNC_REFERENCES;
  step.page = self->n_read;
  step.answer = outcome;
  step.full = TRUE;
  kin_record_store_ingest_async (self->context->record, self->context->connection, NULL, &step,
                                 self->cancellable, callback, g_object_ref (task));
}

/* Documents and pictures */

static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!kin_sync_fetch_files_finish (result, &self->missing, &error))
    {
      end_with_error (task, error);
      return;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
  note_references (task, KIN_OUTCOME_ANSWERED, closed_cb);
}

/* What is here already, or was asked for in vain too often, is not asked for again; what an
 * earlier run could not get is. */
static void
sort_known_files (KinSyncRun *self,
                  GPtrArray  *known)
{
  for (guint i = 0; i < known->len; i++)
    {
      KinAttachment *attachment = g_ptr_array_index (known, i);
      gboolean tired = attachment->tries >= MAX_FILE_TRIES && !self->full;

      if (attachment->hash != NULL || tired)
        {
          g_hash_table_remove (self->files, attachment->url);
        }
      else if (!g_hash_table_contains (self->files, attachment->url))
        {
          KinSyncFile again = { attachment->url, attachment->content_type, -1 };
          KinSyncFile *copy = kin_sync_file_copy (&again);

          g_hash_table_insert (self->files, copy->url, copy);
        }
    }
}

static void
known_files_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) files = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GHashTableIter iter;
  gpointer file;
  GError *error = NULL;

  known = kin_record_store_get_attachments_finish (KIN_RECORD_STORE (source), result, &error);
  if (known == NULL)
    {
      end_with_error (task, error);
      return;
    }

  sort_known_files (self, known);
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_file_free);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    g_ptr_array_add (files, kin_sync_file_copy (file));

  kin_sync_fetch_files_async (self->context, files, self->cancellable, files_cb,
                              g_object_ref (task));
}

static void
fetch_files (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);

  kin_record_store_get_attachments_async (self->context->record, self->context->connection,
                                          self->cancellable, known_files_cb, g_object_ref (task));
}

/* What the answers point at, and what that points at in turn */

static void look_for_references (GTask *task);

static void
on_reference (KinSyncPage           *page,
              const KinIngestCounts *counts,
              gpointer               user_data)
{
  KinSyncRun *self = user_data;
  KinSyncStep *step = add_step (self, KIN_SYNC_REFERENCES);

  count_page (self, step, counts);
  kin_sync_step_set_state (step, KIN_SYNC_ANSWERED, NULL);
  harvest (self, page);
}

static void
references_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_sync_read_references_finish (result, &error))
    look_for_references (task);
  else
    end_with_error (task, error);
}

static void
missing_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) missing = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  missing = kin_record_store_find_missing_finish (KIN_RECORD_STORE (source), result, &error);
  if (missing == NULL)
    end_with_error (task, error);
  else
    kin_sync_read_references_async (self->context, (const char * const *) missing, &self->n_read,
                                    on_reference, self, self->cancellable, references_cb,
                                    g_object_ref (task));
}

static gboolean
may_read (KinSyncRun *self,
          const char *reference)
{
  g_auto (GStrv) parts = g_strsplit (reference, "/", 2);

  return kin_scope_allows (kin_client_get_scope (self->context->client), parts[0], 'r');
}

static void
look_for_references (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer reference;

  g_hash_table_iter_init (&iter, self->references);
  while (g_hash_table_iter_next (&iter, &reference, NULL))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_add (self->looked_for, reference);
      if (may_read (self, reference))
        g_ptr_array_add (wanted, reference);
    }
  g_ptr_array_add (wanted, NULL);

  if (wanted->len == 1 || self->rounds++ >= MAX_REFERENCE_ROUNDS)
    fetch_files (task);
  else
    kin_record_store_find_missing_async (self->context->record, self->context->connection,
                                         (const char * const *) wanted->pdata, self->cancellable,
                                         missing_cb, g_object_ref (task));
}

/* After a run that broke off, what its pages point at is read from the record. */

static void read_again (GTask  *task,
                        gint64  after);

static void
raw_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) batch = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  KinRawResource *last = NULL;
  GError *error = NULL;

  batch = kin_record_store_read_raw_finish (KIN_RECORD_STORE (source), result, &error);
  if (batch == NULL)
    {
      end_with_error (task, error);
      return;
    }

  for (guint i = 0; i < batch->len; i++)
    {
      KinRawResource *raw = last = g_ptr_array_index (batch, i);
      g_autoptr (KinBundle) bundle = NULL;
      g_autoptr (KinSyncPage) page = NULL;

      if (g_strcmp0 (raw->connection, self->context->connection) != 0)
        continue;
      bundle = kin_bundle_new (raw->bytes, NULL);
      if (bundle != NULL)
        page = kin_sync_page_new (bundle, self->context->base, self->context->patient_id, NULL);
      if (page != NULL)
        harvest (self, page);
    }

  if (last != NULL)
    read_again (task, last->id);
  else
    look_for_references (task);
}

static void
read_again (GTask  *task,
            gint64  after)
{
  KinSyncRun *self = g_task_get_source_object (task);

  kin_record_store_read_raw_async (self->context->record, after, RAW_BATCH, self->cancellable,
                                   raw_cb, g_object_ref (task));
}

static void
queries_done (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);
  const KinLedgerEntry *before = g_hash_table_lookup (self->ledger, KIN_SYNC_REFERENCES);

  if (self->error != NULL)
    end (task);
  else if (before != NULL && before->answer != KIN_OUTCOME_ANSWERED)
    read_again (task, 0);
  else
    look_for_references (task);
}

/* The questions, four at a time */

static void pump (GTask *task);

/* One question of this run. */
typedef struct
{
  GTask        *task;
  KinSyncQuery *query;
} Question;

static void
on_page (KinSyncPage           *page,
         const KinIngestCounts *counts,
         gpointer               user_data)
{
  Question *question = user_data;
  KinSyncRun *self = g_task_get_source_object (question->task);

  count_page (self, add_step (self, question->query->name), counts);
  harvest (self, page);
}

static KinSyncState
to_state (KinOutcome outcome)
{
  switch (outcome)
    {
    case KIN_OUTCOME_ANSWERED:
      return KIN_SYNC_ANSWERED;
    case KIN_OUTCOME_REFUSED:
      return KIN_SYNC_REFUSED;
    case KIN_OUTCOME_FAILED:
      return KIN_SYNC_FAILED;
    case KIN_OUTCOME_SKIPPED:
      return KIN_SYNC_SKIPPED;
    case KIN_OUTCOME_RUNNING:
    default:
      return KIN_SYNC_RUNNING;
    }
}

/* A page of someone else, or a lost keyring: the other questions are stopped too. */
static void
stop_all (KinSyncRun *self,
          GError     *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) kin_sync_query_unref);
  g_cancellable_cancel (self->cancellable);
}

static void
ask_parts (KinSyncRun   *self,
           KinSyncQuery *query)
{
  drop_step (self, query->name);
  for (guint i = query->parts->len; i > 0; i--)
    {
      KinSyncQuery *part = g_ptr_array_index (query->parts, i - 1);

      add_step (self, part->name);
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
  KinSyncRun *self = g_task_get_source_object (task);
  KinSyncAnswer answer = { 0 };
  GError *error = NULL;

  g_free (question);
  self->running--;

  if (!kin_sync_ask_finish (result, &answer, &error))
    {
      kin_sync_step_set_state (add_step (self, query->name), KIN_SYNC_FAILED, "it was stopped");
      stop_all (self, error);
    }
  else if (answer.narrower)
    ask_parts (self, query);
  else
    kin_sync_step_set_state (add_step (self, query->name), to_state (answer.outcome),
                             answer.reason);

  pump (task);
}

static gboolean
asks_for_changes (KinSyncRun   *self,
                  KinSyncQuery *query)
{
  return g_hash_table_contains (self->since, query->name) &&
         kin_portal_has_search (kin_client_get_portal (self->context->client), query->type,
                                "_lastUpdated");
}

static void
start_question (GTask        *task,
                KinSyncQuery *query)
{
  KinSyncRun *self = g_task_get_source_object (task);
  KinLedgerEntry *before = g_hash_table_lookup (self->ledger, query->name);
  Question *question;

  question = g_new0 (Question, 1);
  question->task = g_object_ref (task);
  question->query = query;
  self->running++;
  kin_sync_step_set_state (add_step (self, query->name), KIN_SYNC_RUNNING, NULL);
  kin_sync_ask_async (self->context, query,
                      before != NULL && before->next != NULL && (!self->full || before->full)
                        ? before : NULL,
                      !asks_for_changes (self, query), on_page, question, self->cancellable,
                      question_cb, question);
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
skip (KinSyncRun   *self,
      KinSyncQuery *query)
{
  KinStep step = { 0 };

  step.query = query->name;
  step.answer = KIN_OUTCOME_SKIPPED;
  step.reason = query->skip;
  kin_record_store_ingest_async (self->context->record, self->context->connection, NULL, &step,
                                 self->cancellable, noted_cb, NULL);
  kin_sync_step_set_state (add_step (self, query->name), KIN_SYNC_SKIPPED, query->skip);
}

static void
pump (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);

  while (self->running < PARALLEL && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (KinSyncQuery) query = g_queue_pop_head (&self->waiting);

      if (query->skip != NULL)
        skip (self, query);
      else
        start_question (task, g_steal_pointer (&query));
    }

  if (self->running == 0)
    queries_done (task);
}

static char *
subtract_overlap (const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);
  g_autoptr (GDateTime) earlier = NULL;

  if (time == NULL)
    return NULL;

  earlier = g_date_time_add_minutes (time, -OVERLAP_MINUTES);
  return g_date_time_format (earlier, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
is_recent (const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return time != NULL && g_date_time_difference (now, time) < FULL_EVERY_DAYS * G_TIME_SPAN_DAY;
}

/* Which questions are asked for changes only. */
static void
find_since (KinSyncRun *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->ledger);
  while (!self->full && g_hash_table_iter_next (&iter, NULL, &value))
    {
      KinLedgerEntry *entry = value;
      char *since;

      if (entry->since == NULL || entry->full_since == NULL || !is_recent (entry->full_since))
        continue;
      since = subtract_overlap (entry->since);
      if (since != NULL)
        g_hash_table_insert (self->since, g_strdup (entry->query), since);
    }
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (KinSyncPlan) plan = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GPtrArray *queries;
  GError *error = NULL;

  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL, &error))
    {
      end_with_error (task, error);
      return;
    }

  find_since (self);
  plan = kin_sync_plan_new (kin_client_get_portal (self->context->client),
                            kin_client_get_scope (self->context->client),
                            self->context->patient_id, g_date_time_get_year (now), self->since);
  queries = kin_sync_plan_get_queries (plan);
  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      add_step (self, query->name);
      g_queue_push_tail (&self->waiting, kin_sync_query_ref (query));
    }

  pump (task);
}

/* The person first: whose record it is, and whether that is still the one who was confirmed */

/* The patient's page on its way into the store. */
typedef struct
{
  GTask       *task;
  KinSyncPage *page;
} PatientPage;

static void
patient_stored_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  PatientPage *patient = user_data;
  g_autoptr (GTask) task = patient->task;
  g_autoptr (KinSyncPage) page = patient->page;
  KinSyncRun *self = g_task_get_source_object (task);
  KinSyncStep *step = add_step (self, PATIENT_QUERY);
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  g_free (patient);
  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    {
      end_with_error (task, error);
      return;
    }

  count_page (self, step, &counts);
  kin_sync_step_set_state (step, KIN_SYNC_ANSWERED, NULL);
  harvest (self, page);

  /* Until this run has ended well, the ledger says that references may be missing. */
  note_references (task, KIN_OUTCOME_RUNNING, begun_cb);
}

static gboolean
is_confirmed_person (KinSyncRun   *self,
                     KinSyncPage  *page,
                     GError      **error)
{
  const KinConnectionNote *note = kin_connection_get_note (self->connection);
  g_autoptr (KinIdentity) confirmed = NULL;
  g_autoptr (KinIdentity) now = NULL;

  if (kin_bundle_get_n_entries (page->bundle) != 1 ||
      g_strcmp0 (kin_bundle_get_type_at (page->bundle, 0), "Patient") != 0)
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PORTAL,
                           "The portal did not say whose record this is");
      return FALSE;
    }

  confirmed = note->binding != NULL ? kin_identity_parse (note->binding) : NULL;
  now = kin_identity_new (kin_bundle_get_resource (page->bundle, 0));
  if (confirmed == NULL || g_strcmp0 (kin_identity_get_id (now), note->patient_id) != 0 ||
      kin_identity_match (confirmed, now) == KIN_MATCH_OTHER)
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                           "The record is not of the person who was confirmed");
      return FALSE;
    }

  return TRUE;
}

static void
patient_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinAnswer) answer = NULL;
  g_autoptr (KinSyncPage) page = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  PatientPage *patient;
  KinStep step = { 0 };
  GError *error = NULL;

  answer = kin_client_fetch_finish (KIN_CLIENT (source), result, &error);
  if (answer != NULL && kin_answer_get_bundle (answer) == NULL)
    error = g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PORTAL, "No resource");
  if (error == NULL)
    page = kin_sync_page_new (kin_answer_get_bundle (answer), self->context->base,
                              self->context->patient_id, &error);
  if (page == NULL || !is_confirmed_person (self, page, &error))
    {
      end_with_error (task, error);
      return;
    }

  step.query = PATIENT_QUERY;
  step.page = 1;
  step.answer = KIN_OUTCOME_ANSWERED;
  step.full = TRUE;
  patient = g_new0 (PatientPage, 1);
  patient->task = g_object_ref (task);
  patient->page = g_steal_pointer (&page);
  kin_record_store_ingest_async (self->context->record, self->context->connection,
                                 patient->page->bundle, &step, self->cancellable,
                                 patient_stored_cb, patient);
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPortal) portal = NULL;
  g_autoptr (KinCredentials) credentials = NULL;
  g_autoptr (KinClient) client = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *url = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  const KinConnectionNote *note = kin_connection_get_note (self->connection);
  GError *error = NULL;

  portal = kin_portal_discover_finish (result, &error);
  if (portal == NULL ||
      (note->issuer != NULL && !kin_portal_check_pin (portal, note->issuer, &error)))
    {
      end_with_error (task, error);
      return;
    }

  credentials = kin_keyring_credentials_new (kin_person_get_keyring (self->person),
                                             kin_person_get_id (self->person), note->id);
  client = kin_client_new (kin_person_get_http (self->person), portal, note->client_id,
                           note->patient_id, note->scope, credentials, NULL);
  self->context = kin_sync_context_new (client, kin_person_get_record (self->person), note->id);

  escaped = g_uri_escape_string (note->patient_id, NULL, FALSE);
  url = g_strconcat (self->context->base, "/Patient/", escaped, NULL);
  kin_sync_step_set_state (add_step (self, PATIENT_QUERY), KIN_SYNC_RUNNING, NULL);
  kin_client_fetch_async (client, url, self->cancellable, patient_cb, g_object_ref (task));
}

static void
ledger_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  entries = kin_record_store_get_ledger_finish (KIN_RECORD_STORE (source), result, &error);
  if (entries == NULL)
    {
      end_with_error (task, error);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    {
      KinLedgerEntry *entry = kin_ledger_entry_copy (g_ptr_array_index (entries, i));

      g_hash_table_insert (self->ledger, entry->query, entry);
    }

  kin_portal_discover_async (kin_person_get_http (self->person),
                             kin_connection_get_base (self->connection), self->cancellable,
                             discover_cb, g_object_ref (task));
}

static void
kin_sync_run_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  KinSyncRun *self = KIN_SYNC_RUN (object);

  switch (prop_id)
    {
    case PROP_STEPS:
      g_value_set_object (value, self->steps);
      break;
    case PROP_REQUESTS:
      g_value_set_uint (value, kin_sync_run_get_requests (self));
      break;
    case PROP_RESOURCES:
      g_value_set_uint64 (value, self->resources);
      break;
    case PROP_STORED:
      g_value_set_uint64 (value, self->stored);
      break;
    case PROP_UNCHANGED:
      g_value_set_uint64 (value, self->unchanged);
      break;
    case PROP_QUARANTINED:
      g_value_set_uint64 (value, self->quarantined);
      break;
    case PROP_MISSING:
      g_value_set_uint (value, self->missing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_sync_run_finalize (GObject *object)
{
  KinSyncRun *self = KIN_SYNC_RUN (object);

  g_object_unref (self->person);
  g_object_unref (self->connection);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->context, kin_sync_context_unref);
  g_hash_table_unref (self->ledger);
  g_hash_table_unref (self->since);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) kin_sync_query_unref);
  g_clear_error (&self->error);
  g_hash_table_unref (self->references);
  g_hash_table_unref (self->looked_for);
  g_hash_table_unref (self->files);
  g_object_unref (self->steps);

  G_OBJECT_CLASS (kin_sync_run_parent_class)->finalize (object);
}

static void
kin_sync_run_class_init (KinSyncRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_sync_run_get_property;
  object_class->finalize = kin_sync_run_finalize;

  properties[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_REQUESTS] = g_param_spec_uint ("requests", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RESOURCES] = g_param_spec_uint64 ("resources", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_STORED] = g_param_spec_uint64 ("stored", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_UNCHANGED] = g_param_spec_uint64 ("unchanged", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_QUARANTINED] = g_param_spec_uint64 ("quarantined", NULL, NULL, 0, G_MAXUINT64,
                                                      0, flags);
  properties[PROP_MISSING] = g_param_spec_uint ("missing", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_sync_run_init (KinSyncRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->ledger = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) kin_ledger_entry_free);
  self->since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->looked_for = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) kin_sync_file_free);
  self->steps = g_list_store_new (KIN_TYPE_SYNC_STEP);
  g_queue_init (&self->waiting);
}

/**
 * kin_sync_run_new:
 * @person: open
 * @connection: one of the person's portals
 * @full: ask for everything, also where changes would do
 *
 * Returns: (transfer full): a run, not begun
 */
KinSyncRun *
kin_sync_run_new (KinPerson     *person,
                  KinConnection *connection,
                  gboolean       full)
{
  KinSyncRun *self = g_object_new (KIN_TYPE_SYNC_RUN, NULL);

  self->person = g_object_ref (person);
  self->connection = g_object_ref (connection);
  self->full = full;

  return self;
}

KinConnection *
kin_sync_run_get_connection (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), NULL);

  return self->connection;
}

/**
 * kin_sync_run_get_steps:
 *
 * Returns: (transfer none) (element-type KinSyncStep): the questions and how far they are
 */
GListModel *
kin_sync_run_get_steps (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), NULL);

  return G_LIST_MODEL (self->steps);
}

/**
 * kin_sync_run_get_requests:
 *
 * Returns: how many requests were sent
 */
guint
kin_sync_run_get_requests (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->context != NULL ? kin_client_get_n_requests (self->context->client) : 0;
}

/**
 * kin_sync_run_get_resources:
 *
 * Returns: resources in the pages that are committed
 */
guint64
kin_sync_run_get_resources (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->resources;
}

/**
 * kin_sync_run_get_stored:
 *
 * Returns: of these, new or changed
 */
guint64
kin_sync_run_get_stored (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->stored;
}

/**
 * kin_sync_run_get_unchanged:
 *
 * Returns: of these, already here
 */
guint64
kin_sync_run_get_unchanged (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->unchanged;
}

/**
 * kin_sync_run_get_quarantined:
 *
 * Returns: of these, set aside
 */
guint64
kin_sync_run_get_quarantined (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->quarantined;
}

/**
 * kin_sync_run_get_missing:
 *
 * Returns: documents and pictures that could not be had
 */
guint
kin_sync_run_get_missing (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), 0);

  return self->missing;
}

/**
 * kin_sync_run_get_complete:
 *
 * Returns: whether every question that could be asked was answered or refused: nothing broke off
 */
gboolean
kin_sync_run_get_complete (KinSyncRun *self)
{
  guint n_items;

  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), FALSE);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->steps));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);
      KinSyncState state = kin_sync_step_get_state (step);

      if (state == KIN_SYNC_FAILED || state == KIN_SYNC_WAITING || state == KIN_SYNC_RUNNING)
        return FALSE;
    }

  return TRUE;
}

/**
 * kin_sync_run_start_async:
 *
 * Brings home what the portal has. May be cancelled at any time: what is committed stays, and
 * the next run goes on from there, also in a new process.
 */
void
kin_sync_run_start_async (KinSyncRun          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  KinConnectionState state;

  g_return_if_fail (KIN_IS_SYNC_RUN (self));
  g_return_if_fail (kin_person_get_is_open (self->person));
  g_return_if_fail (kin_connection_get_is_portal (self->connection));

  g_task_set_source_tag (task, kin_sync_run_start_async);
  state = kin_connection_get_state (self->connection);
  if (state == KIN_CONNECTION_STOPPED || state == KIN_CONNECTION_ENDED)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN,
                               "The connection was stopped or ended");
      return;
    }

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->cancellable, G_CONNECT_SWAPPED);

  kin_record_store_get_ledger_async (kin_person_get_record (self->person),
                                     kin_connection_get_id (self->connection), self->cancellable,
                                     ledger_cb, g_object_ref (task));
}

/**
 * kin_sync_run_start_finish:
 * @error: what ended the whole run: %KIN_ENGINE_ERROR_NEEDS_SIGN_IN,
 *   %KIN_ENGINE_ERROR_OTHER_PERSON, a cancellation, or an error of the portal or the store
 *
 * Returns: %TRUE when all questions were gone through; kin_sync_run_get_complete() says whether
 *   all of them ended
 */
gboolean
kin_sync_run_start_finish (KinSyncRun    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
