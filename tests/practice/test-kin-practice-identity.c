/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-identity"

#include "config.h"

#include "kin-practice-identity.h"
#include "small-record.h"

#include <jose/jose.h>

static json_t *
decode_part (const char *part)
{
  json_t *text = json_string (part);
  json_t *decoded = jose_b64_dec_load (text);

  json_decref (text);
  return decoded;
}

static void
test_token (void)
{
  g_autoptr (KinPracticeIdentity) identity = kin_practice_identity_new ();
  g_autoptr (KinPracticeGrant) grant = grant_for ("rosa", "openid");
  g_autofree char *token = NULL;
  g_autofree char *keys = kin_practice_identity_dup_keys (identity);
  g_auto (GStrv) parts = NULL;
  json_t *set = json_loads (keys, 0, NULL);
  json_t *key = json_array_get (json_object_get (set, "keys"), 0);
  json_t *claims;
  json_t *jws;

  grant->nonce = g_strdup ("n");
  grant->user = g_strdup ("RelatedPerson/son");
  token = kin_practice_identity_new_token (identity, grant, "http://i", "http://i/fhir");
  parts = g_strsplit (token, ".", -1);
  jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1], "signature",
                   parts[2]);
  g_assert_true (jose_jws_ver (NULL, jws, NULL, key, FALSE));
  g_assert_null (json_object_get (key, "d"));

  claims = decode_part (parts[1]);
  g_assert_cmpstr (json_string_value (json_object_get (claims, "iss")), ==, "http://i");
  g_assert_cmpstr (json_string_value (json_object_get (claims, "aud")), ==, "kinchart");
  g_assert_cmpstr (json_string_value (json_object_get (claims, "nonce")), ==, "n");
  g_assert_cmpstr (json_string_value (json_object_get (claims, "fhirUser")), ==,
                   "http://i/fhir/RelatedPerson/son");
  json_decref (claims);
  json_decref (jws);
  json_decref (set);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/identity/token", test_token);

  return g_test_run ();
}
