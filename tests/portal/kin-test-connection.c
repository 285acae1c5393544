/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-test-connection"

#include "config.h"

#include "kin-grant-private.h"
#include "kin-test-connection.h"
#include "kin-token-private.h"

struct _TestCredentials
{
  GObject parent_instance;

  KinSecret *secrets[2];
  gint64 saved;              /* monotonic time of the last save */
  gboolean failing;
};

static void credentials_iface_init (KinCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestCredentials, test_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (KIN_TYPE_CREDENTIALS,
                                                      credentials_iface_init))

static gboolean
refuse (TestCredentials *self,
        GTask           *task)
{
  if (self->failing)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the keyring is locked");
  return self->failing;
}

static void
load_async (KinCredentials      *credentials,
            KinCredentialKind    kind,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  TestCredentials *self = TEST_CREDENTIALS (credentials);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_pointer (task, self->secrets[kind] != NULL ? kin_secret_ref (self->secrets[kind])
                                                           : NULL,
                         (GDestroyNotify) kin_secret_unref);
}

static KinSecret *
load_finish (KinCredentials  *credentials,
             GAsyncResult    *result,
             GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_async (KinCredentials      *credentials,
            KinCredentialKind    kind,
            KinSecret           *secret,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  TestCredentials *self = TEST_CREDENTIALS (credentials);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (refuse (self, task))
    return;
  g_clear_pointer (&self->secrets[kind], kin_secret_unref);
  self->secrets[kind] = kin_secret_ref (secret);
  /* A moment, so that using the token too early would show in the order. */
  g_usleep (20 * 1000);
  self->saved = g_get_monotonic_time ();
  g_task_return_boolean (task, TRUE);
}

static gboolean
boolean_finish (KinCredentials  *credentials,
                GAsyncResult    *result,
                GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_async (KinCredentials      *credentials,
             KinCredentialKind    kind,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  TestCredentials *self = TEST_CREDENTIALS (credentials);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_clear_pointer (&self->secrets[kind], kin_secret_unref);
  g_task_return_boolean (task, TRUE);
}

static void
credentials_iface_init (KinCredentialsInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = boolean_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = boolean_finish;
}

static void
test_credentials_finalize (GObject *object)
{
  TestCredentials *self = TEST_CREDENTIALS (object);

  g_clear_pointer (&self->secrets[0], kin_secret_unref);
  g_clear_pointer (&self->secrets[1], kin_secret_unref);

  G_OBJECT_CLASS (test_credentials_parent_class)->finalize (object);
}

static void
test_credentials_class_init (TestCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_credentials_finalize;
}

static void
test_credentials_init (TestCredentials *self)
{
}

TestCredentials *
test_credentials_new (const char *refresh_token,
                      const char *client_secret)
{
  TestCredentials *self = g_object_new (TEST_TYPE_CREDENTIALS, NULL);

  if (refresh_token != NULL)
    self->secrets[KIN_CREDENTIAL_REFRESH_TOKEN] = kin_secret_new_text (refresh_token);
  if (client_secret != NULL)
    self->secrets[KIN_CREDENTIAL_CLIENT_SECRET] = kin_secret_new_text (client_secret);
  return self;
}

const char *
test_credentials_get_token (TestCredentials *self)
{
  KinSecret *token = self->secrets[KIN_CREDENTIAL_REFRESH_TOKEN];

  return token != NULL ? kin_secret_get_text (token) : NULL;
}

gint64
test_credentials_get_saved (TestCredentials *self)
{
  return self->saved;
}

void
test_credentials_set_failing (TestCredentials *self,
                              gboolean         failing)
{
  self->failing = failing;
}

/* One second of waiting is two milliseconds. */
KinHttp *
test_http_new (void)
{
  return g_object_new (KIN_TYPE_HTTP, "base-delay", 2, NULL);
}

/* A small portal under /fhir; @more goes into its SMART configuration. */
void
test_portal_serve (FaultServer *server,
                   const char  *more)
{
  g_autofree char *authorize = fault_server_url (server, "/authorize");
  g_autofree char *token = fault_server_url (server, "/token");
  g_autofree char *revoke = fault_server_url (server, "/revoke");
  g_autofree char *smart = g_strdup_printf (
    "{\"authorization_endpoint\":\"%s\",\"token_endpoint\":\"%s\","
    "\"revocation_endpoint\":\"%s\",\"capabilities\":[\"permission-v2\"],"
    "\"code_challenge_methods_supported\":[\"S256\"]%s%s}", authorize, token, revoke,
    more != NULL ? "," : "", more != NULL ? more : "");

  fault_server_say (server, "/fhir/.well-known/smart-configuration", 200,
                    "Content-Type: application/json\r\n", smart);
  fault_server_say (server, "/fhir/metadata", 200, "Content-Type: application/fhir+json\r\n",
                    "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\","
                    "\"format\":[\"json\"],\"rest\":[{\"mode\":\"server\",\"resource\":["
                    "{\"type\":\"Patient\"},{\"type\":\"Observation\"}]}]}");
}

KinPortal *
test_portal_new (KinHttp     *http,
                 FaultServer *server)
{
  g_autofree char *base = fault_server_url (server, "/fhir");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  KinPortal *portal;

  kin_portal_discover_async (http, base, NULL, wait_cb, &result);
  portal = kin_portal_discover_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return portal;
}

KinGrant *
test_grant_new (const char *token,
                gint64      seconds)
{
  KinGrantParts parts = { NULL };

  parts.access_token = kin_secret_new_text (token);
  parts.lifetime = seconds;
  parts.scope = g_strdup ("patient/Observation.rs");
  return kin_grant_new (&parts);
}

/* What the token endpoint gives from now on; without @refresh it does not rotate. */
void
test_token_answer (FaultServer *server,
                   const char  *access,
                   const char  *refresh)
{
  g_autofree char *rotated = refresh != NULL
                               ? g_strdup_printf (",\"refresh_token\":\"%s\"", refresh)
                               : g_strdup ("");
  g_autofree char *body = g_strdup_printf (
    "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":3600,"
    "\"scope\":\"patient/Observation.rs\"%s}", access, rotated);

  fault_server_say (server, "/token", 200, "Content-Type: application/json\r\n", body);
}

KinAnswer *
test_fetch (KinClient   *client,
            const char  *url,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_client_fetch_async (client, url, NULL, wait_cb, &result);
  return kin_client_fetch_finish (client, wait_for (&result), error);
}
