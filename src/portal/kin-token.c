/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-token"

#include "config.h"

#include <math.h>
#include <string.h>

#include "kin-client-key-private.h"
#include "kin-json.h"
#include "kin-outcome-private.h"
#include "kin-token-private.h"

#define JWT_ASSERTION "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/* Tokens of real portals reach 6 KiB; headers end at 8 or 16. */
#define MAX_TOKEN (16 * 1024)
#define MAX_SCOPE (16 * 1024)
#define MAX_ID 256

/* A token that lives less cannot be used, one that lives longer is not believed. */
#define MIN_LIFETIME 60
#define MAX_LIFETIME (24 * 60 * 60)
/* Ten years: more is as good as for ever. */
#define MAX_STAY (10 * 365 * 86400LL)
#define DEFAULT_LIFETIME (60 * 60)

static void
wipe_free (char *text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/* One pair of a form (RFC 6749, appendix B). The escaped copy of a secret is
 * wiped; the text itself gets its room beforehand, so that growing leaves none. */
static void
form_append (GString    *form,
             const char *name,
             const char *value)
{
  char *escaped = g_uri_escape_string (value, NULL, FALSE);

  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append (form, name);
  g_string_append_c (form, '=');
  g_string_append (form, escaped);
  wipe_free (escaped);
}

static KinSecret *
form_end (GString *form)
{
  KinSecret *secret = kin_secret_new (form->str, form->len);

  explicit_bzero (form->str, form->allocated_len);
  g_string_free (form, TRUE);
  return secret;
}

/* client_secret_basic (RFC 6749, section 2.3.1): both halves form-escaped first. */
static KinSecret *
basic_new (const char *client_id,
           KinSecret  *client_secret)
{
  g_autofree char *id = g_uri_escape_string (client_id, NULL, FALSE);
  char *password = g_uri_escape_string (kin_secret_get_text (client_secret), NULL, FALSE);
  char *plain = g_strconcat (id, ":", password, NULL);
  char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  KinSecret *basic = kin_secret_new_text (encoded);

  wipe_free (password);
  wipe_free (plain);
  wipe_free (encoded);
  return basic;
}

/* How the client shows that it is itself (see kin-client-key.h): its name alone, a secret in the
 * Basic header, or a key (RFC 7523, section 2.2). With a key some want the name as well. */
static void
prove (KinRequest *request,
       GString    *form,
       GUri       *audience,
       const char *client_id,
       KinSecret  *client_secret)
{
  g_autoptr (KinSecret) assertion = NULL;

  if (client_secret != NULL && !kin_client_key_is (client_secret))
    {
      request->basic = basic_new (client_id, client_secret);
      return;
    }

  form_append (form, "client_id", client_id);
  if (client_secret == NULL)
    return;
  assertion = kin_client_key_sign (client_secret, client_id, audience);
  form_append (form, "client_assertion_type", JWT_ASSERTION);
  form_append (form, "client_assertion", kin_secret_get_text (assertion));
}

/**
 * kin_token_request_new:
 * @endpoint: the token or revocation endpoint
 * @audience: the token endpoint, which is what a key is shown to
 * @client_id: who this app is there
 * @client_secret: (nullable): its secret or key, for a confidential client
 * @pairs: names and values in turn, %NULL-terminated
 *
 * Returns: (transfer full): a POST with a form, in which the client proves itself
 */
KinRequest *
kin_token_request_new (GUri               *endpoint,
                       GUri               *audience,
                       const char         *client_id,
                       KinSecret          *client_secret,
                       const char * const *pairs)
{
  KinRequest *request = kin_request_new (endpoint, "application/json", KIN_CAP_TOKEN);
  GString *form = g_string_sized_new (KIN_CAP_TOKEN);

  for (int i = 0; pairs[i] != NULL; i += 2)
    form_append (form, pairs[i], pairs[i + 1]);
  prove (request, form, audience, client_id, client_secret);
  request->form = form_end (form);
  return request;
}

/* Whether a text is made of what RFC 6749, appendix A, lets tokens, codes and
 * ids be made of. */
static gboolean
is_visible (const char *text,
            gsize       length,
            gboolean    blanks)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]) && !(blanks && text[i] == ' '))
      return FALSE;
  return length > 0;
}

