/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-refresh"

#include "config.h"

#include "kin-client-key-private.h"
#include "kin-crash-point.h"
#include "kin-http-private.h"
#include "kin-json.h"
#include "kin-merge.h"
#include "kin-portal-private.h"
#include "kin-refresh-private.h"
#include "kin-revoke-private.h"
#include "kin-token-private.h"

#define DEADLINE (60 * 1000)

/* The answer may be lost after the server took the token: it is tried once more
 * and not again, because a third use can end the whole grant (rule T-12). */
#define MAX_TRIES 2

struct _KinRefresh
{
  GObject parent_instance;

  KinHttp *http;
  KinPortal *portal;
  const KinQuirks *quirks;
  char *client_id;
  char *patient_id;
  KinIdentity *confirmed;    /* (nullable): whose record somebody said it is */
  char *scope;
  KinCredentials *credentials;

  KinGrant *grant;           /* in use; NULL until the first refresh */
  KinGrant *unsaved;         /* received, but its refresh token is not kept yet */
  KinGrant *refused;         /* a server said 401 to it */
  gboolean over;             /* the person has to sign in again */

  GPtrArray *waiters;        /* of Waiter */
  gboolean running;
  guint tries;
  KinSecret *client_secret;
  KinSecret *refresh_token;
};

G_DEFINE_FINAL_TYPE (KinRefresh, kin_refresh, G_TYPE_OBJECT)

/* Somebody who needs a fresh token, and may lose patience alone. */
typedef struct
{
  GTask *task;
  GSource *cancel_source;
} Waiter;

static void refresh_send (KinRefresh *self);
static void refresh_save (KinRefresh *self);

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancel_source != NULL)
    {
      g_source_destroy (waiter->cancel_source);
      g_source_unref (waiter->cancel_source);
    }
  g_object_unref (waiter->task);
  g_free (waiter);
}

/* Answers everybody at once. Callbacks may ask again, so the list goes first. */
static void
refresh_end (KinRefresh *self,
             GError     *error)
{
  g_autoptr (GPtrArray) waiters = self->waiters;
  g_autoptr (GError) owned = error;

  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  self->running = FALSE;
  g_clear_pointer (&self->refresh_token, kin_secret_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiters, i);

      if (g_task_get_source_tag (waiter->task) == kin_refresh_settle_async)
        g_task_return_boolean (waiter->task, TRUE);
      else if (owned != NULL)
        g_task_return_error (waiter->task, g_error_copy (owned));
      else
        g_task_return_pointer (waiter->task, kin_grant_ref (self->grant),
                               (GDestroyNotify) kin_grant_unref);
    }
}

static GError *
over_error (void)
{
  return g_error_new_literal (KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN,
                              "the grant has ended: the person has to sign in again");
}

static void
refresh_give_up (KinRefresh *self,
                 const char *reason)
{
  g_debug ("the grant has ended: %s", reason);
  self->over = TRUE;
  refresh_end (self, over_error ());
}

static void
use_grant (KinRefresh *self,
           KinGrant   *grant)
{
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_clear_pointer (&self->unsaved, kin_grant_unref);
  g_clear_pointer (&self->refused, kin_grant_unref);
  self->grant = grant;
  g_free (self->scope);
  self->scope = g_strdup (kin_grant_get_scope (grant));
}

static void
save_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinRefresh) self = user_data;
  GError *error = NULL;

  if (!kin_credentials_save_finish (self->credentials, result, &error))
    {
      /* The new token stays here and is saved before anything else next time. */
      refresh_end (self, error);
      return;
    }
  kin_crash_point ("refresh.after-store");
  use_grant (self, kin_grant_ref (self->unsaved));
  refresh_end (self, NULL);
}

/* Before the access token is used for the first time: when the program ends
 * now, the only token that still works has to be in the keyring. */
static void
refresh_save (KinRefresh *self)
{
  kin_credentials_save_async (self->credentials, KIN_CREDENTIAL_REFRESH_TOKEN,
                              kin_grant_get_refresh_token (self->unsaved), NULL, save_cb,
                              g_object_ref (self));
}

