/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-ask"

#include "config.h"

#include "kin-crash-point.h"
#include "kin-portal-error.h"
#include "kin-sync-ask-private.h"

/* What one answer may come to, whatever it says about itself (security.md N-13). */
#define MAX_PAGES 5000
#define MAX_ENTRIES 200000

/* Of pages that wait for the disk, in bytes of all questions. The store commits several together,
 * 8 to 16 MiB, so that others come while it does; more would only fill memory. */
#define MAX_WAITING (16 * 1024 * 1024)

/* What the ledger keeps of a page that says so, until the question was put anew. */
#define TROUBLED "the portal says that something went wrong"

static void
context_clear (gpointer data)
{
  KinSyncContext *self = data;

  g_object_unref (self->client);
  g_object_unref (self->record);
  g_free (self->connection);
  g_free (self->base);
  g_free (self->patient_id);
  g_assert (g_queue_is_empty (&self->deferred));
}

KinSyncContext *
kin_sync_context_new (KinClient      *client,
                      KinRecordStore *record,
                      const char     *connection)
{
  KinSyncContext *self = g_rc_box_new0 (KinSyncContext);

  self->client = g_object_ref (client);
  self->record = g_object_ref (record);
  self->connection = g_strdup (connection);
  self->base = g_strdup (kin_portal_get_base (kin_client_get_portal (client)));
  self->patient_id = g_strdup (kin_client_get_patient_id (client));
  self->quirks = kin_portal_get_quirks (kin_client_get_portal (client));
  g_queue_init (&self->deferred);

  return self;
}

KinSyncContext *
kin_sync_context_ref (KinSyncContext *self)
{
  return g_rc_box_acquire (self);
}

void
kin_sync_context_unref (KinSyncContext *self)
{
  g_rc_box_release_full (self, context_clear);
}

/**
 * Ask:
 *
 * One question on its way through its pages. The next page is asked for as soon as the one
 * before it is read; what has been read is handed to the store in order.
 *
 * @read: pages that were read and handed on; @waiting: of these, not committed yet
 * @fetching: a request is on its way, or an answer is being read
 * @deferred: (nullable): the next page, to be asked for when fewer pages wait
 * @asked: it was told that nothing more will be asked
 * @empty: a form was answered with nothing, and others are tried; @empty_form: which
 * @troubled: a page says that something went wrong
 * @ended: nothing more will be asked; the task returns when nothing waits
 */
typedef struct
{
  KinSyncContext  *context;
  KinSyncQuery    *query;
  const KinSyncAskFuncs *funcs;
  gpointer         funcs_data;

  gboolean         full;
  guint            shape;
  guint            form;
  gboolean         empty;
  guint            empty_form;
  gboolean         resumed;
  gboolean         restarted;
  gboolean         troubled;
  GHashTable      *visited;
  char            *url;
  char            *server_time;
  guint            read;
  guint64          entries;
  guint            waiting;
  gboolean         fetching;
  char            *deferred;
  gboolean         asked;

  gboolean         ended;
  KinSyncAnswer    answer;
  GError          *error;
} Ask;

/* One page on its way into the store. */
typedef struct
{
  GTask *task;
  gsize  n_bytes;                  /* 0: a line for the ledger alone */
} Handover;

static void
ask_free (Ask *ask)
{
  kin_sync_context_unref (ask->context);
  kin_sync_query_unref (ask->query);
  g_hash_table_unref (ask->visited);
  g_free (ask->url);
  g_free (ask->server_time);
  g_free (ask->deferred);
  g_clear_error (&ask->error);
  g_free (ask);
}

static void ask_for (GTask      *task,
                     const char *url);

