/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-login"

#include "config.h"

#include <string.h>

#include "kin-crash-point.h"
#include "kin-http-private.h"
#include "kin-login-patient-private.h"
#include "kin-login-private.h"
#include "kin-origin-private.h"
#include "kin-portal-private.h"
#include "kin-redirect-private.h"
#include "kin-register-private.h"
#include "kin-scope.h"
#include "kin-token-private.h"

/* A sign-in page left open over night is not one (rule T-03). */
#define WAIT_SECONDS (10 * 60)

#define RANDOM_BYTES 32
#define MAX_CODE (8 * 1024)

/* What is asked for when all that would be read is refused (portal-standards 2.2). */
static const char *const core_types[] = {
  "Patient", "AllergyIntolerance", "Condition", "DiagnosticReport", "DocumentReference",
  "Encounter", "Immunization", "MedicationRequest", "Observation", "Procedure", "Binary", NULL
};

struct _KinLogin
{
  GObject parent_instance;

  KinHttp *http;
  KinPortal *portal;
  char *client_id;
  KinSecret *client_secret;
  char *redirect_uri;
  GStrv types;

  /* Of this attempt; new ones for the second set of scopes. */
  KinRedirect *redirect;
  KinSecret *verifier;
  KinSecret *state;
  KinSecret *nonce;
  char *scope;
  gboolean asked_less;

  KinLoginOpenFunc open;
  gpointer open_data;
};

G_DEFINE_FINAL_TYPE (KinLogin, kin_login, G_TYPE_OBJECT)

static void login_begin (GTask *task);

/* Our list and the portal's: a scope for a type it does not know is refused by some. */
static GStrv
common_types (KinPortal          *portal,
              const char * const *wanted)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  for (int i = 0; wanted[i] != NULL; i++)
    if (kin_portal_has_type (portal, wanted[i]) || g_str_equal (wanted[i], "Patient"))
      g_ptr_array_add (types, g_strdup (wanted[i]));
  g_ptr_array_add (types, NULL);
  return (GStrv) g_ptr_array_steal (types, NULL);
}

/* code_challenge = base64url (SHA-256 (verifier)) (RFC 7636, section 4.2). */
static char *
challenge_new (KinSecret *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (KinSecret) digest = NULL;
  g_autoptr (KinSecret) text = NULL;
  guint8 bytes[32];
  gsize length = sizeof bytes;

  g_checksum_update (checksum, (const guchar *) kin_secret_get_text (verifier), -1);
  g_checksum_get_digest (checksum, bytes, &length);
  digest = kin_secret_new (bytes, length);
  text = kin_secret_to_base64url (digest);
  return g_strdup (kin_secret_get_text (text));
}

static KinSecret *
random_text (void)
{
  g_autoptr (KinSecret) bytes = kin_secret_new_random (RANDOM_BYTES);

  return kin_secret_to_base64url (bytes);
}

static void
append_parameter (GString    *query,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (query, "%s%s=%s", query->len > 0 ? "&" : "", name, escaped);
}

/* The page to open (portal-standards 2.1 b). It passes through the arguments of
 * other programs, so it holds nothing about a person and no token (rule T-14). */