/* A grant for somebody else must not go on filling this record (rule W-02). For a record that was
 * put into it, and somebody said so, a portal may go on granting the old id. */
static gboolean
is_for_another (KinRefresh *self,
                KinGrant   *grant)
{
  const char *patient = kin_grant_get_patient (grant);

  if (patient == NULL || self->patient_id == NULL || g_str_equal (patient, self->patient_id))
    return FALSE;

  return self->confirmed == NULL || !kin_merge_has_taken_in (self->confirmed, patient);
}

static void
take_grant (KinRefresh *self,
            KinGrant   *grant)
{
  if (is_for_another (self, grant))
    {
      kin_grant_unref (grant);
      refresh_give_up (self, "it is now for another patient");
      return;
    }
  if (kin_grant_get_refresh_token (grant) == NULL)
    {
      use_grant (self, kin_grant_with_refresh (grant, self->refresh_token));
      kin_grant_unref (grant);
      refresh_end (self, NULL);
      return;
    }
  g_clear_pointer (&self->unsaved, kin_grant_unref);
  self->unsaved = grant;
  refresh_save (self);
}

static void
clear_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinRefresh) self = user_data;

  /* A dead token that cannot be removed does no harm. */
  kin_credentials_clear_finish (self->credentials, result, NULL);
  refresh_give_up (self, "the refresh token is no longer good");
}

static gboolean
token_is_dead (KinRefresh *self,
               KinReply   *reply)
{
  g_autoptr (KinJson) json = kin_json_new (reply->body, NULL);
  KinJsonNode node = { 0 };
  g_autofree char *error = NULL;

  if (json != NULL)
    node = kin_json_node_get (kin_json_get_root (json), "error");
  error = kin_json_node_dup_string (node);
  /* Somebody else's words, such as a gateway's. */
  if (kin_json_node_exists (node) && error == NULL)
    return FALSE;

  return kin_quirks_is_stale (self->quirks, error);
}

static void
take_refusal (KinRefresh *self,
              KinReply   *reply)
{
  if (token_is_dead (self, reply))
    kin_credentials_clear_async (self->credentials, KIN_CREDENTIAL_REFRESH_TOKEN, NULL, clear_cb,
                                 g_object_ref (self));
  else
    refresh_give_up (self, "this app was refused");
}

/* Whether the server may have taken the token although no answer came. */
static gboolean
outcome_is_unknown (const GError *error)
{
  return g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE) ||
         g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TIMED_OUT);
}

static gboolean
is_passing_trouble (guint status)
{
  return status == 408 || status == 429 || status >= 500;
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinRefresh) self = user_data;
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);
  KinGrant *grant = NULL;
  gboolean unknown = error != NULL && outcome_is_unknown (error);

  kin_crash_point ("refresh.reply-read");
  if ((unknown || (reply != NULL && is_passing_trouble (reply->status))) &&
      self->tries < MAX_TRIES)
    {
      g_clear_error (&error);
      refresh_send (self);
      return;
    }
  if (reply != NULL && reply->status >= 400 && !is_passing_trouble (reply->status))
    {
      take_refusal (self, reply);
      return;
    }
  if (reply != NULL && kin_token_check (reply, &error))
    grant = kin_token_read (reply->body, self->scope, &error);
  if (grant != NULL)
    take_grant (self, grant);
  else if (unknown)
    {
      g_clear_error (&error);
      refresh_give_up (self, "the answer was lost twice");
    }
  else
    refresh_end (self, error);
}

static KinRequest *
refresh_request_new (KinRefresh *self)
{
  GUri *endpoint = kin_portal_get_token (self->portal);
  const char *pairs[] = {
    "grant_type", "refresh_token",
    "refresh_token", kin_secret_get_text (self->refresh_token),
    NULL, NULL, NULL
  };

  if (kin_quirks_repeats_scope (self->quirks))
    {
      pairs[4] = "scope";
      pairs[5] = self->scope;
    }
  return kin_token_request_new (endpoint, endpoint, self->client_id, self->client_secret, pairs);
}