/* The task returns once nothing is on its way any more. */
static void
settle (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  if (!ask->ended || ask->fetching)
    return;

  if (!ask->asked && ask->error == NULL)
    {
      ask->asked = TRUE;
      ask->funcs->asked (ask->funcs_data);
    }
  if (ask->waiting > 0)
    return;

  if (ask->error != NULL)
    g_task_return_error (task, g_steal_pointer (&ask->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
end_with_error (GTask  *task,
                GError *error)
{
  Ask *ask = g_task_get_task_data (task);

  ask->ended = TRUE;
  g_clear_pointer (&ask->deferred, g_free);
  if (ask->error == NULL)
    ask->error = error;
  else
    g_error_free (error);
}

/* Goes on with the questions that had to wait, in their order. */
static void
go_on (KinSyncContext *context)
{
  while (context->waiting < MAX_WAITING && !g_queue_is_empty (&context->deferred))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&context->deferred);
      Ask *ask = g_task_get_task_data (task);
      g_autofree char *next = g_steal_pointer (&ask->deferred);

      if (next != NULL)
        ask_for (task, next);
    }
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Handover *handover = user_data;
  g_autoptr (GTask) task = handover->task;
  Ask *ask = g_task_get_task_data (task);
  gboolean has_page = handover->n_bytes > 0;
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  ask->waiting--;
  ask->context->waiting -= handover->n_bytes;
  g_free (handover);

  kin_crash_point ("sync.page-kept");
  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    end_with_error (task, error);
  else if (has_page)
    ask->funcs->kept (&counts, ask->funcs_data);

  go_on (ask->context);
  settle (task);
}

/* Hands a page, or a line for the ledger alone, to the store, which lets go of it once it is
 * written. */
static void
hand_over (GTask       *task,
           KinSyncPage *owned,
           KinOutcome   outcome,
           const char  *next,
           const char  *reason)
{
  g_autoptr (KinSyncPage) page = owned;
  Ask *ask = g_task_get_task_data (task);
  Handover *handover = g_new0 (Handover, 1);
  KinStep step = { 0 };

  if (page != NULL)
    {
      ask->read++;
      handover->n_bytes = kin_sync_page_get_size (page);
      ask->funcs->page (page, ask->funcs_data);
    }
  step.query = ask->query->name;
  step.page = ask->read;
  step.answer = outcome;
  step.next = next;
  step.reason = reason;
  step.server_time = ask->server_time;
  step.full = ask->full;
  step.form = ask->form;
  step.unsettles = KIN_SYNC_REFERENCES;
  step.more = TRUE;

  kin_crash_point ("sync.page-read");
  handover->task = g_object_ref (task);
  ask->waiting++;
  ask->context->waiting += handover->n_bytes;
  kin_record_store_ingest_async (ask->context->record, ask->context->connection,
                                 page != NULL ? page->bundle : NULL, &step,
                                 g_task_get_cancellable (task), committed_cb, handover);
}

static void
end_with (GTask       *task,
          KinOutcome   outcome,
          const char  *reason)
{
  Ask *ask = g_task_get_task_data (task);

  ask->ended = TRUE;
  ask->answer.whole = outcome == KIN_OUTCOME_ANSWERED && ask->full && !ask->resumed &&
                      !ask->troubled;
  ask->answer.outcome = outcome;
  ask->answer.reason = reason;
}

/* Tries the next form of the question; says whether there was one. */
static gboolean
try_next_shape (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->shape + 1 >= ask->query->shapes->len)
    return FALSE;

  ask->shape++;
  ask->form = kin_sync_query_get_form (ask->query, ask->shape);
  g_hash_table_remove_all (ask->visited);
  ask_for (task, g_ptr_array_index (ask->query->shapes, ask->shape));
  return TRUE;
}

/* A right that is missing, some say of a form they do not like: the barest one decides. */
static gboolean
try_last_shape (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->shape + 1 >= ask->query->shapes->len)
    return FALSE;

  ask->shape = ask->query->shapes->len - 2;
  return try_next_shape (task);
}

/* A portal keeps its place in a long answer for a while only: such a question is put once more,
 * from the start. What was stored stays. */