static char *
authorize_url (KinLogin *self)
{
  GUri *endpoint = kin_portal_get_authorize (self->portal);
  g_autofree char *challenge = challenge_new (self->verifier);
  g_autofree char *page = NULL;
  GString *query = g_string_new (g_uri_get_query (endpoint));
  char *url;

  append_parameter (query, "response_type", "code");
  append_parameter (query, "client_id", self->client_id);
  append_parameter (query, "redirect_uri", kin_redirect_get_uri (self->redirect));
  append_parameter (query, "scope", self->scope);
  append_parameter (query, "state", kin_secret_get_text (self->state));
  append_parameter (query, "aud", kin_portal_get_base (self->portal));
  append_parameter (query, "code_challenge", challenge);
  append_parameter (query, "code_challenge_method", "S256");
  append_parameter (query, "nonce", kin_secret_get_text (self->nonce));

  /* Without it an OpenID provider leaves out what keeps a person signed in
   * (https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess). */
  if (kin_scope_has (self->scope, "openid") && kin_scope_has (self->scope, "offline_access"))
    append_parameter (query, "prompt", "consent");
  page = g_uri_to_string_partial (endpoint, G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  url = g_strconcat (page, "?", query->str, NULL);
  g_string_free (query, TRUE);
  return url;
}

static void
login_prepare (KinLogin *self)
{
  g_auto (GStrv) types = NULL;

  g_clear_pointer (&self->verifier, kin_secret_unref);
  g_clear_pointer (&self->state, kin_secret_unref);
  g_clear_pointer (&self->nonce, kin_secret_unref);
  g_clear_pointer (&self->scope, g_free);
  self->verifier = random_text ();
  self->state = kin_redirect_new_state (self->redirect);
  self->nonce = random_text ();
  types = common_types (self->portal, self->asked_less ? core_types
                                                       : (const char * const *) self->types);
  self->scope = kin_scope_ask ((const char * const *) types,
                               kin_portal_has_capability (self->portal, "permission-v2"),
                               kin_quirks_stays_connected (kin_portal_get_quirks (self->portal)));
}

/* RFC 9207: an answer that another server made must not have its code sent to
 * this one. A portal that names no issuer is held to the host people sign in at. */
static gboolean
check_issuer (KinLogin    *self,
              GHashTable  *answer,
              GError     **error)
{
  const char *issuer = g_hash_table_lookup (answer, "iss");
  const char *expected = kin_portal_get_issuer (self->portal);
  g_autoptr (GUri) uri = NULL;
  gboolean same;

  if (issuer == NULL)
    same = !kin_portal_sends_issuer (self->portal);
  else if (expected != NULL)
    same = g_str_equal (issuer, expected);
  else
    {
      uri = kin_origin_parse (issuer, NULL);
      same = uri != NULL && kin_origin_equal (uri, kin_portal_get_authorize (self->portal));
    }
  if (!same)
    g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_ISSUER,
                         "the answer comes from another server than the one asked");
  return same;
}

static void
stayed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, kin_register_device_finish (result),
                         (GDestroyNotify) kin_grant_unref);
}

static void
patient_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinLogin *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (KinGrant) grant = kin_login_patient_finish (result, &error);

  if (grant == NULL)
    g_task_return_error (task, error);
  else
    kin_register_device_async (self->http, self->portal, self->client_id, grant,
                               g_task_get_cancellable (task), stayed_cb, g_object_ref (task));
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinLogin *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);
  g_autoptr (KinGrant) grant = NULL;

  kin_crash_point ("login.reply-read");
  if (reply != NULL && kin_token_check (reply, &error))
    grant = kin_token_read (reply->body, self->scope, &error);
  if (grant == NULL)
    g_task_return_error (task, error);
  else
    kin_login_patient_async (self->http, self->portal, grant, self->client_id, self->nonce,
                             g_task_get_cancellable (task), patient_cb, g_object_ref (task));
}

static void
exchange_code (GTask      *task,
               const char *code)
{
  KinLogin *self = g_task_get_source_object (task);
  g_autoptr (KinRequest) request = NULL;
  const char *pairs[] = {
    "grant_type", "authorization_code",
    "code", code,
    "redirect_uri", kin_redirect_get_uri (self->redirect),
    "code_verifier", kin_secret_get_text (self->verifier),
    NULL
  };

  request = kin_token_request_new (kin_portal_get_token (self->portal),
                                   kin_portal_get_token (self->portal), self->client_id,
                                   self->client_secret, pairs);
  kin_http_send_async (self->http, request, g_task_get_cancellable (task), token_cb,
                       g_object_ref (task));
}

static gboolean
is_code (const char *code)
{
  gsize length = strlen (code);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (code[i]))
      return FALSE;
  return length > 0 && length <= MAX_CODE;
}

static void
take_refusal (GTask      *task,
              const char *oauth_error)
{
  KinLogin *self = g_task_get_source_object (task);
  KinPortalError code = kin_token_error_code (oauth_error);

  if (code == KIN_PORTAL_ERROR_BAD_SCOPE && !self->asked_less)
    {
      self->asked_less = TRUE;
      login_begin (task);
      return;
    }
  g_task_return_new_error (task, KIN_PORTAL_ERROR, (int) code, "the portal refused the sign-in");
}

