/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-assertion"

#include "config.h"

#include "kin-practice-assertion.h"

#include <jose/jose.h>
#include <string.h>

#define TOKEN "http://127.0.0.1:1/token"

static json_t *
new_key (const char *algorithm, const char *name)
{
  json_t *key = json_pack ("{s:s,s:s}", "alg", algorithm, "kid", name);

  g_assert_true (jose_jwk_gen (NULL, key));
  return key;
}

static char *
dup_text (json_t *value)
{
  char *text = json_dumps (value, JSON_COMPACT);
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

static char *
dup_keys (json_t *key, gboolean public)
{
  json_t *copy = json_deep_copy (key);
  json_t *set = json_pack ("{s:[o]}", "keys", copy);
  char *text;

  if (public)
    jose_jwk_pub (NULL, copy);
  text = dup_text (set);
  json_decref (set);
  return text;
}

static char *
sign (json_t *key, const char *algorithm, const char *name, json_t *claims)
{
  g_autofree char *text = dup_text (claims);
  json_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (text, strlen (text)));
  json_t *how = json_pack ("{s:{s:s,s:s}}", "protected", "alg", algorithm, "kid", name);
  char *token;

  g_assert_true (jose_jws_sig (NULL, jws, how, key));
  token = g_strdup_printf ("%s.%s.%s", json_string_value (json_object_get (jws, "protected")),
                           json_string_value (json_object_get (jws, "payload")),
                           json_string_value (json_object_get (jws, "signature")));
  json_decref (how);
  json_decref (jws);
  return token;
}

static json_t *
new_claims (const char *issuer, const char *subject, const char *audience, gint64 seconds)
{
  return json_pack ("{s:s,s:s,s:s,s:s,s:I}", "iss", issuer, "sub", subject, "aud", audience, "jti",
                    "once", "exp",
                    (json_int_t) (g_get_real_time () / G_USEC_PER_SEC + seconds));
}

/* What is believed, and each single thing for which it is not. */
static void
test_check (void)
{
  static const struct
  {
    const char *algorithm;
    const char *name;
    const char *issuer;
    const char *subject;
    const char *audience;
    gint64      seconds;
    gboolean    good;
  } cases[] = {
    { "RS384", "one", "app", "app", TOKEN, 240, TRUE },
    { "ES384", "one", "app", "app", TOKEN, 240, TRUE },
    { "RS256", "one", "app", "app", TOKEN, 240, FALSE },
    { "ES256", "one", "app", "app", TOKEN, 240, FALSE },
    { "RS384", "two", "app", "app", TOKEN, 240, FALSE },
    { "RS384", "one", "other", "app", TOKEN, 240, FALSE },
    { "RS384", "one", "app", "other", TOKEN, 240, FALSE },
    { "RS384", "one", "app", "app", "http://127.0.0.1:1/", 240, FALSE },
    { "RS384", "one", "app", "app", TOKEN, -1, FALSE },
    { "RS384", "one", "app", "app", TOKEN, 600, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      json_t *key = new_key (cases[i].algorithm, "one");
      json_t *claims = new_claims (cases[i].issuer, cases[i].subject, cases[i].audience,
                                   cases[i].seconds);
      g_autofree char *keys = dup_keys (key, TRUE);
      g_autofree char *token = sign (key, cases[i].algorithm, cases[i].name, claims);
      g_autofree char *issuer = kin_practice_assertion_dup_issuer (token);
      g_autofree char *name = kin_practice_assertion_check (token, keys, "app", TOKEN);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (issuer, ==, cases[i].issuer);
      g_assert_cmpstr (name, ==, cases[i].good ? "once" : NULL);
      json_decref (claims);
      json_decref (key);
    }
}

/* Signed by somebody else, or by nobody. */
static void
test_strangers (void)
{
  json_t *own = new_key ("ES384", "one");
  json_t *other = new_key ("ES384", "one");
  json_t *claims = new_claims ("app", "app", TOKEN, 240);
  g_autofree char *keys = dup_keys (own, TRUE);
  g_autofree char *token = sign (other, "ES384", "one", claims);
  const char *const texts[] = { token, "", ".", "..", "a.b", "e30.e30.", "e30.e30.e30.e30" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (kin_practice_assertion_check (texts[i], keys, "app", TOKEN));
  g_assert_null (kin_practice_assertion_dup_issuer (NULL));
  g_assert_null (kin_practice_assertion_dup_issuer ("e30.e30."));
  json_decref (claims);
  json_decref (other);
  json_decref (own);
}

/* An app that sends its own half has not understood. */
static void
test_keys (void)
{
  const char *const algorithms[] = { "RS384", "ES384" };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      json_t *key = new_key (algorithms[i], "one");
      g_autofree char *public = dup_keys (key, TRUE);
      g_autofree char *private = dup_keys (key, FALSE);

      g_assert_true (kin_practice_assertion_are_keys (public));
      g_assert_false (kin_practice_assertion_are_keys (private));
      json_decref (key);
    }
  g_assert_false (kin_practice_assertion_are_keys ("{}"));
  g_assert_false (kin_practice_assertion_are_keys ("{\"keys\":[]}"));
  g_assert_false (kin_practice_assertion_are_keys ("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\"}]}"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/assertion/check", test_check);
  g_test_add_func ("/practice/assertion/strangers", test_strangers);
  g_test_add_func ("/practice/assertion/keys", test_keys);

  return g_test_run ();
}
