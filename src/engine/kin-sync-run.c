/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-run"

#include "config.h"

#include "kin-client.h"
#include "kin-engine-error.h"
#include "kin-identity.h"
#include "kin-keyring-credentials.h"
#include "kin-merge.h"
#include "kin-person-private.h"
#include "kin-sync-ask-private.h"
#include "kin-sync-follow-private.h"
#include "kin-sync-plan.h"
#include "kin-sync-questions-private.h"
#include "kin-sync-run.h"

/* A program that is told to end has two seconds for it (security.md D-09). */
#define PATIENCE_MILLISECONDS 1500

#define PATIENT_QUERY "Patient"

/**
 * KinSyncRun:
 *
 * One time that a portal is asked for everything it has about one person. Used once.
 *
 * The person's own data first, and whose they are is compared with what was confirmed; then all
 * questions of the plan, four at a time; then what they point at; then documents and pictures;
 * and at last what is not there any more.
 * Each page is committed with its place in the answer, so that a run that ends at any moment is
 * taken up where it was.
 */
struct _KinSyncRun
{
  GObject          parent_instance;

  KinPerson       *person;
  KinConnection   *connection;
  gboolean         full;

  GCancellable    *cancellable;
  GCancellable    *patience;       /* how long the end waits for a token on its way */
  guint            impatience;
  gboolean         is_patient;     /* somebody must know that none comes any more */
  KinSyncContext  *context;
  GHashTable      *ledger;         /* query → KinLedgerEntry, as before this run */
  KinSyncHarvest  *harvest;
  KinSyncSeen     *seen;
  KinSyncProgress *progress;
  GError          *error;          /* what ends the run */
};

G_DEFINE_FINAL_TYPE (KinSyncRun, kin_sync_run, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

/* Where the portal was not asked for a token, what it said before holds. */
static void
note_stay (KinSyncRun        *self,
           KinConnectionNote *note)
{
  KinGrant *grant = self->context != NULL ? kin_client_get_grant (self->context->client) : NULL;

  if (grant == NULL && kin_connection_get_state (self->connection) == KIN_CONNECTION_READY)
    return;

  g_free (note->until);
  note->until = grant != NULL ? kin_connection_state_dup_end (kin_grant_get_stay (grant)) : NULL;
}

/* How things stand with the portal now, and until when. */
static void
note_state (KinSyncRun        *self,
            KinConnectionNote *note)
{
  gboolean asked = FALSE;
  gint64 rest = kin_http_get_rest (kin_person_get_http (self->person), note->base, &asked);
  KinConnectionState state = kin_connection_state_after (
    kin_connection_get_state (self->connection), self->error,
    kin_sync_progress_get_complete (self->progress), rest, asked);

  set_text (&note->state, kin_connection_state_to_id (state));
  if (state == KIN_CONNECTION_READY)
    {
      note_stay (self, note);
      return;
    }

  g_free (note->until);
  note->until = kin_connection_state_dup_end (kin_connection_state_lasts (state, rest));
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
note_end (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);
  g_autoptr (KinConnectionNote) note = NULL;

  translate_error (self);
  kin_sync_progress_end (self->progress);
  kin_person_look_for_words (self->person);
  if (self->error != NULL || !kin_sync_progress_get_complete (self->progress))
    kin_connection_set_portal (self->connection, NULL);
  note = kin_connection_note_copy (kin_connection_get_note (self->connection));
  note_state (self, note);
  set_text (&note->problem, self->error != NULL ? self->error->message : NULL);
  if (self->error == NULL && kin_sync_progress_get_complete (self->progress))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

      g_free (note->last_success);
      note->last_success = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
    }

  /* Erased meanwhile: it does not come back. */
  if (kin_person_find_connection (self->person, kin_connection_get_id (self->connection)) == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The source is gone");
  else
    kin_person_save_connection_async (self->person, note, NULL, saved_cb, g_object_ref (task));
}

static gboolean
on_impatience (gpointer user_data)
{
  KinSyncRun *self = user_data;

  self->impatience = 0;
  g_cancellable_cancel (self->patience);
  return G_SOURCE_REMOVE;
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSyncRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->impatience, g_source_remove);
  if (!kin_client_settle_finish (KIN_CLIENT (source), result, &error))
    g_debug ("A token may have been lost: %s", error->message);

  note_end (task);
}

/* A run that is stopped may have asked for a new token, which the portal then sends once. */
static void
end (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);

  if (self->context == NULL)
    {
      note_end (task);
      return;
    }

  if (!self->is_patient)
    self->impatience = g_timeout_add (PATIENCE_MILLISECONDS, on_impatience, self);
  kin_client_settle_async (self->context->client, self->patience, settled_cb,
                           g_object_ref (task));
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

