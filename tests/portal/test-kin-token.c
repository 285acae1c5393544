/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-token"

#include "config.h"

#include <string.h>

#include "kin-client-key-private.h"
#include "kin-fault-server.h"
#include "kin-origin-private.h"
#include "kin-request-private.h"
#include "kin-token-private.h"

#define GOOD "\"access_token\":\"a\",\"token_type\":\"Bearer\""

static KinGrant *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return kin_token_read (bytes, "asked", error);
}

/* What is refused (rule T-15). */
static void
test_refused (void)
{
  const char *texts[] = {
    "", "null", "[]", "\"x\"", "{", "{}", "<html>", "access_token=a&token_type=bearer",
    "{" GOOD "}{}",
    "{\"access_token\":\"a\"}",
    "{\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":7,\"token_type\":\"Bearer\"}",
    "{\"access_token\":{},\"token_type\":\"Bearer\"}",
    "{\"access_token\":null,\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a\\r\\nX: 1\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a\\u0000b\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"\xc3\xa9\",\"token_type\":\"Bearer\"}",
    "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
    "{\"access_token\":\"a\",\"token_type\":\"N_A\"}",
    "{\"access_token\":\"a\",\"token_type\":[\"Bearer\"]}",
    "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}",
    "{" GOOD ",\"patient\":7}",
    "{" GOOD ",\"patient\":\"\"}",
    "{" GOOD ",\"patient\":\"..\"}",
    "{" GOOD ",\"patient\":\"a/b\"}",
    "{" GOOD ",\"patient\":\"a?b\"}",
    "{" GOOD ",\"patient\":\"https://other.example/Patient/1\"}",
    "{" GOOD ",\"refresh_token\":7}",
    "{" GOOD ",\"refresh_token\":\"a\\nb\"}",
    "{" GOOD ",\"scope\":7}",
    "{" GOOD ",\"scope\":\"a\\nb\"}",
    "{" GOOD ",\"id_token\":[]}",
  };
  g_autofree char *filler = g_strnfill (20000, 'a');
  g_autofree char *long_token = g_strdup_printf (
    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}", filler);
  g_autofree char *spaces = g_strnfill (70000, ' ');
  g_autofree char *long_body = g_strdup_printf ("{%s" GOOD "}", spaces);

  for (gsize i = 0; i < G_N_ELEMENTS (texts) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (texts)    ? texts[i]
                         : i == G_N_ELEMENTS (texts) ? long_token
                                                     : long_body;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      g_assert_null (read_text (text, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_TOKEN_REPLY);
      g_assert_null (strstr (error->message, "access_token"));
    }
}

static void
test_lifetime (void)
{
  static const struct
  {
    const char *given;
    gint64 seconds;
  } cases[] = {
    { "\"x\":0", 3600 },
    { "\"expires_in\":570", 570 },
    { "\"expires_in\":\"570\"", 570 },
    { "\"expires_in\":570.9", 570 },
    { "\"expires_in\":0", 60 },
    { "\"expires_in\":1", 60 },
    { "\"expires_in\":-5", 60 },
    { "\"expires_in\":\"soon\"", 60 },
    { "\"expires_in\":\"nan\"", 60 },
    { "\"expires_in\":\"inf\"", 86400 },
    { "\"expires_in\":1e30", 86400 },
    { "\"expires_in\":999999999999999999999", 86400 },
    { "\"expires_in\":null", 3600 },
    { "\"expires_in\":{}", 3600 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{" GOOD ",%s}", cases[i].given);
      g_autoptr (KinGrant) grant = read_text (text, NULL);

      g_test_message ("%s", cases[i].given);
      g_assert_cmpint (kin_grant_get_lifetime (grant), ==, cases[i].seconds);
    }
}

/* Servers have two names for it, and none of them is a rule. */
static void
test_stay (void)
{
  static const struct
  {
    const char *given;
    gint64 seconds;
  } cases[] = {
    { "\"x\":0", 0 },
    { "\"refresh_expires_in\":1800", 1800 },
    { "\"refresh_expires_in\":\"1800\"", 1800 },
    { "\"refresh_token_expires_in\":7776000", 7776000 },
    { "\"refresh_expires_in\":0,\"refresh_token_expires_in\":60", 60 },
    { "\"refresh_expires_in\":0", 0 },
    { "\"refresh_expires_in\":-5", 0 },
    { "\"refresh_expires_in\":\"soon\"", 0 },
    { "\"refresh_expires_in\":\"nan\"", 0 },
    { "\"refresh_expires_in\":{}", 0 },
    { "\"refresh_expires_in\":1e300", 10 * 365 * 86400LL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{" GOOD ",\"refresh_token\":\"ref\",%s}",
                                               cases[i].given);
      g_autofree char *no_token = g_strdup_printf ("{" GOOD ",%s}", cases[i].given);
      g_autoptr (KinGrant) grant = read_text (text, NULL);
      g_autoptr (KinGrant) for_now = read_text (no_token, NULL);

      g_test_message ("%s", cases[i].given);
      g_assert_cmpint (kin_grant_get_stay (for_now), ==, 0);
      g_assert_cmpint (kin_grant_get_stay (grant), <=, cases[i].seconds);
      g_assert_cmpint (kin_grant_get_stay (grant), >=, MAX (cases[i].seconds - 20, 0));
    }
}

static void
test_read (void)
{
  g_autoptr (KinGrant) plain = read_text ("{" GOOD "}", NULL);
  g_autoptr (KinGrant) grant = read_text (
    "{\"access_token\":\"acc\",\"token_type\":\"bEARER\",\"expires_in\":3600,\"scope\":\"openid\","
    "\"patient\":\"Patient/erXuF.Y-1\",\"refresh_token\":\"ref\",\"id_token\":\"a.b.c\","
    "\"need_patient_banner\":true,\"unknown\":[1]}", NULL);

  g_assert_cmpstr (kin_grant_get_scope (plain), ==, "asked");
  g_assert_null (kin_grant_get_patient (plain));
  g_assert_null (kin_grant_get_refresh_token (plain));
  g_assert_false (kin_grant_get_needs_banner (plain));

  g_assert_cmpstr (kin_secret_get_text (kin_grant_get_access_token (grant)), ==, "acc");
  g_assert_cmpstr (kin_secret_get_text (kin_grant_get_refresh_token (grant)), ==, "ref");
  g_assert_cmpstr (kin_grant_get_scope (grant), ==, "openid");
  g_assert_cmpstr (kin_grant_get_patient (grant), ==, "erXuF.Y-1");
  g_assert_true (kin_grant_get_needs_banner (grant));
  g_assert_true (kin_grant_is_fresh (grant));
}

static void
test_request (void)
{
  g_autoptr (GUri) uri = kin_origin_parse ("https://clinic.example/token", NULL);
  g_autoptr (KinSecret) secret = kin_secret_new_text ("s&t");
  const char *pairs[] = { "code", "a+b&c=d", "redirect_uri", "http://127.0.0.1:1/callback", NULL };
  g_autoptr (KinRequest) public = kin_token_request_new (uri, uri, "desk", NULL, pairs);
  g_autoptr (KinRequest) confidential = kin_token_request_new (uri, uri, "desk", secret, pairs);

  g_assert_cmpstr (kin_secret_get_text (public->form), ==,
                   "code=a%2Bb%26c%3Dd&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback"
                   "&client_id=desk");
  g_assert_null (public->basic);
  g_assert_cmpstr (kin_secret_get_text (confidential->form), ==,
                   "code=a%2Bb%26c%3Dd&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback");
  /* desk:s%26t */
  g_assert_cmpstr (kin_secret_get_text (confidential->basic), ==, "ZGVzazpzJTI2dA==");
}

/* A key stays here; what goes out is a word that it signed, for the token endpoint (RFC 7523,
 * section 2.2), and no secret beside it. */
static void
test_request_with_key (void)
{
  g_autoptr (GUri) uri = kin_origin_parse ("https://clinic.example/revoke", NULL);
  g_autoptr (GUri) audience = kin_origin_parse ("https://clinic.example/token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (KinRequest) request = NULL;
  const char *pairs[] = { "code", "abc", NULL };
  const char *form;

  kin_client_key_new_async ("ES384", NULL, wait_cb, &result);
  key = kin_client_key_new_finish (wait_for (&result), NULL);
  request = kin_token_request_new (uri, audience, "desk", key, pairs);
  form = kin_secret_get_text (request->form);
  g_assert_null (request->basic);
  g_assert_true (g_str_has_prefix (
    form, "code=abc&client_id=desk&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth"
          "%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=ey"));
  g_assert_null (strstr (form, "client_secret"));
  g_assert_null (strstr (form, "kty"));
}

/* Whatever a server sends: what is taken for a header or an id can be sent back (rule N-16). */
static void
test_random_values (void)
{
  char value[1100];
  guint taken = 0;

  for (guint round = 0; round < 200000; round++)
    {
      gsize length = (gsize) g_test_rand_int_range (1, round % 100 == 0 ? 1100 : 12);

      for (gsize i = 0; i + 1 < length; i++)
        value[i] = (char) (g_test_rand_bit () ? g_test_rand_int_range (1, 256)
                                              : "\r\n\t Aa0-.:/"[g_test_rand_int_range (0, 11)]);
      value[length - 1] = '\0';
      if (!kin_header_is_plain (value) && !kin_token_is_id (value))
        continue;
      taken++;
      g_assert_cmpuint (strlen (value), <=, 1024);
      g_assert_null (strpbrk (value, "\r\n\t\x7f"));
      g_assert_true (g_str_is_ascii (value));
    }
  g_assert_cmpuint (taken, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/token/refused", test_refused);
  g_test_add_func ("/portal/token/lifetime", test_lifetime);
  g_test_add_func ("/portal/token/stay", test_stay);
  g_test_add_func ("/portal/token/read", test_read);
  g_test_add_func ("/portal/token/request", test_request);
  g_test_add_func ("/portal/token/request-with-key", test_request_with_key);
  g_test_add_func ("/portal/token/random-values", test_random_values);

  return g_test_run ();
}