/**
 * kin_token_is_id:
 * @text: what should be the id of a resource
 *
 * Returns: whether it can be put into a path as it is. Longer ones than the 64
 *   characters of FHIR occur (portal-quirks 42).
 */
gboolean
kin_token_is_id (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-._~", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= MAX_ID && !g_str_equal (text, ".") && !g_str_equal (text, "..");
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_TOKEN_REPLY, message);
  return FALSE;
}

/* A secret member goes straight to safe memory. Escapes cannot occur in what
 * tokens are made of, apart from the needless `\\/`. */
static gboolean
read_secret (KinJsonNode   root,
             const char   *name,
             KinSecret   **secret,
             GError      **error)
{
  KinJsonNode node = kin_json_node_get (root, name);
  KinJsonType type = kin_json_node_get_type (node);
  char *text;
  gboolean good;

  if (type == KIN_JSON_MISSING || type == KIN_JSON_NULL)
    return TRUE;
  text = kin_json_node_dup_string (node);
  if (text == NULL)
    return fail (error, "a token is not a text");
  good = strlen (text) <= MAX_TOKEN && is_visible (text, strlen (text), FALSE);
  if (good)
    *secret = kin_secret_new_text (text);
  wipe_free (text);
  return good || fail (error, "a token has impossible characters, or is too long");
}

static gboolean
check_type (KinJsonNode   root,
            GError      **error)
{
  g_autofree char *type = kin_json_node_dup_string (kin_json_node_get (root, "token_type"));

  if (type != NULL && g_ascii_strcasecmp (type, "Bearer") == 0)
    return TRUE;
  return fail (error, "the token is not a bearer token");
}

/* Seconds, as a number or, against the rules, as a text; fractions are cut. */
static double
read_seconds (KinJsonNode  root,
              const char  *name,
              double       missing,
              double       unreadable)
{
  KinJsonNode node = kin_json_node_get (root, name);
  g_autofree char *text = kin_json_node_get_type (node) == KIN_JSON_STRING
                            ? kin_json_node_dup_string (node)
                            : kin_json_node_dup_number (node);
  char *end = NULL;
  double seconds;

  if (text == NULL)
    return missing;

  seconds = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && !isnan (seconds) ? seconds : unreadable;
}

/* No standard has a name for how long the refresh token lasts; these two are what servers say.
 * Where one says 0, it lasts until somebody ends it. */
static gint64
read_stay (KinJsonNode root)
{
  double seconds = read_seconds (root, "refresh_expires_in", 0, 0);

  if (!(seconds > 0))
    seconds = read_seconds (root, "refresh_token_expires_in", 0, 0);

  return (gint64) CLAMP (seconds, 0, MAX_STAY);
}

static void
read_lifetime (KinJsonNode    root,
               KinGrantParts *parts)
{
  double seconds = read_seconds (root, "expires_in", DEFAULT_LIFETIME, MIN_LIFETIME);

  parts->stays = read_stay (root);
  parts->lifetime = (gint64) CLAMP (seconds, MIN_LIFETIME, MAX_LIFETIME);
  parts->announced = (gint64) CLAMP (seconds, 1, MAX_LIFETIME);
}

static gboolean
read_scope (KinJsonNode    root,
            const char    *asked,
            char         **scope,
            GError       **error)
{
  KinJsonNode node = kin_json_node_get (root, "scope");
  KinJsonType type = kin_json_node_get_type (node);

  /* Left out means: as asked (RFC 6749, section 5.1). */
  if (type == KIN_JSON_MISSING || type == KIN_JSON_NULL)
    {
      *scope = g_strdup (asked);
      return TRUE;
    }
  *scope = kin_json_node_dup_string (node);
  if (*scope == NULL || strlen (*scope) > MAX_SCOPE ||
      (**scope != '\0' && !is_visible (*scope, strlen (*scope), TRUE)))
    return fail (error, "the scope is not readable");
  return TRUE;
}