static void
redirect_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinLogin *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GHashTable) answer = NULL;
  const char *code;

  answer = kin_redirect_wait_finish (KIN_REDIRECT (object), result, &error);
  if (answer == NULL || !check_issuer (self, answer, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  code = g_hash_table_lookup (answer, "code");
  if (code == NULL)
    take_refusal (task, g_hash_table_lookup (answer, "error"));
  else if (!is_code (code))
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SIGN_IN_REFUSED,
                             "the portal sent an impossible code");
  else
    {
      kin_crash_point ("login.code-received");
      exchange_code (task, code);
    }
}

/* The listener stands before the page is opened (RFC 8252). */
static gboolean
login_listen (KinLogin  *self,
              GError   **error)
{
  g_clear_object (&self->redirect);
  self->redirect = kin_redirect_new (self->redirect_uri, error);
  if (self->redirect == NULL)
    return FALSE;
  login_prepare (self);
  return TRUE;
}

/**
 * kin_login_new_page:
 * @self: an attempt of an app that has a number
 * @error: why the redirect address cannot be had
 *
 * Returns: (transfer full): the address of the page to be opened
 */
char *
kin_login_new_page (KinLogin  *self,
                    GError   **error)
{
  return login_listen (self, error) ? authorize_url (self) : NULL;
}

static void
login_open (GTask *task)
{
  KinLogin *self = g_task_get_source_object (task);
  g_autofree char *url = authorize_url (self);

  kin_redirect_wait_async (self->redirect, self->state, WAIT_SECONDS,
                           g_task_get_cancellable (task), redirect_cb, g_object_ref (task));
  self->open (url, self->open_data);
}

/* The number is good for the address it was asked with: whoever signs in again comes back there. */
static void
registered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinLogin *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (KinRegistration) registration = kin_register_app_finish (result, &error);

  if (registration == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->client_id = g_steal_pointer (&registration->client_id);
  self->client_secret = g_steal_pointer (&registration->client_secret);
  g_free (self->redirect_uri);
  self->redirect_uri = g_strdup (kin_redirect_get_uri (self->redirect));
  login_open (task);
}

/**
 * kin_login_get_return_to:
 * @self: an attempt with a page
 *
 * Returns: the address of ours that the portal is told to send the browser back to
 */
const char *
kin_login_get_return_to (KinLogin *self)
{
  return kin_redirect_get_uri (self->redirect);
}

static void
login_begin (GTask *task)
{
  KinLogin *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!login_listen (self, &error))
    g_task_return_error (task, error);
  else if (self->client_id != NULL)
    login_open (task);
  else
    kin_register_app_async (self->http, self->portal, kin_redirect_get_uri (self->redirect),
                            self->scope, g_task_get_cancellable (task), registered_cb,
                            g_object_ref (task));
}

static void
kin_login_finalize (GObject *object)
{
  KinLogin *self = KIN_LOGIN (object);

  g_clear_object (&self->http);
  g_clear_object (&self->portal);
  g_clear_object (&self->redirect);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_clear_pointer (&self->verifier, kin_secret_unref);
  g_clear_pointer (&self->state, kin_secret_unref);
  g_clear_pointer (&self->nonce, kin_secret_unref);
  g_strfreev (self->types);
  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->scope);

  G_OBJECT_CLASS (kin_login_parent_class)->finalize (object);
}

static void
kin_login_class_init (KinLoginClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_login_finalize;
}

static void
kin_login_init (KinLogin *self)
{
}

/**
 * kin_login_new:
 * @http: the way onto the network
 * @portal: where to sign in
 * @client_id: (nullable): who this app is there; %NULL: it asks to be known, first of all, which it
 *   can where kin_portal_can_register()
 * @client_secret: (nullable): what it proves that with: a secret that the portal gave, or a key
 * @redirect_uri: (nullable): the redirect address registered there, see
 *   kin_login_can_return_to(); %NULL for `http://127.0.0.1:<free port>/callback`
 * @types: the types that will be read, those that the portal does not have among them
 *
 * Returns: (transfer full): one attempt to sign in
 */