static void
gone_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  kin_sync_progress_set_requests (self->progress,
                                  kin_client_get_n_requests (self->context->client));
  if (kin_sync_gone_finish (result, &error))
    end (task);
  else
    end_with_error (task, error);
}

static void
followed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (kin_sync_follow_finish (result, &error))
    kin_sync_gone_async (self->context, self->seen, self->cancellable, gone_cb,
                         g_object_ref (task));
  else
    end_with_error (task, error);
}

/* The questions, and then what their answers point at */

/* An earlier run left something behind; or nothing was whole since the person signed in: what was
 * not shared before, and so not looked for, may be shared now; or it is some time ago. */
static gboolean
looks_again (KinSyncRun           *self,
             const KinLedgerEntry *before)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return before != NULL && (before->answer != KIN_OUTCOME_ANSWERED ||
                            kin_connection_get_last_success (self->connection) == NULL ||
                            !kin_sync_window_is_recent (before->since, now));
}

static void
questions_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSyncRun *self = g_task_get_source_object (task);
  const KinLedgerEntry *before = g_hash_table_lookup (self->ledger, KIN_SYNC_REFERENCES);
  GError *error = NULL;

  if (!kin_sync_questions_ask_finish (result, &error))
    {
      end_with_error (task, error);
      return;
    }

  kin_sync_follow_async (self->context, self->harvest, self->progress, before,
                         looks_again (self, before), self->full, self->cancellable, followed_cb,
                         g_object_ref (task));
}

static void
ask_questions (GTask *task)
{
  KinSyncRun *self = g_task_get_source_object (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (KinSyncPlan) plan = NULL;

  plan = kin_sync_plan_new (kin_client_get_portal (self->context->client),
                            kin_client_get_scope (self->context->client),
                            self->context->patient_id, now, self->full ? NULL : self->ledger);
  kin_sync_questions_ask_async (self->context, plan, self->ledger, self->full, self->harvest,
                                self->seen, self->progress, self->cancellable, questions_cb,
                                g_object_ref (task));
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
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  g_free (patient);
  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    {
      end_with_error (task, error);
      return;
    }

  kin_sync_progress_count_page (self->progress, PATIENT_QUERY, &counts);
  kin_sync_step_set_state (kin_sync_progress_add_step (self->progress, PATIENT_QUERY),
                           KIN_SYNC_ANSWERED, NULL);
  kin_sync_harvest_add (self->harvest, page);
  ask_questions (task);
}

/* Another record of the clinic in place of this one: of the same person, or somebody else's. */
static gboolean
is_joined (KinIdentity *confirmed,
           KinIdentity *now)
{
  KinMatch match = kin_identity_match_merged (confirmed, now);

  return match == KIN_MATCH_SAME ||
         (match == KIN_MATCH_ASK &&
          kin_merge_has_taken_in (now, kin_identity_get_id (confirmed)));
}

static gboolean
is_confirmed_person (KinSyncRun  *self,
                     KinBundle   *bundle,
                     GError     **error)
{
  const KinConnectionNote *note = kin_connection_get_note (self->connection);
  g_autoptr (KinIdentity) confirmed = NULL;
  g_autoptr (KinIdentity) now = kin_identity_find (bundle);
  gboolean is_same_id;

  if (now == NULL)
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PORTAL,
                           "The portal did not say whose record this is");
      return FALSE;
    }

  confirmed = kin_identity_parse (note->binding);
  is_same_id = g_strcmp0 (kin_identity_get_id (now), note->patient_id) == 0;
  if (confirmed == NULL ||
      (is_same_id ? kin_identity_match (confirmed, now) == KIN_MATCH_OTHER
                  : !is_joined (confirmed, now)))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                           "The record is not of the person who was confirmed");
      return FALSE;
    }

  if (!kin_merge_is_known (now, confirmed))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_MERGED,
                           "The portal closed the record or joined it with another");
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
  if (error == NULL && is_confirmed_person (self, kin_answer_get_bundle (answer), &error))
    page = kin_sync_page_new (kin_answer_get_bundle (answer), self->context->base,
                              self->context->patient_id, &error);
  if (page == NULL)
    {
      end_with_error (task, error);
      return;
    }

  step.query = PATIENT_QUERY;
  step.page = 1;
  step.answer = KIN_OUTCOME_ANSWERED;
  step.full = !g_hash_table_contains (self->ledger, PATIENT_QUERY);
  step.unsettles = KIN_SYNC_REFERENCES;
  patient = g_new0 (PatientPage, 1);
  patient->task = g_object_ref (task);
  patient->page = g_steal_pointer (&page);
  kin_record_store_ingest_async (self->context->record, self->context->connection,
                                 patient->page->bundle, &step, self->cancellable,
                                 patient_stored_cb, patient);
}

