/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sign-in"

#include "config.h"

#include "kin-clinic.h"
#include "kin-engine-error.h"
#include "kin-keep-secrets-private.h"
#include "kin-keyring-credentials.h"
#include "kin-known-secret-private.h"
#include "kin-person-private.h"
#include "kin-sign-in-private.h"
#include "kin-sync-topic.h"
#include "kin-trials.h"

/* Signing in goes portal → browser → token into the keyring → Patient. */

gboolean
kin_sign_in_is_ours (KinSignIn     *self,
                     KinConnection *connection)
{
  return g_str_equal (kin_connection_get_id (connection), self->connection_id);
}

/* The portal granted another id than the record has that it opened: somebody may have signed in to
 * that before. */
static void
join_own (KinSignIn *self)
{
  KinConnection *own = kin_person_find_source (self->person, kin_portal_get_base (self->portal),
                                               kin_identity_get_id (self->identity));

  if (own != NULL && !kin_sign_in_is_ours (self, own))
    g_set_object (&self->joined, own);
}

static void
patient_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinAnswer) answer = NULL;
  KinSignIn *self = g_task_get_source_object (task);
  KinBundle *bundle;
  GError *error = NULL;

  answer = kin_client_fetch_finish (KIN_CLIENT (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  bundle = kin_answer_get_bundle (answer);
  self->identity = bundle != NULL ? kin_identity_find (bundle) : NULL;
  if (self->identity == NULL)
    {
      g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_PATIENT,
                               "The portal did not say whose record this is");
      return;
    }

  self->match = kin_person_match_portal (self->person, kin_portal_get_base (self->portal),
                                         self->identity, kin_grant_get_patient (self->grant),
                                         &self->joined, &self->merge);
  self->match = kin_person_match_trial (self->person, self->vendor, self->match);
  join_own (self);
  g_task_return_boolean (task, TRUE);
}

static void
fetch_patient (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);
  const char *patient_id = kin_grant_get_patient (self->grant);
  g_autofree char *escaped = g_uri_escape_string (patient_id, NULL, FALSE);
  g_autofree char *url = NULL;

  self->client = kin_client_new (kin_person_get_http (self->person), self->portal,
                                 self->client_id, patient_id, kin_grant_get_scope (self->grant),
                                 self->credentials, self->grant);
  url = g_strconcat (kin_portal_get_base (self->portal), "/Patient/", escaped, NULL);
  kin_client_fetch_async (self->client, url, g_task_get_cancellable (task), patient_cb,
                          g_object_ref (task));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_keep_secrets_finish (result, &error))
    fetch_patient (task);
  else
    g_task_return_error (task, error);
}

/* Signing in again to the same record at the same portal goes on with the same connection, and
 * so with everything that came from it. */
static void
choose_connection (KinSignIn *self)
{
  KinConnection *known = kin_person_find_source (self->person, kin_portal_get_base (self->portal),
                                                 kin_grant_get_patient (self->grant));

  self->connection_id = known != NULL ? g_strdup (kin_connection_get_id (known))
                                      : g_uuid_string_random ();
  if (known != NULL && self->vendor == NULL)
    self->vendor = g_strdup (kin_connection_get_note (known)->vendor);
  if (known != NULL && self->number_from == NULL &&
      g_strcmp0 (kin_connection_get_note (known)->client_id, self->client_id) == 0)
    self->number_from = g_strdup (kin_connection_get_note (known)->number_from);
  self->credentials = kin_keyring_credentials_new (kin_person_get_keyring (self->person),
                                                   kin_person_get_id (self->person),
                                                   self->connection_id);
}