static gboolean
read_patient (KinJsonNode   root,
              char        **patient,
              GError      **error)
{
  KinJsonNode node = kin_json_node_get (root, "patient");
  KinJsonType type = kin_json_node_get_type (node);
  g_autofree char *text = NULL;
  const char *id;

  if (type == KIN_JSON_MISSING || type == KIN_JSON_NULL)
    return TRUE;
  text = kin_json_node_dup_string (node);
  if (text == NULL)
    return fail (error, "the patient is not a text");
  id = g_str_has_prefix (text, "Patient/") ? text + strlen ("Patient/") : text;
  if (!kin_token_is_id (id))
    return fail (error, "the patient is not an id");
  *patient = g_strdup (id);
  return TRUE;
}

/**
 * kin_token_read:
 * @body: the answer of a token endpoint
 * @asked_scope: what was asked, which holds when the answer does not say
 * @error: %KIN_PORTAL_ERROR_BAD_TOKEN_REPLY
 *
 * Reads RFC 6749, section 5.1, with the launch context of SMART
 * (http://hl7.org/fhir/smart-app-launch/app-launch.html; rule T-15).
 *
 * Returns: (transfer full): the grant
 */
KinGrant *
kin_token_read (GBytes      *body,
                const char  *asked_scope,
                GError     **error)
{
  g_auto (KinGrantParts) parts = { NULL };
  g_autoptr (KinJson) json = NULL;
  KinJsonNode root;

  if (g_bytes_get_size (body) <= KIN_CAP_TOKEN)
    json = kin_json_new (body, NULL);
  if (json == NULL || kin_json_node_get_type (kin_json_get_root (json)) != KIN_JSON_OBJECT)
    {
      fail (error, "the token answer is not readable");
      return NULL;
    }
  root = kin_json_get_root (json);
  if (!check_type (root, error) ||
      !read_secret (root, "access_token", &parts.access_token, error) ||
      !read_secret (root, "refresh_token", &parts.refresh_token, error) ||
      !read_secret (root, "id_token", &parts.id_token, error) ||
      !read_scope (root, asked_scope, &parts.scope, error) ||
      !read_patient (root, &parts.patient, error))
    return NULL;
  if (parts.access_token == NULL)
    {
      fail (error, "the token answer holds no token");
      return NULL;
    }
  read_lifetime (root, &parts);
  parts.needs_banner = kin_json_node_get_type (kin_json_node_get (root, "need_patient_banner")) ==
                       KIN_JSON_TRUE;
  return kin_grant_new (&parts);
}

/**
 * kin_token_error_code:
 * @oauth_error: (nullable): an `error` of RFC 6749, section 4.1.2.1 or 5.2
 *
 * Returns: what it means for a sign-in
 */
KinPortalError
kin_token_error_code (const char *oauth_error)
{
  if (g_strcmp0 (oauth_error, "access_denied") == 0)
    return KIN_PORTAL_ERROR_DENIED;
  if (g_strcmp0 (oauth_error, "invalid_scope") == 0)
    return KIN_PORTAL_ERROR_BAD_SCOPE;
  if (g_strcmp0 (oauth_error, "invalid_client") == 0 ||
      g_strcmp0 (oauth_error, "unauthorized_client") == 0)
    return KIN_PORTAL_ERROR_BAD_CLIENT;
  if (g_strcmp0 (oauth_error, "server_error") == 0 ||
      g_strcmp0 (oauth_error, "temporarily_unavailable") == 0)
    return KIN_PORTAL_ERROR_SERVER_TROUBLE;
  return KIN_PORTAL_ERROR_SIGN_IN_REFUSED;
}

/**
 * kin_token_check:
 * @reply: the answer of a token endpoint
 * @error: what it refused, from `error` when there is one
 *
 * Returns: whether it is worth reading
 */
gboolean
kin_token_check (KinReply  *reply,
                 GError   **error)
{
  g_autoptr (KinJson) json = NULL;
  g_autofree char *code = NULL;

  if (reply->status == 200)
    return TRUE;
  if (reply->status == 408 || reply->status == 429 || reply->status >= 500)
    return kin_reply_check (reply, error);
  json = kin_json_new (reply->body, NULL);
  if (json != NULL)
    code = kin_json_node_dup_string (kin_json_node_get (kin_json_get_root (json), "error"));
  /* Only known words get into the message: the rest may be anything. */
  g_set_error (error, KIN_PORTAL_ERROR, (int) kin_token_error_code (code),
               "the token endpoint answered %u", reply->status);
  return FALSE;
}
