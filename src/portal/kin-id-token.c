/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-id-token"

#include "config.h"

#include <string.h>

#include <jose/b64.h>
#include <jose/jws.h>

#include "kin-id-token-private.h"
#include "kin-json.h"

#define LEEWAY_SECONDS 300
#define MIN_RSA_BITS 2048

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ID_TOKEN, message);
  return FALSE;
}

/* One of the three parts, undone from base64url and read strictly, so that no
 * parser further on sees what another one would read differently. */
static KinJson *
read_part (const char *part)
{
  gsize length = jose_b64_dec_buf (part, strlen (part), NULL, 0);
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (length == SIZE_MAX || length == 0)
    return NULL;
  data = g_malloc (length);
  if (jose_b64_dec_buf (part, strlen (part), data, length) != length)
    return NULL;
  bytes = g_bytes_new (data, length);
  return kin_json_new (bytes, NULL);
}

/* A server that may choose the algorithm may choose "none": only these four. */
static const char *
key_type_for (KinJsonNode algorithm)
{
  if (kin_json_node_equals (algorithm, "RS256") || kin_json_node_equals (algorithm, "RS384"))
    return "RSA";
  if (kin_json_node_equals (algorithm, "ES256") || kin_json_node_equals (algorithm, "ES384"))
    return "EC";
  return NULL;
}

static gboolean
is_strong_key (json_t *key)
{
  const char *modulus = json_string_value (json_object_get (key, "n"));

  if (g_strcmp0 (json_string_value (json_object_get (key, "kty")), "RSA") != 0)
    return TRUE;
  return modulus != NULL &&
         jose_b64_dec_buf (modulus, strlen (modulus), NULL, 0) >= MIN_RSA_BITS / 8;
}

/* Whether this key of the server may have made the signature. */
static gboolean
key_fits (json_t      *key,
          const char  *type,
          KinJsonNode  header)
{
  KinJsonNode wanted = kin_json_node_get (header, "kid");
  const char *use = json_string_value (json_object_get (key, "use"));
  const char *name = json_string_value (json_object_get (key, "kid"));
  const char *algorithm = json_string_value (json_object_get (key, "alg"));

  if (g_strcmp0 (json_string_value (json_object_get (key, "kty")), type) != 0 ||
      (use != NULL && !g_str_equal (use, "sig")) || !is_strong_key (key))
    return FALSE;
  if (algorithm != NULL && !kin_json_node_equals (kin_json_node_get (header, "alg"), algorithm))
    return FALSE;
  return !kin_json_node_exists (wanted) || (name != NULL && kin_json_node_equals (wanted, name));
}

static gboolean
verify (char       **parts,
        GBytes      *keys,
        KinJsonNode  header,
        const char  *type)
{
  gsize length;
  const char *text = g_bytes_get_data (keys, &length);
  json_auto_t *set = NULL;
  json_auto_t *jws = NULL;
  json_t *list, *key;
  size_t i;
  g_autoptr (KinJson) strict = kin_json_new (keys, NULL);

  if (strict == NULL)
    return FALSE;
  set = json_loadb (text, length, 0, NULL);
  list = json_object_get (set, "keys");
  jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1],
                   "signature", parts[2]);
  if (jws == NULL)
    return FALSE;
  json_array_foreach (list, i, key)
    if (key_fits (key, type, header) && jose_jws_ver (NULL, jws, NULL, key, true))
      return TRUE;
  return FALSE;
}

/* aud is a text or a list; with others in the list, azp must say it is for us. */
static gboolean
is_for_client (KinJsonNode  claims,
               const char  *client_id)
{
  KinJsonNode audience = kin_json_node_get (claims, "aud");
  KinJsonNode party = kin_json_node_get (claims, "azp");
  KinJsonIter iter;
  KinJsonNode value;
  gboolean found = kin_json_node_equals (audience, client_id);

  kin_json_iter_init (&iter, audience);
  while (kin_json_iter_next (&iter, NULL, &value))
    found |= kin_json_node_equals (value, client_id);
  if (kin_json_node_exists (party) || kin_json_node_get_length (audience) > 1)
    found &= kin_json_node_equals (party, client_id);
  return found;
}

