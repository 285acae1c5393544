/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-register"

#include "config.h"

#include <string.h>

#include <jansson.h>

#include "kin-client-key-private.h"
#include "kin-grant-private.h"
#include "kin-http-private.h"
#include "kin-json.h"
#include "kin-outcome-private.h"
#include "kin-portal-private.h"
#include "kin-register-private.h"
#include "kin-request-private.h"

#define SOFTWARE_ID "io.github.kinchart.Kinchart"
#define DEADLINE (60 * 1000)
#define MAX_TEXT 1024

/* Making ourselves known to a portal goes key → question → number. */
typedef struct
{
  KinHttp *http;
  KinPortal *portal;
  KinGrant *grant;           /* of whoever leaves a device there, or NULL */
  json_t *words;             /* what is said of this app */
  KinSecret *key;
} Registering;

static void
registering_free (Registering *self)
{
  g_object_unref (self->http);
  g_object_unref (self->portal);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_clear_pointer (&self->key, kin_secret_unref);
  json_decref (self->words);
  g_free (self);
}

void
kin_registration_free (KinRegistration *self)
{
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_free (self->client_id);
  g_free (self);
}

/* (nullable): a text as it may go into forms and headers. */
static char *
dup_plain (KinJsonNode  root,
           const char  *name)
{
  g_autofree char *text = kin_json_node_dup_string (kin_json_node_get (root, name));

  return kin_header_is_plain (text) && strlen (text) <= MAX_TEXT ? g_steal_pointer (&text) : NULL;
}

static KinRegistration *
read_reply (Registering  *self,
            KinReply     *reply,
            GError      **error)
{
  g_autoptr (KinJson) json = kin_json_new (reply->body, NULL);
  g_autoptr (KinRegistration) registration = g_new0 (KinRegistration, 1);
  g_autofree char *secret = NULL;

  if (json != NULL && (reply->status == 200 || reply->status == 201))
    registration->client_id = dup_plain (kin_json_get_root (json), "client_id");
  if (registration->client_id == NULL)
    {
      g_set_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT,
                   "the registration endpoint answered %u", reply->status);
      return NULL;
    }

  secret = dup_plain (kin_json_get_root (json), "client_secret");
  if (self->key != NULL)
    registration->client_secret = kin_secret_ref (self->key);
  else if (secret != NULL)
    registration->client_secret = kin_secret_new_text (secret);
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  return g_steal_pointer (&registration);
}

static void
reply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);
  KinRegistration *registration = NULL;

  /* A server that is in trouble, or busy, may know this app another time. */
  if (reply != NULL && (reply->status == 429 || reply->status >= 500))
    kin_reply_check (reply, &error);
  else if (reply != NULL)
    registration = read_reply (g_task_get_task_data (task), reply, &error);
  if (registration != NULL)
    g_task_return_pointer (task, registration, (GDestroyNotify) kin_registration_free);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task)
{
  Registering *self = g_task_get_task_data (task);
  GUri *endpoint = kin_portal_get_registration (self->portal);
  g_autoptr (KinRequest) request = kin_request_new (endpoint, "application/json", KIN_CAP_TOKEN);
  g_autofree char *keys = self->key != NULL ? kin_client_key_dup_public (self->key) : NULL;
  char *text;

  if (keys != NULL)
    json_object_set_new (self->words, "jwks", json_loads (keys, 0, NULL));
  text = json_dumps (self->words, JSON_COMPACT);
  request->form = kin_secret_new_text (text);
  free (text);
  request->sends_json = TRUE;
  request->deadline = DEADLINE;
  if (self->grant != NULL)
    kin_request_set_bearer (request, endpoint, kin_grant_get_access_token (self->grant));
  kin_http_send_async (self->http, request, g_task_get_cancellable (task), reply_cb,
                       g_object_ref (task));
}

static void
key_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Registering *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->key = kin_client_key_new_finish (result, &error);
  if (self->key != NULL)
    ask (task);
  else
    g_task_return_error (task, error);
}