static gboolean
try_restart (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->restarted)
    return FALSE;

  ask->restarted = TRUE;
  ask->resumed = FALSE;
  ask->troubled = FALSE;
  ask->full = ask->query->window == KIN_SYNC_WHOLE;
  ask->form = kin_sync_query_get_form (ask->query, ask->shape);
  ask->read = 0;
  ask->entries = 0;
  g_clear_pointer (&ask->server_time, g_free);
  g_hash_table_remove_all (ask->visited);
  ask_for (task, g_ptr_array_index (ask->query->shapes, ask->shape));
  return TRUE;
}

/* The portal did not take the question: there may be another way to ask, of which nothing has to
 * be noted here. If it took another form of it, there was nothing. */
static void
not_taken (GTask       *task,
           KinSyncPage *page,
           gboolean     shape,
           const char  *reason)
{
  Ask *ask = g_task_get_task_data (task);
  gboolean wider = ask->query->wider != NULL;
  KinOutcome outcome = KIN_OUTCOME_REFUSED;

  if (!wider && (ask->empty || (shape && ask->query->maybe)))
    {
      outcome = KIN_OUTCOME_ANSWERED;
      reason = NULL;
    }
  if (ask->empty)
    ask->form = ask->empty_form;

  ask->answer.otherwise = wider || (shape && !ask->empty && ask->query->parts->len > 0);
  if (wider)
    g_clear_pointer (&page, kin_sync_page_free);
  else
    hand_over (task, page, outcome, NULL, reason);
  end_with (task, outcome, reason);
}

static void
refused (GTask        *task,
         const GError *error)
{
  Ask *ask = g_task_get_task_data (task);
  gboolean shape = g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REFUSED_SHAPE);

  if (ask->read > 0)
    {
      if (try_restart (task))
        return;
      hand_over (task, NULL, KIN_OUTCOME_FAILED, NULL, kin_sync_reason (error));
      end_with (task, KIN_OUTCOME_FAILED, kin_sync_reason (error));
      return;
    }

  if (shape && try_next_shape (task))
    return;
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REFUSED_TYPE) &&
      try_last_shape (task))
    return;

  not_taken (task, NULL, shape, kin_sync_reason (error));
}

/* Some fail at a search by date that they said they have: more is asked for, and if that is
 * answered, from then on. */
static gboolean
fails_at_window (Ask          *ask,
                 const GError *error)
{
  return ask->query->wider != NULL && ask->read == 0 &&
         g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE);
}

static void
failed (GTask  *task,
        GError *error)
{
  Ask *ask = g_task_get_task_data (task);

  if (kin_sync_is_fatal (error))
    {
      end_with_error (task, error);
      return;
    }

  if (kin_sync_is_refusal (error))
    {
      refused (task, error);
    }
  else if (fails_at_window (ask, error))
    {
      not_taken (task, NULL, FALSE, kin_sync_reason (error));
    }
  else
    {
      const char *reason = ask->troubled ? TROUBLED : kin_sync_reason (error);

      hand_over (task, NULL, KIN_OUTCOME_FAILED, ask->read > 0 ? ask->url : NULL, reason);
      end_with (task, KIN_OUTCOME_FAILED, reason);
    }
  g_error_free (error);
}

/* The address of the next page, made absolute: verbatim, and never another server. */
static char *
find_next (Ask         *ask,
           KinSyncPage *page,
           const char **reason)
{
  const char *next = kin_bundle_get_next (page->bundle);
  g_autofree char *absolute = NULL;

  if (next == NULL || (page->matches == 0 && kin_quirks_ends_empty (ask->context->quirks)))
    return NULL;

  absolute = g_uri_resolve_relative (ask->url, next, G_URI_FLAGS_ENCODED, NULL);
  if (absolute == NULL || !kin_client_is_own_url (ask->context->client, absolute))
    *reason = "the portal points to another server";
  else if (g_hash_table_contains (ask->visited, absolute))
    *reason = "the portal repeats its pages";
  else if (ask->read + 1 >= MAX_PAGES)
    *reason = "the answer has too many pages";
  else if (ask->entries >= MAX_ENTRIES)
    *reason = "the answer has too many entries";
  else
    return g_steal_pointer (&absolute);

  return NULL;
}