/* The same where @device has left a key in place of a refresh token (RFC 7523, section 2.1). */
static KinRequest *
key_request_new (KinRefresh *self,
                 const char *device)
{
  GUri *endpoint = kin_portal_get_token (self->portal);
  g_autoptr (KinSecret) assertion = kin_client_key_sign (self->refresh_token, device, endpoint);
  const char *pairs[] = {
    "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "assertion", kin_secret_get_text (assertion),
    NULL
  };

  return kin_token_request_new (endpoint, endpoint, device, NULL, pairs);
}

static void
refresh_send (KinRefresh *self)
{
  g_autofree char *device = kin_client_key_dup_client_id (self->refresh_token);
  g_autoptr (KinRequest) request = device != NULL ? key_request_new (self, device)
                                                  : refresh_request_new (self);

  self->tries++;
  request->deadline = DEADLINE;
  kin_crash_point ("refresh.before-send");
  kin_http_send_async (self->http, request, NULL, token_cb, g_object_ref (self));
}

/* No refresh token: the access token is used to its end (portal-quirks 18). */
static void
go_on_without (KinRefresh *self)
{
  if (self->grant != NULL && self->grant != self->refused &&
      kin_grant_get_expiry (self->grant) > g_get_monotonic_time ())
    refresh_end (self, NULL);
  else
    refresh_give_up (self, "there is no refresh token");
}

static void
load_token_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (KinRefresh) self = user_data;
  GError *error = NULL;

  self->refresh_token = kin_credentials_load_finish (self->credentials, result, &error);
  if (error != NULL)
    refresh_end (self, error);
  else if (self->refresh_token == NULL)
    go_on_without (self);
  else
    refresh_send (self);
}

static void
load_secret_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (KinRefresh) self = user_data;
  GError *error = NULL;

  g_clear_pointer (&self->client_secret, kin_secret_unref);
  self->client_secret = kin_credentials_load_finish (self->credentials, result, &error);
  if (error != NULL)
    refresh_end (self, error);
  else
    kin_credentials_load_async (self->credentials, KIN_CREDENTIAL_REFRESH_TOKEN, NULL,
                                load_token_cb, g_object_ref (self));
}

static void
refresh_begin (KinRefresh *self)
{
  self->running = TRUE;
  self->tries = 0;
  if (self->unsaved != NULL)
    refresh_save (self);
  else
    kin_credentials_load_async (self->credentials, KIN_CREDENTIAL_CLIENT_SECRET, NULL,
                                load_secret_cb, g_object_ref (self));
}

static gboolean
on_waiter_cancelled (GCancellable *cancellable,
                     gpointer      user_data)
{
  GTask *task = user_data;
  KinRefresh *self = g_task_get_source_object (task);

  for (guint i = 0; i < self->waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (self->waiters, i);

      if (waiter->task != task)
        continue;
      g_task_return_error_if_cancelled (task);
      g_ptr_array_remove_index (self->waiters, i);
      break;
    }
  return G_SOURCE_REMOVE;
}