static void
begin (GTask      *task,
       KinHttp    *http,
       KinPortal  *portal,
       KinGrant   *grant,
       json_t     *words,
       const char *algorithm)
{
  Registering *self = g_new0 (Registering, 1);

  self->http = g_object_ref (http);
  self->portal = g_object_ref (portal);
  self->grant = grant != NULL ? kin_grant_ref (grant) : NULL;
  self->words = words;
  g_task_set_task_data (task, self, (GDestroyNotify) registering_free);
  if (algorithm != NULL)
    kin_client_key_new_async (algorithm, g_task_get_cancellable (task), key_cb,
                              g_object_ref (task));
  else
    ask (task);
}

/**
 * kin_register_app_async:
 * @http: the way onto the network
 * @portal: one where kin_portal_can_register()
 * @redirect_uri: where the browser comes back to
 * @scope: what is going to be asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal knows this app, or does not want to
 * @user_data: for @callback
 *
 * Asks for a number for this app (RFC 7591). It is this person's alone, and so is the key that it
 * is proven with, where the portal takes keys.
 */
void
kin_register_app_async (KinHttp             *http,
                        KinPortal           *portal,
                        const char          *redirect_uri,
                        const char          *scope,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *algorithm = kin_portal_get_key_algorithm (portal);
  const char *method = algorithm != NULL                  ? "private_key_jwt"
                       : kin_portal_wants_secret (portal) ? "client_secret_basic"
                                                          : "none";
  json_t *words = json_pack (
    "{s:s,s:s,s:[s],s:[s,s],s:[s],s:s,s:s,s:s,s:s}", "client_name", "Kinchart",
    "application_type", "native", "redirect_uris", redirect_uri,
    "grant_types", "authorization_code", "refresh_token", "response_types", "code",
    "token_endpoint_auth_method", method, "scope", scope,
    "software_id", SOFTWARE_ID, "software_version", KIN_VERSION);

  g_task_set_source_tag (task, kin_register_app_async);
  if (algorithm != NULL)
    json_object_set_new (words, "token_endpoint_auth_signing_alg", json_string (algorithm));
  begin (task, http, portal, NULL, words, algorithm);
}

/**
 * kin_register_app_finish:
 * @result: the result
 * @error: %KIN_PORTAL_ERROR_BAD_CLIENT when the portal does not want to know this app
 *
 * Returns: (transfer full): who it is there
 */
KinRegistration *
kin_register_app_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A portal that does not want the key has the person sign in each time; she is signed in now. */
static void
device_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRegistration) device = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (KinSecret) key = NULL;
  KinGrant *grant = g_task_get_task_data (task);

  if (device == NULL)
    {
      g_debug ("no key was left at the portal: %s", error->message);
      g_task_return_pointer (task, kin_grant_ref (grant), (GDestroyNotify) kin_grant_unref);
      return;
    }
  key = kin_client_key_with_client_id (device->client_secret, device->client_id);
  g_task_return_pointer (task, kin_grant_with_refresh (grant, key),
                         (GDestroyNotify) kin_grant_unref);
}

/**
 * kin_register_device_async:
 * @http: the way onto the network
 * @portal: where somebody has just signed in
 * @client_id: who this app is there
 * @grant: what was granted
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal has a key, does not want one, or need not have one
 * @user_data: for @callback
 *
 * Leaves a key at a portal that gives no refresh tokens, to ask for access tokens with
 * (portal-standards 2.6). It is an RSA key: others are refused by some clinics.
 */
void
kin_register_device_async (KinHttp             *http,
                           KinPortal           *portal,
                           const char          *client_id,
                           KinGrant            *grant,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) child = NULL;

  g_task_set_source_tag (task, kin_register_device_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, kin_grant_ref (grant), (GDestroyNotify) kin_grant_unref);
  if (kin_grant_get_refresh_token (grant) != NULL || !kin_portal_takes_devices (portal))
    {
      g_task_return_pointer (task, kin_grant_ref (grant), (GDestroyNotify) kin_grant_unref);
      return;
    }
  child = g_task_new (NULL, cancellable, device_cb, g_object_ref (task));
  begin (child, http, portal, grant, json_pack ("{s:s}", "software_id", client_id), "RS384");
}

/**
 * kin_register_device_finish:
 * @result: the result
 *
 * Returns: (transfer full): the grant, which goes on with the key where there is one now
 */
KinGrant *
kin_register_device_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
