/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sign-in"

#include "config.h"

#include <string.h>

#include "kin-client.h"
#include "kin-clinic.h"
#include "kin-crash-point.h"
#include "kin-engine-error.h"
#include "kin-give-back-private.h"
#include "kin-keep-secrets-private.h"
#include "kin-keyring-credentials.h"
#include "kin-known-secret-private.h"
#include "kin-login.h"
#include "kin-person-match.h"
#include "kin-person-private.h"
#include "kin-schedule.h"
#include "kin-sign-in.h"
#include "kin-sync-topic.h"
#include "kin-take-over-private.h"
#include "kin-trials.h"

/**
 * KinSignIn:
 *
 * One attempt to connect a person to a portal, in two halves: signing in, which ends with whose
 * record it is; and the person's own yes or no to that. Nothing is stored with the record
 * before the yes.
 */
struct _KinSignIn
{
  GObject            parent_instance;

  KinPerson         *person;
  char              *base;
  char              *client_id;
  KinSecret         *client_secret;
  char              *redirect_uri;
  char              *number_from;
  char              *vendor;

  KinSignInOpenFunc  open;
  gpointer           open_data;

  KinPortal         *portal;
  KinLogin          *login;        /* once it runs */
  KinGrant          *grant;
  char              *connection_id;
  KinCredentials    *credentials;
  KinClient         *client;
  KinIdentity       *identity;
  KinMatch           match;
  KinMerge           merge;
  KinConnection     *joined;       /* (nullable): the one that goes on, in place of a new one */
};

G_DEFINE_FINAL_TYPE (KinSignIn, kin_sign_in, G_TYPE_OBJECT)

/* Signing in goes portal → browser → token into the keyring → Patient. */

static gboolean
is_ours (KinSignIn     *self,
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

  if (own != NULL && !is_ours (self, own))
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

/* What Kinchart is known by there, which the portal may just have given it. */
static void
take_number (KinSignIn *self)
{
  KinSecret *secret = kin_login_get_client_secret (self->login);

  if (self->client_id == NULL)
    kin_sign_in_set_number_from (self, secret != NULL ? KIN_NUMBER_FROM_PORTAL : NULL);
  g_free (self->client_id);
  self->client_id = g_strdup (kin_login_get_client_id (self->login));
  g_free (self->redirect_uri);
  self->redirect_uri = g_strdup (kin_login_get_redirect_uri (self->login));
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  if (secret != NULL)
    self->client_secret = kin_secret_ref (secret);
}

static gboolean
can_have_again (KinSignIn *self)
{
  return self->client_id != NULL && self->number_from != NULL &&
         kin_portal_can_register (self->portal);
}

/* A number that the portal gave by itself is of no use without what went with it, nor where the
 * portal does not know it any more. */
static gboolean
forget_number (KinSignIn *self)
{
  if (!can_have_again (self))
    return FALSE;

  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_clear_pointer (&self->redirect_uri, g_free);
  return TRUE;
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
      forget_number (self))
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

  take_number (self);
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
    forget_number (g_task_get_source_object (task));
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
    forget_number (self);
  /* A portal that does not know a number says so to whoever sits at the browser, and not to us. */
  if (can_have_again (self))
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

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

/* Records that were here too and go on in this one have an end of their own. */
static void
end_joined (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);

  kin_end_joined_async (self->person, kin_portal_get_base (self->portal), self->identity,
                        kin_grant_get_patient (self->grant), ended_cb, g_object_ref (task));
}

static void
forgot_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_give_back_finish (result, NULL, &error))
    g_warning ("A token is kept twice: %s", error->message);
  end_joined (task);
}

static void
let_back (KinSignIn *self)
{
  if (self->joined != NULL)
    kin_schedule_let_back (kin_person_get_schedule (self->person), self->joined);
}

static void
confirm_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  KinConnection *connection = kin_person_save_connection_finish (KIN_PERSON (source), result,
                                                                 &error);

  let_back (self);
  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_crash_point ("sign-in.connection-saved");
  kin_connection_set_grant (connection, self->grant);
  kin_connection_set_portal (connection, self->portal);
  g_task_set_task_data (task, connection, g_object_unref);
  if (self->joined != NULL && !is_ours (self, self->joined))
    kin_give_back_async (NULL, self->credentials, NULL, forgot_cb, g_object_ref (task));
  else
    end_joined (task);
}