static gboolean
is_empty (KinSyncPage *page)
{
  return page->matches == 0 && kin_bundle_get_next (page->bundle) == NULL;
}

/* Nothing shows in which form a portal wants to be asked: the first that it took stays. */
static void
note_empty (Ask *ask)
{
  if (!ask->empty)
    ask->empty_form = ask->form;
  ask->empty = TRUE;
  ask->form = ask->empty_form;
}

/* What is no answer is asked for in another form, and of some also what is an empty one. */
static gboolean
is_asked_otherwise (GTask       *task,
                    KinSyncPage *page)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->read > 0 || !is_empty (page))
    return FALSE;
  if (!page->says_error)
    note_empty (ask);

  return (page->says_error || (ask->query->retry_empty && ask->shape == 0)) &&
         try_next_shape (task);
}

/* Whether the answer shows that the portal passes over since when changes are asked for. Some
 * count a change by another clock, so a day is let pass. */
static gboolean
passes_over_window (Ask         *ask,
                    KinSyncPage *page)
{
  g_autoptr (GDateTime) from = NULL;

  if (ask->query->window != KIN_SYNC_BY_CHANGE || ask->read > 0 || ask->resumed)
    return FALSE;

  from = g_date_time_new_from_iso8601 (ask->query->from, NULL);
  for (guint i = 0; i < kin_bundle_get_n_entries (page->bundle); i++)
    if (kin_sync_page_has_changed_before (page, i, from, G_TIME_SPAN_DAY))
      return TRUE;

  return FALSE;
}

/* The last page. If one said that something went wrong, whatever its status, what it did not bring
 * is asked for again; if it said only that, it is not the answer that there is nothing
 * (portal-standards 3.7). */
static void
last_page (GTask       *task,
           KinSyncPage *page,
           const char  *reason)
{
  Ask *ask = g_task_get_task_data (task);
  KinOutcome outcome = reason != NULL ? KIN_OUTCOME_FAILED : KIN_OUTCOME_ANSWERED;

  if (reason == NULL && ask->troubled)
    {
      outcome = KIN_OUTCOME_FAILED;
      reason = TROUBLED;
      if (ask->read == 0 && is_empty (page))
        {
          not_taken (task, page, TRUE, reason);
          return;
        }
    }

  hand_over (task, page, outcome, NULL, reason);
  end_with (task, outcome, reason);
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinSyncPage) page = NULL;
  g_autofree char *next = NULL;
  Ask *ask = g_task_get_task_data (task);
  const char *reason = NULL;
  GError *error = NULL;

  ask->fetching = FALSE;
  page = kin_sync_page_read_finish (result, &error);
  if (page == NULL)
    {
      failed (task, error);
    }
  else if (ask->ended)
    {
      /* A page before this one could not be stored. */
    }
  else if (is_asked_otherwise (task, page))
    {
      return;
    }
  else if (passes_over_window (ask, page))
    {
      not_taken (task, NULL, FALSE, "the portal does not take this question");
    }
  else
    {
      ask->entries += kin_bundle_get_n_entries (page->bundle);
      ask->troubled = ask->troubled || page->says_error;
      next = find_next (ask, page, &reason);
      if (next != NULL)
        {
          hand_over (task, g_steal_pointer (&page), KIN_OUTCOME_RUNNING, next,
                     ask->troubled ? TROUBLED : NULL);
          ask_for (task, next);
          return;
        }

      last_page (task, g_steal_pointer (&page), reason);
    }

  settle (task);
}