static gboolean
is_now (KinJsonNode claims,
        gint64      now)
{
  gint64 expiry, begin;
  KinJsonNode not_before = kin_json_node_get (claims, "nbf");

  if (!kin_json_node_get_int (kin_json_node_get (claims, "exp"), &expiry) ||
      expiry < now - LEEWAY_SECONDS)
    return FALSE;
  return !kin_json_node_exists (not_before) ||
         (kin_json_node_get_int (not_before, &begin) && begin <= now + LEEWAY_SECONDS);
}

/* `Patient/123` of a relative or absolute fhirUser; anything odd is no user. */
static char *
read_user (KinJsonNode claims)
{
  g_autofree char *text = kin_json_node_dup_string (kin_json_node_get (claims, "fhirUser"));
  g_auto (GStrv) parts = NULL;
  guint n;

  if (text == NULL)
    return NULL;
  parts = g_strsplit (text, "/", -1);
  n = g_strv_length (parts);
  if (n < 2 || strlen (parts[n - 1]) > 256 ||
      !g_regex_match_simple ("^[A-Za-z0-9._~-]+$", parts[n - 1], G_REGEX_DOLLAR_ENDONLY, 0) ||
      !g_regex_match_simple ("^(Patient|Practitioner|RelatedPerson|Person)$", parts[n - 2],
                             G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;
  return g_strconcat (parts[n - 2], "/", parts[n - 1], NULL);
}

/**
 * kin_id_token_check:
 * @token: a compact JWS (RFC 7515)
 * @keys: the keys of the portal, a JWK set (RFC 7517)
 * @rule: what it has to agree with
 * @fhir_user: (out): who signed in, as `Type/id`; %NULL when it does not say
 * @error: %KIN_PORTAL_ERROR_BAD_ID_TOKEN
 *
 * Checks signature, issuer, audience, nonce and time (OpenID Connect Core,
 * section 3.1.3.7; rule T-11). Takes some milliseconds: not for the main thread.
 *
 * Returns: whether the token may be used at all
 */
gboolean
kin_id_token_check (const char            *token,
                    GBytes                *keys,
                    const KinIdTokenRule  *rule,
                    char                 **fhir_user,
                    GError               **error)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autoptr (KinJson) header = NULL;
  g_autoptr (KinJson) payload = NULL;
  KinJsonNode head, claims;
  const char *type;

  *fhir_user = NULL;
  if (g_strv_length (parts) != 3)
    return fail (error, "the id_token does not have three parts");
  header = read_part (parts[0]);
  payload = read_part (parts[1]);
  if (header == NULL || payload == NULL)
    return fail (error, "the id_token is not readable");
  head = kin_json_get_root (header);
  claims = kin_json_get_root (payload);
  type = key_type_for (kin_json_node_get (head, "alg"));
  if (type == NULL || kin_json_node_exists (kin_json_node_get (head, "crit")))
    return fail (error, "the id_token is signed in a way that is not accepted");
  if (!verify (parts, keys, head, type))
    return fail (error, "no key of the portal made the signature of the id_token");
  if (rule->issuer == NULL ||
      !kin_json_node_equals (kin_json_node_get (claims, "iss"), rule->issuer))
    return fail (error, "the id_token comes from another issuer");
  if (!is_for_client (claims, rule->client_id))
    return fail (error, "the id_token is for another app");
  if (!kin_json_node_equals (kin_json_node_get (claims, "nonce"), rule->nonce))
    return fail (error, "the id_token belongs to another sign-in");
  if (!is_now (claims, rule->now))
    return fail (error, "the id_token is not valid now");
  *fhir_user = read_user (claims);
  return TRUE;
}