/* Adds somebody who is told when the refresh that is on its way, or begins now, has ended. */
static void
refresh_wait (KinRefresh *self,
              GTask      *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancel_source, G_SOURCE_FUNC (on_waiter_cancelled), task,
                             NULL);
      g_source_attach (waiter->cancel_source, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

static void
kin_refresh_finalize (GObject *object)
{
  KinRefresh *self = KIN_REFRESH (object);

  g_clear_object (&self->http);
  g_clear_object (&self->portal);
  g_clear_object (&self->credentials);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_clear_pointer (&self->unsaved, kin_grant_unref);
  g_clear_pointer (&self->refused, kin_grant_unref);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_clear_pointer (&self->refresh_token, kin_secret_unref);
  g_free (self->client_id);
  g_free (self->patient_id);
  g_clear_pointer (&self->confirmed, kin_identity_unref);
  g_free (self->scope);

  G_OBJECT_CLASS (kin_refresh_parent_class)->finalize (object);
}

static void
kin_refresh_class_init (KinRefreshClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_refresh_finalize;
}

static void
kin_refresh_init (KinRefresh *self)
{
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
}

/* Arguments as kin_client_new(). */
KinRefresh *
kin_refresh_new (KinHttp        *http,
                 KinPortal      *portal,
                 const char     *client_id,
                 const char     *patient_id,
                 const char     *scope,
                 KinCredentials *credentials,
                 KinGrant       *grant)
{
  KinRefresh *self = g_object_new (KIN_TYPE_REFRESH, NULL);

  self->http = g_object_ref (http);
  self->portal = g_object_ref (portal);
  self->quirks = kin_portal_get_quirks (portal);
  self->client_id = g_strdup (client_id);
  self->patient_id = g_strdup (patient_id);
  self->credentials = g_object_ref (credentials);
  self->grant = grant != NULL ? kin_grant_ref (grant) : NULL;
  self->scope = g_strdup (grant != NULL ? kin_grant_get_scope (grant) : scope);
  return self;
}

void
kin_refresh_set_confirmed (KinRefresh  *self,
                           KinIdentity *confirmed)
{
  g_clear_pointer (&self->confirmed, kin_identity_unref);
  self->confirmed = kin_identity_ref (confirmed);
}

const char *
kin_refresh_get_scope (KinRefresh *self)
{
  return self->scope;
}

KinGrant *
kin_refresh_get_grant (KinRefresh *self)
{
  return self->grant;
}

gboolean
kin_refresh_is_over (KinRefresh *self)
{
  return self->over;
}

void
kin_refresh_set_over (KinRefresh *self)
{
  self->over = TRUE;
}

/**
 * kin_refresh_get_async:
 * @self: the grant of a connection
 * @refused: (nullable): a grant that a server answered 401 to
 * @cancellable: (nullable): a cancellable, which ends only this wait
 * @callback: called with a grant that can be used
 * @user_data: for @callback
 *
 * Gives the grant in use, or a new one when it is about to end or was refused.
 * Fails with %KIN_PORTAL_ERROR_NEEDS_SIGN_IN when there is no other way.
 */
void
kin_refresh_get_async (KinRefresh          *self,
                       KinGrant            *refused,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_refresh_get_async);
  if (self->over)
    {
      g_task_return_error (task, over_error ());
      return;
    }
  /* Another request may have brought a new one since @refused was sent. */
  if (self->grant != NULL && self->grant != refused && self->grant != self->refused &&
      kin_grant_is_fresh (self->grant))
    {
      g_task_return_pointer (task, kin_grant_ref (self->grant),
                             (GDestroyNotify) kin_grant_unref);
      return;
    }
  if (refused != NULL && refused == self->grant && self->refused == NULL)
    self->refused = kin_grant_ref (refused);
  refresh_wait (self, task);
  if (!self->running)
    refresh_begin (self);
}

/**
 * kin_refresh_get_finish:
 * @self: the grant of a connection
 * @result: the result
 * @error: why there is none
 *
 * Returns: (transfer full): a grant to use now
 */
KinGrant *
kin_refresh_get_finish (KinRefresh    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_refresh_settle_async:
 * @self: the grant of a connection
 * @cancellable: (nullable): a cancellable, for somebody without the patience
 * @callback: called when no refresh is on its way
 * @user_data: for @callback
 *
 * Waits for the end of a refresh, whatever comes of it. To be called before the
 * program ends: a server that has taken the old token has given the new one out.
 */
void
kin_refresh_settle_async (KinRefresh          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_refresh_settle_async);
  if (self->running)
    refresh_wait (self, task);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * kin_refresh_settle_finish:
 * @self: the grant of a connection
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: whether no refresh is on its way
 */
gboolean
kin_refresh_settle_finish (KinRefresh    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* See kin_client_revoke_async(); ends with kin_revoke_finish(). From here on the
 * grant counts as ended. */
void
kin_refresh_revoke_async (KinRefresh          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  self->over = TRUE;
  kin_revoke_async (self->http, self->portal, self->client_id, self->credentials, self->grant,
                    cancellable, callback, user_data);
}