static KinConnectionNote *
make_note (KinSignIn *self)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_strdup (self->joined != NULL ? kin_connection_get_id (self->joined)
                                            : self->connection_id);
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup (kin_portal_get_base (self->portal));
  note->name = g_strdup (kin_portal_get_name (self->portal));
  note->issuer = kin_portal_dup_pin (self->portal);
  note->client_id = g_strdup (self->client_id);
  note->redirect = g_strdup (self->redirect_uri);
  note->patient_id = g_strdup (kin_identity_get_id (self->identity));
  note->binding = kin_person_match_to_binding (self->identity,
                                               kin_grant_get_patient (self->grant));
  note->scope = g_strdup (kin_grant_get_scope (self->grant));
  note->state = g_strdup (kin_connection_state_to_id (KIN_CONNECTION_READY));
  note->vendor = g_strdup (self->vendor);
  note->number_from = g_strdup (self->number_from);

  return note;
}

static void
save_connection (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);
  g_autoptr (KinConnectionNote) note = make_note (self);

  kin_person_save_connection_async (self->person, note, g_task_get_cancellable (task), confirm_cb,
                                    g_object_ref (task));
}

static void
taken_over_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_take_over_finish (result, &error))
    {
      save_connection (task);
      return;
    }

  let_back (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

static void
given_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_give_back_finish (result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Nobody at a portal for trying things out is real, even if who asks does not know that. */
static gboolean
may_be_asked (KinSignIn   *self,
              const char  *base,
              GError     **error)
{
  g_autoptr (KinTrials) trials = kin_trials_new (error);
  KinClinic *trial = trials != NULL ? kin_trials_find (trials, base) : NULL;

  if (trial == NULL)
    return trials != NULL;
  if (self->vendor == NULL)
    self->vendor = g_strdup (kin_clinic_get_vendor (trial));
  if (kin_person_get_is_sample (self->person))
    return TRUE;

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_MADE_UP,
                       "Nobody at this portal is real");
  return FALSE;
}

static void
kin_sign_in_finalize (GObject *object)
{
  KinSignIn *self = KIN_SIGN_IN (object);

  g_object_unref (self->person);
  g_free (self->base);
  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_free (self->redirect_uri);
  g_free (self->vendor);
  g_free (self->number_from);
  g_clear_object (&self->portal);
  g_clear_object (&self->login);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_free (self->connection_id);
  g_clear_object (&self->credentials);
  g_clear_object (&self->client);
  g_clear_pointer (&self->identity, kin_identity_unref);
  g_clear_object (&self->joined);

  G_OBJECT_CLASS (kin_sign_in_parent_class)->finalize (object);
}

static void
kin_sign_in_class_init (KinSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_sign_in_finalize;
}

static void
kin_sign_in_init (KinSignIn *self)
{
  self->match = KIN_MATCH_OTHER;
}

/**
 * kin_sign_in_new:
 * @person: whose record it is to be; open
 * @base: the FHIR base URL, as it was typed
 * @client_id: (nullable): our id at this portal; %NULL: nobody gave us one, so that the portal is
 *   asked for one where it gives them by itself
 * @client_secret: (nullable): for portals that gave the person one; who signs in again need not
 *   say it again
 * @redirect_uri: (nullable): for portals that compare it whole; else a free loopback port
 *
 * Returns: (transfer full): an attempt, not begun
 */
KinSignIn *
kin_sign_in_new (KinPerson  *person,
                 const char *base,
                 const char *client_id,
                 KinSecret  *client_secret,
                 const char *redirect_uri)
{
  KinSignIn *self = g_object_new (KIN_TYPE_SIGN_IN, NULL);

  self->person = g_object_ref (person);
  self->base = g_strdup (base);
  self->client_id = g_strdup (client_id);
  self->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;
  self->redirect_uri = g_strdup (redirect_uri);

  return self;
}

/**
 * kin_sign_in_set_vendor:
 * @vendor: (nullable): who made the portal: the connection remembers it, and a secret that
 *   #KinSetUps keeps for our id there is used
 */
void
kin_sign_in_set_vendor (KinSignIn  *self,
                        const char *vendor)
{
  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_free (self->vendor);
  self->vendor = g_strdup (vendor);
}

/**
 * kin_sign_in_set_number_from:
 * @number_from: (nullable): where our id came from, as #KinConnectionNote has it: one that the
 *   portal gave by itself is asked for anew where its secret is not here
 */
void
kin_sign_in_set_number_from (KinSignIn  *self,
                             const char *number_from)
{
  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_free (self->number_from);
  self->number_from = g_strdup (number_from);
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

/**
 * kin_sign_in_take_return:
 * @line: the address that the browser was sent to after the portal's pages, as the person copied it
 *   or the desktop handed it over
 *
 * For a browser that does not come back by itself. What the portal says in it is checked as if it
 * had; it counts once.
 *
 * Returns: whether the sign-in goes on with it
 */
KinSignInReturn
kin_sign_in_take_return (KinSignIn  *self,
                         const char *line)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_SIGN_IN_RETURN_TOO_LATE);

  if (self->login == NULL)
    return KIN_SIGN_IN_RETURN_TOO_LATE;
  switch (kin_login_take_return (self->login, line))
    {
    case KIN_RETURNED_TAKEN:
      return KIN_SIGN_IN_RETURN_TAKEN;
    case KIN_RETURNED_OTHER:
      return KIN_SIGN_IN_RETURN_OTHER;
    case KIN_RETURNED_TOO_LATE:
      return KIN_SIGN_IN_RETURN_TOO_LATE;
    case KIN_RETURNED_NOT_IT:
    default:
      return KIN_SIGN_IN_RETURN_NOT_IT;
    }
}