/* What time it was there: the Date of the answer, or else what the page says of itself. */
static GDateTime *
find_server_time (KinAnswer *answer)
{
  gint64 seconds = kin_answer_get_server_time (answer);
  g_autofree char *said = NULL;
  g_autoptr (GDateTime) moment = NULL;

  if (seconds > 0)
    return g_date_time_new_from_unix_utc (seconds);

  said = kin_bundle_dup_updated (kin_answer_get_bundle (answer));
  moment = said != NULL ? g_date_time_new_from_iso8601 (said, NULL) : NULL;
  return moment != NULL ? g_date_time_to_utc (moment) : NULL;
}

static void
note_server_time (Ask       *ask,
                  KinAnswer *answer)
{
  g_autoptr (GDateTime) moment = find_server_time (answer);

  if (ask->read > 0 || ask->resumed || moment == NULL)
    return;

  g_free (ask->server_time);
  ask->server_time = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinAnswer) answer = NULL;
  Ask *ask = g_task_get_task_data (task);
  KinBundle *bundle;
  GError *error = NULL;

  answer = kin_client_fetch_finish (KIN_CLIENT (source), result, &error);
  bundle = answer != NULL ? kin_answer_get_bundle (answer) : NULL;

  if (bundle != NULL)
    {
      note_server_time (ask, answer);
      kin_sync_page_read_async (bundle, ask->context->base, ask->context->patient_id,
                                g_task_get_cancellable (task), page_cb, g_object_ref (task));
      return;
    }

  ask->fetching = FALSE;
  if (error == NULL)
    error = g_error_new_literal (KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_FHIR, "No Bundle");
  failed (task, error);
  settle (task);
}

static void
ask_for (GTask      *task,
         const char *url)
{
  Ask *ask = g_task_get_task_data (task);

  if (ask->ended)
    return;

  if (ask->context->waiting >= MAX_WAITING)
    {
      ask->deferred = g_strdup (url);
      g_queue_push_tail (&ask->context->deferred, g_object_ref (task));
      return;
    }

  g_hash_table_add (ask->visited, g_strdup (url));
  g_free (ask->url);
  ask->url = g_strdup (url);
  ask->fetching = TRUE;
  kin_client_fetch_async (ask->context->client, ask->url, g_task_get_cancellable (task), answer_cb,
                          g_object_ref (task));
}

/**
 * kin_sync_ask_async:
 * @resume: (nullable): what the ledger says about this question; it goes on at its cursor
 * @funcs: what is told on the way; must outlive the call
 *
 * Asks one question to its last page. Whoever asks the last one says so to the store, with
 * kin_record_store_keep(): the end of a question does not end a transaction.
 */
void
kin_sync_ask_async (KinSyncContext       *context,
                    KinSyncQuery         *query,
                    const KinLedgerEntry *resume,
                    const KinSyncAskFuncs *funcs,
                    gpointer              funcs_data,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  ask->context = kin_sync_context_ref (context);
  ask->query = kin_sync_query_ref (query);
  ask->full = query->window == KIN_SYNC_WHOLE;
  ask->shape = query->first;
  ask->form = kin_sync_query_get_form (query, ask->shape);
  ask->funcs = funcs;
  ask->funcs_data = funcs_data;
  ask->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_task_set_source_tag (task, kin_sync_ask_async);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);

  if (resume != NULL && resume->next != NULL &&
      kin_client_is_own_url (context->client, resume->next))
    {
      ask->resumed = TRUE;
      ask->read = resume->pages;
      ask->entries = resume->resources;
      ask->full = resume->full;
      ask->form = resume->form;
      ask->troubled = g_strcmp0 (resume->reason, TROUBLED) == 0;
      ask_for (task, resume->next);
    }
  else
    {
      ask_for (task, g_ptr_array_index (query->shapes, ask->shape));
    }
}

/**
 * kin_sync_ask_finish:
 * @answer: (out): how it went
 * @error: only what ends the whole run; a refused or broken-off question is an answer
 */
gboolean
kin_sync_ask_finish (GAsyncResult   *result,
                     KinSyncAnswer  *answer,
                     GError        **error)
{
  Ask *ask = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *answer = ask->answer;
  return TRUE;
}