KinLogin *
kin_login_new (KinHttp            *http,
               KinPortal          *portal,
               const char         *client_id,
               KinSecret          *client_secret,
               const char         *redirect_uri,
               const char * const *types)
{
  KinLogin *self;

  g_return_val_if_fail (KIN_IS_HTTP (http), NULL);
  g_return_val_if_fail (KIN_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (client_id != NULL || kin_portal_can_register (portal), NULL);
  g_return_val_if_fail (types != NULL, NULL);

  self = g_object_new (KIN_TYPE_LOGIN, NULL);
  self->http = g_object_ref (http);
  self->portal = g_object_ref (portal);
  self->client_id = g_strdup (client_id);
  self->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;
  self->redirect_uri = g_strdup (redirect_uri);
  self->types = g_strdupv ((char **) types);
  return self;
}

/**
 * kin_login_run_async:
 * @self: an attempt that has not run yet
 * @open: (scope async): opens a page in the person's browser
 * @open_data: for @open; kept by the caller until the end
 * @cancellable: (nullable): a cancellable, which also stops listening
 * @callback: called when the portal granted, or not
 * @user_data: for @callback
 *
 * Signs in (http://hl7.org/fhir/smart-app-launch/app-launch.html,
 * portal-standards 2.1). The person does the rest in the browser; nothing of
 * what is typed there is seen here.
 */
void
kin_login_run_async (KinLogin            *self,
                     KinLoginOpenFunc     open,
                     gpointer             open_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (KIN_IS_LOGIN (self));
  g_return_if_fail (open != NULL);
  g_return_if_fail (self->redirect == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_login_run_async);
  self->open = open;
  self->open_data = open_data;
  login_begin (task);
}

/**
 * kin_login_get_client_id:
 * @self: an attempt that has begun
 *
 * Returns: who this app is at the portal
 */
const char *
kin_login_get_client_id (KinLogin *self)
{
  g_return_val_if_fail (KIN_IS_LOGIN (self), NULL);

  return self->client_id;
}

/**
 * kin_login_get_client_secret:
 * @self: an attempt that has begun
 *
 * Returns: (transfer none) (nullable): what this app proves that with, to be kept
 */
KinSecret *
kin_login_get_client_secret (KinLogin *self)
{
  g_return_val_if_fail (KIN_IS_LOGIN (self), NULL);

  return self->client_secret;
}

/**
 * kin_login_get_redirect_uri:
 * @self: an attempt that has begun
 *
 * Returns: (nullable): the address that goes with the client id, as for kin_login_new()
 */
const char *
kin_login_get_redirect_uri (KinLogin *self)
{
  g_return_val_if_fail (KIN_IS_LOGIN (self), NULL);

  return self->redirect_uri;
}

/**
 * kin_login_take_return:
 * @self: an attempt that runs
 * @line: the address that the browser was sent to, by another way than to the listener
 *
 * See kin_redirect_offer(). What it says is checked as if the browser had come.
 *
 * Returns: whether the attempt goes on with it
 */
KinReturned
kin_login_take_return (KinLogin   *self,
                       const char *line)
{
  g_return_val_if_fail (KIN_IS_LOGIN (self), KIN_RETURNED_TOO_LATE);
  g_return_val_if_fail (line != NULL, KIN_RETURNED_NOT_IT);

  if (self->redirect == NULL)
    return KIN_RETURNED_TOO_LATE;
  switch (kin_redirect_offer (self->redirect, line))
    {
    case KIN_REDIRECT_GOOD:
      return KIN_RETURNED_TAKEN;
    case KIN_REDIRECT_OTHER:
      return KIN_RETURNED_OTHER;
    case KIN_REDIRECT_MORE:
      return KIN_RETURNED_TOO_LATE;
    case KIN_REDIRECT_BAD:
    default:
      return KIN_RETURNED_NOT_IT;
    }
}

/**
 * kin_login_run_finish:
 * @self: an attempt
 * @result: the result
 * @error: %KIN_PORTAL_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what was granted, always for one patient
 */
KinGrant *
kin_login_run_finish (KinLogin      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