/**
 * kin_sign_in_can_return_to:
 * @redirect: a return address, as it was typed
 *
 * Returns: whether a browser can come back to this app by it
 */
gboolean
kin_sign_in_can_return_to (const char *redirect)
{
  return kin_login_can_return_to (redirect);
}

/**
 * kin_sign_in_get_portal_name:
 *
 * Returns: (nullable): what the portal calls itself
 */
const char *
kin_sign_in_get_portal_name (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), NULL);

  return self->portal != NULL ? kin_portal_get_name (self->portal) : NULL;
}

/**
 * kin_sign_in_get_identity:
 *
 * Returns: (nullable) (transfer none): whose record it is, as the portal says
 */
KinIdentity *
kin_sign_in_get_identity (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), NULL);

  return self->identity;
}

/**
 * kin_sign_in_get_match:
 *
 * Returns: how well that fits the person
 */
KinMatch
kin_sign_in_get_match (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_MATCH_OTHER);

  return self->match;
}

/**
 * kin_sign_in_get_merge:
 *
 * Returns: what the portal says, or shows, about records that it joined
 */
KinMerge
kin_sign_in_get_merge (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_MERGE_NONE);

  return self->merge;
}

/**
 * kin_sign_in_confirm_async:
 *
 * The person said: yes, this is the record of the one I meant. A record with another birth date
 * is refused all the same.
 */
void
kin_sign_in_confirm_async (KinSignIn           *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_SIGN_IN (self));
  g_return_if_fail (self->identity != NULL);

  g_task_set_source_tag (task, kin_sign_in_confirm_async);
  if (self->match == KIN_MATCH_OTHER)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                               "The record is of someone else");
      return;
    }

  if (self->joined == NULL)
    save_connection (task);
  else
    kin_take_over_async (self->person, self->joined, self->grant, self->client_secret, cancellable,
                         taken_over_cb, g_object_ref (task));
}

/**
 * kin_sign_in_confirm_finish:
 *
 * Returns: (transfer full): the connection
 */
KinConnection *
kin_sign_in_confirm_finish (KinSignIn     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_sign_in_refuse_async:
 *
 * The person said no, or could not be asked: what the portal gave is given back and forgotten.
 */
void
kin_sign_in_refuse_async (KinSignIn           *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_task_set_source_tag (task, kin_sign_in_refuse_async);
  if (self->credentials == NULL)
    g_task_return_boolean (task, TRUE);
  else
    kin_give_back_async (self->client, self->credentials, NULL, given_back_cb,
                         g_object_ref (task));
}

gboolean
kin_sign_in_refuse_finish (KinSignIn     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