static void
ask_patient (GTask     *task,
             KinPortal *portal)
{
  g_autoptr (KinCredentials) credentials = NULL;
  g_autoptr (KinClient) client = NULL;
  g_autoptr (KinIdentity) confirmed = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *url = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  const KinConnectionNote *note = kin_connection_get_note (self->connection);
  GError *error = NULL;

  if (note->issuer != NULL && !kin_portal_check_pin (portal, note->issuer, &error))
    {
      end_with_error (task, error);
      return;
    }

  if (!kin_person_get_is_open (self->person))
    {
      end_with_error (task, g_error_new_literal (KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                                                 "The person is closed"));
      return;
    }

  credentials = kin_keyring_credentials_new (kin_person_get_keyring (self->person),
                                             kin_person_get_id (self->person), note->id);
  client = kin_client_new (kin_person_get_http (self->person), portal, note->client_id,
                           note->patient_id, note->scope, credentials,
                           kin_connection_get_grant (self->connection));
  confirmed = kin_identity_parse (note->binding);
  if (confirmed != NULL)
    kin_client_set_confirmed (client, confirmed);
  self->context = kin_sync_context_new (client, kin_person_get_record (self->person), note->id);

  escaped = g_uri_escape_string (note->patient_id, NULL, FALSE);
  url = g_strconcat (self->context->base, "/Patient/", escaped, NULL);
  kin_sync_step_set_state (kin_sync_progress_add_step (self->progress, PATIENT_QUERY),
                           KIN_SYNC_RUNNING, NULL);
  kin_client_fetch_async (client, url, self->cancellable, patient_cb, g_object_ref (task));
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPortal) portal = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  portal = kin_portal_discover_finish (result, &error);
  if (portal == NULL)
    {
      end_with_error (task, error);
      return;
    }

  kin_connection_set_portal (self->connection, portal);
  ask_patient (task, portal);
}

static void
ledger_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  KinSyncRun *self = g_task_get_source_object (task);
  KinPortal *portal = self->full ? NULL : kin_connection_get_portal (self->connection);
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

  if (portal != NULL)
    ask_patient (task, portal);
  else
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

  g_value_set_object (value, self->progress);
}

static void
kin_sync_run_finalize (GObject *object)
{
  KinSyncRun *self = KIN_SYNC_RUN (object);

  g_object_unref (self->person);
  g_object_unref (self->connection);
  g_object_unref (self->cancellable);
  g_object_unref (self->patience);
  g_clear_pointer (&self->context, kin_sync_context_unref);
  g_hash_table_unref (self->ledger);
  kin_sync_harvest_unref (self->harvest);
  kin_sync_seen_unref (self->seen);
  g_object_unref (self->progress);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (kin_sync_run_parent_class)->finalize (object);
}

static void
kin_sync_run_class_init (KinSyncRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_sync_run_get_property;
  object_class->finalize = kin_sync_run_finalize;

  properties[PROP_PROGRESS] = g_param_spec_object ("progress", NULL, NULL, KIN_TYPE_SYNC_PROGRESS,
                                                   flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_sync_run_init (KinSyncRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->patience = g_cancellable_new ();
  self->ledger = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) kin_ledger_entry_free);
  self->harvest = kin_sync_harvest_new ();
  self->seen = kin_sync_seen_new ();
  self->progress = kin_sync_progress_new ();
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
 * kin_sync_run_get_progress:
 *
 * Returns: (transfer none): how far it is; lives and changes with the run
 */
KinSyncProgress *
kin_sync_run_get_progress (KinSyncRun *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_RUN (self), NULL);

  return self->progress;
}

/**
 * kin_sync_run_be_patient:
 *
 * The end of the run waits for a token that is on its way, however long the portal takes: after it
 * nothing is stored any more.
 */
void
kin_sync_run_be_patient (KinSyncRun *self)
{
  g_return_if_fail (KIN_IS_SYNC_RUN (self));

  self->is_patient = TRUE;
  g_clear_handle_id (&self->impatience, g_source_remove);
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
  if (state == KIN_CONNECTION_MERGED)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_MERGED,
                               "The portal closed the record or joined it with another");
      return;
    }
  if (!kin_connection_state_is_asked (state))
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN,
                               "The connection was stopped or ended");
      return;
    }

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->cancellable, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->cancellable);

  kin_record_store_get_ledger_async (kin_person_get_record (self->person),
                                     kin_connection_get_id (self->connection), self->cancellable,
                                     ledger_cb, g_object_ref (task));
}

/**
 * kin_sync_run_start_finish:
 * @error: what ended the whole run: %KIN_ENGINE_ERROR_NEEDS_SIGN_IN,
 *   %KIN_ENGINE_ERROR_OTHER_PERSON, %KIN_ENGINE_ERROR_MERGED, a cancellation, or an error of the
 *   portal or the store
 *
 * Returns: %TRUE when all questions were gone through; kin_sync_progress_get_complete()
 *   says whether all of them ended
 */
gboolean
kin_sync_run_start_finish (KinSyncRun    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