static void log_in (GTask *task);

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->grant = kin_login_run_finish (KIN_LOGIN (source), result, &error);
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT) &&
      kin_sign_in_forget_number (self))
    {
      g_clear_error (&error);
      log_in (task);
      return;
    }
  if (self->grant == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (kin_grant_get_patient (self->grant) == NULL)
    {
      g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_PATIENT,
                               "The portal did not say whose record this is");
      return;
    }

  kin_sign_in_take_number (self);
  choose_connection (self);
  kin_keep_secrets_async (self->credentials, self->client_secret,
                          kin_grant_get_refresh_token (self->grant),
                          g_task_get_cancellable (task), kept_cb, g_object_ref (task));
}

static void
log_in (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);
  g_auto (GStrv) types = kin_sync_topic_dup_types (self->portal);

  g_clear_object (&self->login);
  self->login = kin_login_new (kin_person_get_http (self->person), self->portal, self->client_id,
                               self->client_secret, self->redirect_uri,
                               (const char * const *) types);
  kin_login_run_async (self->login, self->open, self->open_data, g_task_get_cancellable (task),
                       login_cb, g_object_ref (task));
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  kin_login_try_finish (result, &error);
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT))
    kin_sign_in_forget_number (g_task_get_source_object (task));
  log_in (task);
}

static void
secret_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSignIn *self = g_task_get_source_object (task);
  g_auto (GStrv) types = kin_sync_topic_dup_types (self->portal);
  GError *error = NULL;

  self->client_secret = kin_known_secret_find_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->client_secret == NULL)
    kin_sign_in_forget_number (self);
  /* A portal that does not know a number says so to whoever sits at the browser, and not to us. */
  if (kin_sign_in_can_have_again (self))
    kin_login_try_async (kin_person_get_http (self->person), self->portal, self->client_id,
                         self->redirect_uri, (const char * const *) types,
                         g_task_get_cancellable (task), tried_cb, g_object_ref (task));
  else
    log_in (task);
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->portal = kin_portal_discover_finish (result, &error);
  if (self->portal == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->client_id == NULL && !kin_portal_can_register (self->portal))
    self->client_id = g_strdup (KIN_USUAL_CLIENT_ID);
  if (self->client_id != NULL && self->client_secret == NULL)
    kin_known_secret_find_async (self->person, self->portal, self->vendor, self->client_id,
                                 g_task_get_cancellable (task), secret_cb, g_object_ref (task));
  else
    log_in (task);
}

/* Nobody at a portal for trying things out is real, even if who asks does not know that. */
static gboolean
may_be_asked (KinSignIn   *self,
              const char  *base,
              GError     **error)
{
  g_autoptr (KinTrials) trials = kin_trials_new ();
  KinClinic *trial = kin_trials_find (trials, base);

  if (trial == NULL)
    return TRUE;
  if (self->vendor == NULL)
    self->vendor = g_strdup (kin_clinic_get_vendor (trial));
  if (kin_person_get_is_sample (self->person))
    return TRUE;

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_MADE_UP,
                       "Nobody at this portal is real");
  return FALSE;
}

/**
 * kin_sign_in_run_async:
 * @open: opens the portal's page
 *
 * Signs in and reads whose record it is. Used once. A portal for trying things out is asked for a
 * sample record only.
 */
void
kin_sign_in_run_async (KinSignIn           *self,
                       KinSignInOpenFunc    open,
                       gpointer             open_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *base = NULL;
  GError *error = NULL;

  g_return_if_fail (KIN_IS_SIGN_IN (self));
  g_return_if_fail (self->portal == NULL);

  self->open = open;
  self->open_data = open_data;
  g_task_set_source_tag (task, kin_sign_in_run_async);

  base = kin_portal_check_base (self->base, &error);
  if (base == NULL || !may_be_asked (self, base, &error))
    g_task_return_error (task, error);
  else
    kin_portal_discover_async (kin_person_get_http (self->person), base, cancellable, discover_cb,
                               g_object_ref (task));
}

/**
 * kin_sign_in_run_finish:
 *
 * Returns: %TRUE when the portal said whose record it is
 */
gboolean
kin_sign_in_run_finish (KinSignIn     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
