/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-client-key"

#include "config.h"

#include <string.h>

#include <jose/b64.h>
#include <jose/jws.h>

#include "kin-client-key-private.h"
#include "kin-origin-private.h"
#include "kin-test-connection.h"

#define TOKEN "https://clinic.example/oauth2/token"

static KinSecret *
make (const char *algorithm)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  KinSecret *key;

  kin_client_key_new_async (algorithm, NULL, wait_cb, &result);
  key = kin_client_key_new_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return key;
}

static json_t *
read_part (const char *part)
{
  json_auto_t *text = json_string (part);

  return jose_b64_dec_load (text);
}

static void
assert_text (json_t     *object,
             const char *name,
             const char *text)
{
  g_assert_cmpstr (json_string_value (json_object_get (object, name)), ==, text);
}

/* What a portal is told of a key opens nothing. */
static void
test_public (void)
{
  const char *const private[] = { "d", "p", "q", "dp", "dq", "qi" };
  const char *const algorithms[] = { "RS384", "ES384" };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      g_autoptr (KinSecret) key = make (algorithms[i]);
      g_autofree char *public = kin_client_key_dup_public (key);
      json_auto_t *set = json_loads (public, 0, NULL);
      json_t *list = json_object_get (set, "keys");
      json_t *jwk = json_array_get (list, 0);

      g_assert_true (kin_client_key_is (key));
      g_assert_cmpuint (json_array_size (list), ==, 1);
      assert_text (jwk, "alg", algorithms[i]);
      g_assert_nonnull (json_object_get (jwk, "kid"));
      for (gsize j = 0; j < G_N_ELEMENTS (private); j++)
        g_assert_null (json_object_get (jwk, private[j]));
    }
}

/* RFC 7523, section 3, as SMART narrows it: the public half shows that the other one signed. */
static void
test_sign (void)
{
  const char *const algorithms[] = { "RS384", "ES384" };
  g_autoptr (GUri) audience = kin_origin_parse (TOKEN, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;
      g_autoptr (KinSecret) key = make (algorithms[i]);
      g_autofree char *public = kin_client_key_dup_public (key);
      g_autoptr (KinSecret) first = kin_client_key_sign (key, "app-1", audience);
      g_autoptr (KinSecret) second = kin_client_key_sign (key, "app-1", audience);
      g_auto (GStrv) parts = g_strsplit (kin_secret_get_text (first), ".", -1);
      g_auto (GStrv) others = g_strsplit (kin_secret_get_text (second), ".", -1);
      json_auto_t *set = json_loads (public, 0, NULL);
      json_t *jwk = json_array_get (json_object_get (set, "keys"), 0);
      json_auto_t *jws = json_pack ("{s:s,s:s,s:s}", "protected", parts[0], "payload", parts[1],
                                    "signature", parts[2]);
      json_auto_t *head = read_part (parts[0]);
      json_auto_t *claims = read_part (parts[1]);
      json_auto_t *other = read_part (others[1]);
      json_int_t end = json_integer_value (json_object_get (claims, "exp"));

      g_assert_true (jose_jws_ver (NULL, jws, NULL, jwk, true));
      assert_text (head, "alg", algorithms[i]);
      assert_text (head, "typ", "JWT");
      assert_text (head, "kid", json_string_value (json_object_get (jwk, "kid")));
      assert_text (claims, "iss", "app-1");
      assert_text (claims, "sub", "app-1");
      assert_text (claims, "aud", TOKEN);
      g_assert_cmpint (end, >, now);
      g_assert_cmpint (end, <=, now + 300);
      g_assert_cmpstr (json_string_value (json_object_get (claims, "jti")), !=,
                       json_string_value (json_object_get (other, "jti")));
    }
}

/* A portal's secret may look like anything, and is none of ours. */
static void
test_secrets (void)
{
  const char *texts[] = { "s3cret", "{", "{}", "{\"k\":1}", "[\"kty\"]", "\"kty\"",
                          "{\"kty\":7}", "{\"kty\":\"EC\",\"alg\":\"ES384\",\"kid\":\"1\"}" };

  g_assert_false (kin_client_key_is (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KinSecret) secret = kin_secret_new_text (texts[i]);

      g_assert_false (kin_client_key_is (secret));
    }
}

/* A keyring may give back something damaged: then nothing is sent that could prove anything. */
static void
test_damaged (void)
{
  g_autoptr (GUri) audience = kin_origin_parse (TOKEN, NULL);
  g_autoptr (KinSecret) key = kin_secret_new_text (
    "{\"kty\":\"EC\",\"crv\":\"P-384\",\"alg\":\"ES384\",\"kid\":\"1\",\"d\":\"AAAA\"}");
  g_autoptr (KinSecret) word = kin_client_key_sign (key, "app-1", audience);

  g_assert_cmpstr (kin_secret_get_text (word), ==, "");
}

/* The name that a device has at a portal is kept with its key. */
static void
test_client_id (void)
{
  g_autoptr (KinSecret) key = make ("ES384");
  g_autoptr (KinSecret) device = kin_client_key_with_client_id (key, "device-1");
  g_autofree char *none = kin_client_key_dup_client_id (key);
  g_autofree char *id = kin_client_key_dup_client_id (device);

  g_assert_null (none);
  g_assert_cmpstr (id, ==, "device-1");
  g_assert_true (kin_client_key_is (device));
}

static void
test_no_such_algorithm (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  kin_client_key_new_async ("none", NULL, wait_cb, &result);
  g_assert_null (kin_client_key_new_finish (wait_for (&result), &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/client-key/public", test_public);
  g_test_add_func ("/portal/client-key/sign", test_sign);
  g_test_add_func ("/portal/client-key/secrets", test_secrets);
  g_test_add_func ("/portal/client-key/damaged", test_damaged);
  g_test_add_func ("/portal/client-key/client-id", test_client_id);
  g_test_add_func ("/portal/client-key/no-such-algorithm", test_no_such_algorithm);

  return g_test_run ();
}
