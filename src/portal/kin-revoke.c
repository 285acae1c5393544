/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-revoke"

#include "config.h"

#include "kin-client-key.h"
#include "kin-http-private.h"
#include "kin-portal-private.h"
#include "kin-revoke-private.h"
#include "kin-task.h"
#include "kin-token-private.h"

#define DEADLINE (60 * 1000)

/* A grant on its way back to the portal. */
typedef struct
{
  KinHttp *http;
  KinPortal *portal;
  char *client_id;
  KinCredentials *credentials;
  KinGrant *grant;
  KinSecret *client_secret;
} Return;

static void
return_free (Return *self)
{
  g_object_unref (self->http);
  g_object_unref (self->portal);
  g_object_unref (self->credentials);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_free (self->client_id);
  g_free (self);
}

static void
revoke_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);

  kin_task_return_done (task, reply != NULL && kin_token_check (reply, &error), &error);
}

static void
send_back (GTask      *task,
           KinSecret  *token,
           const char *hint)
{
  Return *self = g_task_get_task_data (task);
  const char *pairs[] = { "token", kin_secret_get_text (token), "token_type_hint", hint, NULL };
  g_autoptr (KinRequest) request = kin_token_request_new (kin_portal_get_revoke (self->portal),
                                                          kin_portal_get_token (self->portal),
                                                          self->client_id, self->client_secret,
                                                          pairs);

  request->deadline = DEADLINE;
  kin_http_send_async (self->http, request, g_task_get_cancellable (task), revoke_cb,
                       g_object_ref (task));
}

/* The refresh token stands for the whole grant; without one there is the other. A key that was left
 * in its place never leaves this computer. */
static void
load_token_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Return *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (KinSecret) token = kin_credentials_load_finish (self->credentials, result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (token != NULL && !kin_client_key_is (token))
    send_back (task, token, "refresh_token");
  else if (self->grant != NULL)
    send_back (task, kin_grant_get_access_token (self->grant), "access_token");
  else
    g_task_return_boolean (task, TRUE);
}

static void
load_secret_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Return *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->client_secret = kin_credentials_load_finish (self->credentials, result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    kin_credentials_load_async (self->credentials, KIN_CREDENTIAL_REFRESH_TOKEN,
                                g_task_get_cancellable (task), load_token_cb,
                                g_object_ref (task));
}

/**
 * kin_revoke_async:
 * @http: the way onto the network
 * @portal: whose grant it is
 * @client_id: who this app is there
 * @credentials: where the secrets of this connection are kept
 * @grant: (nullable): the grant in use
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal has forgotten the grant
 * @user_data: for @callback
 *
 * Gives a grant back (RFC 7009).
 */
void
kin_revoke_async (KinHttp             *http,
                  KinPortal           *portal,
                  const char          *client_id,
                  KinCredentials      *credentials,
                  KinGrant            *grant,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Return *self;

  g_task_set_source_tag (task, kin_revoke_async);
  if (!kin_portal_can_revoke (portal))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  self = g_new0 (Return, 1);
  self->http = g_object_ref (http);
  self->portal = g_object_ref (portal);
  self->client_id = g_strdup (client_id);
  self->credentials = g_object_ref (credentials);
  self->grant = grant != NULL ? kin_grant_ref (grant) : NULL;
  g_task_set_task_data (task, self, (GDestroyNotify) return_free);
  kin_credentials_load_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, cancellable,
                              load_secret_cb, g_object_ref (task));
}

/**
 * kin_revoke_finish:
 * @result: the result
 * @error: why the portal may still honour the grant
 *
 * Returns: whether the portal took it back; %FALSE without an error when it
 *   offers no way to do so
 */
gboolean
kin_revoke_finish (GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
