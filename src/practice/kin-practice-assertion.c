/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-assertion"

#include "config.h"

#include "kin-practice-assertion.h"

/* Never together with json-glib: both have a json_object_iter_next() of their own. */
#include <jose/jose.h>
#include <string.h>

/* SMART: "no more than five minutes in the future". */
#define MOST_SECONDS 300

static json_t *
read_part (const char *part)
{
  json_t *text = json_string (part);
  json_t *value = text != NULL ? jose_b64_dec_load (text) : NULL;

  json_decref (text);
  return value;
}

/**
 * kin_practice_assertion_dup_issuer:
 * @assertion: (nullable): what an app sent
 *
 * Returns: (transfer full) (nullable): who says to have signed it; nobody has looked yet
 */
char *
kin_practice_assertion_dup_issuer (const char *assertion)
{
  g_auto (GStrv) parts = g_strsplit (assertion != NULL ? assertion : "", ".", 4);
  json_t *claims = g_strv_length (parts) == 3 ? read_part (parts[1]) : NULL;
  char *issuer = g_strdup (json_string_value (json_object_get (claims, "iss")));

  json_decref (claims);
  return issuer;
}

static gboolean
is_text (json_t *object, const char *name, const char *text)
{
  return g_strcmp0 (json_string_value (json_object_get (object, name)), text) == 0;
}

/* Only what SMART names; never what the app would rather have. */
static json_t *
find_key (json_t *set, json_t *head)
{
  const char *algorithm = json_string_value (json_object_get (head, "alg"));
  const char *name = json_string_value (json_object_get (head, "kid"));
  const char *type = g_strcmp0 (algorithm, "RS384") == 0 ? "RSA"
                     : g_strcmp0 (algorithm, "ES384") == 0 ? "EC" : NULL;
  json_t *key;
  size_t i;

  json_array_foreach (json_object_get (set, "keys"), i, key)
    if (type != NULL && name != NULL && is_text (key, "kty", type) && is_text (key, "kid", name))
      return key;

  return NULL;
}

static gboolean
is_signed (char **parts, json_t *key)
{
  json_t *jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1],
                           "signature", parts[2]);
  gboolean good = jws != NULL && jose_jws_ver (NULL, jws, NULL, key, FALSE);

  json_decref (jws);
  return good;
}

static gboolean
claims_fit (json_t *claims, const char *client, const char *audience)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 end = json_integer_value (json_object_get (claims, "exp"));

  return is_text (claims, "iss", client) && is_text (claims, "sub", client)
         && is_text (claims, "aud", audience) && end > now && end <= now + MOST_SECONDS;
}

/**
 * kin_practice_assertion_check:
 * @assertion: what an app sent
 * @keys: the keys it was known by, as a JWK set
 * @client: whose they are
 * @audience: the address of the token endpoint
 *
 * Returns: (transfer full) (nullable): its name, which is good once; %NULL when it is not to be
 *   believed
 */
char *
kin_practice_assertion_check (const char *assertion, const char *keys, const char *client,
                              const char *audience)
{
  g_auto (GStrv) parts = g_strsplit (assertion, ".", 4);
  json_t *set = json_loads (keys, 0, NULL);
  json_t *head = NULL;
  json_t *claims = NULL;
  json_t *key = NULL;
  char *name = NULL;

  if (g_strv_length (parts) == 3)
    {
      head = read_part (parts[0]);
      claims = read_part (parts[1]);
      key = find_key (set, head);
    }
  if (key != NULL && is_signed (parts, key) && claims_fit (claims, client, audience))
    name = g_strdup (json_string_value (json_object_get (claims, "jti")));

  json_decref (set);
  json_decref (head);
  json_decref (claims);
  return name;
}

/* Whoever sends the half that is nobody's business has sent it to everybody. */
static gboolean
is_public (json_t *key)
{
  return json_object_get (key, "kty") != NULL && json_object_get (key, "kid") != NULL
         && json_object_get (key, "d") == NULL && json_object_get (key, "p") == NULL
         && !is_text (key, "kty", "oct");
}

/**
 * kin_practice_assertion_are_keys:
 * @keys: what an app wants to be known by
 *
 * Returns: whether it is a JWK set with public keys and no others
 */
gboolean
kin_practice_assertion_are_keys (const char *keys)
{
  json_t *set = json_loads (keys, 0, NULL);
  json_t *list = json_object_get (set, "keys");
  gboolean good = json_array_size (list) > 0;
  json_t *key;
  size_t i;

  json_array_foreach (list, i, key)
    good &= is_public (key);

  json_decref (set);
  return good;
}
