/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-id-token"

#include "config.h"

#include <string.h>

#include <jose/jwk.h>
#include <jose/jws.h>

#include "kin-id-token-private.h"

#define NOW 1800000000
#define ISSUER "https://clinic.example"

/* What a server signs with: a key to sign, and the same key as it publishes it. */
typedef struct
{
  json_t *key;
  GBytes *keys;
} Signer;

/* Made once with the openssl program, so that not the same library signs and
 * checks: two keys, 1024 and 2048 bits, and their signatures of one token. */
static const char openssl_token[] = 
  "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL2NsaW5pYy5leGFtcGxlIiwi"
  "YXVkIjoiZGVza3RvcCIsIm5vbmNlIjoibm9uY2UtMSIsImV4cCI6MTgwMDAwMDA2MH0.";
static const char modulus_1024[] =
  "q7OqUAGq2HM6MksZr_b8IahLXAagGNHar5w-7fBQyPwgRwUXIxGBGZMXigEAcmtLQUYkSE4PGqPLKiyd"
  "m2a_F30laMG7h_DRPUusjW1XLBZkP5oiVutH05lLLG1qClCU8E-C-CfG9yULCAUnTDx2Gpi7pyU1Jj30"
  "a92NSFLqYW8";
static const char signature_1024[] =
  "cTrSrvgyKBNP5sDji87oEb6fZO242pxZ8NpKTGvTS5sHHWrFaVYLsb4altzb51JscwX129uA7ZlhJLRL"
  "-1QB6hQE8rao_Z1XMIi9sIE8b3UJyJ8R5nha4zgVwqGiEdS-bqZAMtTDHOPZ4ttsZUykNMJ3i17GFjWi"
  "GU3F4us_dHA";
static const char modulus_2048[] =
  "sgRmN1G4fEINYEZxHGicz9LdtDz3eRLO-3gavDqcRuLuwAYdpORDi7rEyfGukB6NO6vwFMumwomeog2Y"
  "U4LUb-u-Z_wnqKuultdNZLJc4iYluPDhG_Dy0fe940qaluOL8eJRmJJ_CIf42b1hEyXkdfmRh3ISUjiR"
  "al6MTk93H9-0OQV-cvapsUauyDRfcvffJxDsqvtAolvGwBe4PmTqSoz9PyhZ3mAMEyvRb7hVmSMwzVlh"
  "ZG9o4xr8LDQoljjgRgrTW-Y22Buua96Tp-x64avRERsmE0tYHb9PEBfEbnRMotpbEdUpX7yHtnNiB2UP"
  "31GL_G2BkdWEdrzOibsmZQ";
static const char signature_2048[] =
  "LWuIrnD7teEcI-kQUWXVQiqwzMw3nNHm5DF1lF6Q8MS84nCLA-UIZfynxh_2eiOyqoVM194hdT1RjirF"
  "F-AZ-V6fo2Q_oQohp8QUOahW6VP2Am3U5JUVCYNV3jxxMmbK23hNP9A5KdqjwNS_agBHjtwGp7pSZWIZ"
  "W7rqir8UoWaq9cpF1qMY2VHARe9MHabPfnbWyK0NnGLe5dcXpCBsKuZ8tgh3ZauOwSh7YbDKIj1w2i-W"
  "NB_HG9bZMnKt1QTWWpWwaT7f5-5JeQ1j-rDbyfybnXD-7X6pnvzzEqz_OSOaQwe0KmkQkCVCmE7lQpWk"
  "4HOHisFA7JCT1CBmWeBf8w";

static const KinIdTokenRule rule = { ISSUER, "desktop", "nonce-1", NOW };

static Signer
signer_new (const char *algorithm)
{
  Signer signer = { NULL, NULL };
  json_auto_t *public = NULL;
  json_auto_t *set = NULL;

  char *text;

  signer.key = json_pack ("{s:s,s:s}", "alg", algorithm, "kid", "k1");
  g_assert_true (jose_jwk_gen (NULL, signer.key));
  public = json_deep_copy (signer.key);
  g_assert_true (jose_jwk_pub (NULL, public));
  set = json_pack ("{s:[O]}", "keys", public);
  text = json_dumps (set, 0);
  signer.keys = g_bytes_new (text, strlen (text));
  free (text);
  return signer;
}

static void
signer_clear (Signer *signer)
{
  json_decref (signer->key);
  g_bytes_unref (signer->keys);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signer, signer_clear)

static char *
sign (Signer     *signer,
      const char *header,
      const char *claims)
{
  json_auto_t *jws = json_object ();
  json_auto_t *protected = json_loads (header, 0, NULL);
  json_auto_t *signature = NULL;
  g_autoptr (KinSecret) bytes = kin_secret_new (claims, strlen (claims));
  g_autoptr (KinSecret) payload = kin_secret_to_base64url (bytes);

  signature = json_pack ("{s:O}", "protected", protected);
  json_object_set_new (jws, "payload", json_string (kin_secret_get_text (payload)));
  g_assert_true (jose_jws_sig (NULL, jws, signature, signer->key));
  return g_strdup_printf ("%s.%s.%s", json_string_value (json_object_get (jws, "protected")),
                          kin_secret_get_text (payload),
                          json_string_value (json_object_get (jws, "signature")));
}

static char *
claims_text (const char *issuer,
             const char *audience,
             const char *nonce,
             gint64      expiry)
{
  return g_strdup_printf ("{\"iss\":\"%s\",\"aud\":%s,\"nonce\":\"%s\",\"exp\":%" G_GINT64_FORMAT
                          ",\"fhirUser\":\"https://clinic.example/fhir/Patient/p-1\"}",
                          issuer, audience, nonce, expiry);
}

static gboolean
check (const char *token,
       GBytes     *keys,
       char      **user)
{
  g_autoptr (GError) error = NULL;
  gboolean good = kin_id_token_check (token, keys, &rule, user, &error);

  if (!good)
    g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ID_TOKEN);
  return good;
}

static gboolean
accepts_claims (Signer     *signer,
                const char *claims)
{
  g_autofree char *token = sign (signer, "{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims);
  g_autofree char *user = NULL;

  return check (token, signer->keys, &user);
}

static void
test_good (void)
{
  const char *algorithms[] = { "RS256", "RS384", "ES256", "ES384" };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      g_auto (Signer) signer = signer_new (algorithms[i]);
      g_autofree char *claims = claims_text (ISSUER, "\"desktop\"", "nonce-1", NOW + 60);
      g_autofree char *header = g_strdup_printf ("{\"alg\":\"%s\",\"kid\":\"k1\"}", algorithms[i]);
      g_autofree char *token = sign (&signer, header, claims);
      g_autofree char *user = NULL;

      g_assert_true (check (token, signer.keys, &user));
      g_assert_cmpstr (user, ==, "Patient/p-1");
    }
}

/* Claims that do not agree, all well signed (rule T-11). */
static void
test_claims (void)
{
  static const struct
  {
    const char *issuer;
    const char *audience;
    const char *nonce;
    gint64 expiry;
    gboolean good;
  } cases[] = {
    { ISSUER, "\"desktop\"", "nonce-1", NOW + 60, TRUE },
    { ISSUER, "[\"desktop\"]", "nonce-1", NOW + 60, TRUE },
    { ISSUER, "\"desktop\"", "nonce-1", NOW - 299, TRUE },
    { ISSUER, "\"desktop\"", "nonce-1", NOW - 301, FALSE },
    { "https://evil.example", "\"desktop\"", "nonce-1", NOW + 60, FALSE },
    { ISSUER "/", "\"desktop\"", "nonce-1", NOW + 60, FALSE },
    { ISSUER, "\"other\"", "nonce-1", NOW + 60, FALSE },
    { ISSUER, "[\"desktop\",\"other\"]", "nonce-1", NOW + 60, FALSE },
    { ISSUER, "[]", "nonce-1", NOW + 60, FALSE },
    { ISSUER, "{}", "nonce-1", NOW + 60, FALSE },
    { ISSUER, "\"desktop\"", "nonce-2", NOW + 60, FALSE },
    { ISSUER, "\"desktop\"", "", NOW + 60, FALSE },
  };
  g_auto (Signer) signer = signer_new ("RS256");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims = claims_text (cases[i].issuer, cases[i].audience, cases[i].nonce,
                                             cases[i].expiry);

      g_test_message ("%s", claims);
      g_assert_cmpint (accepts_claims (&signer, claims), ==, cases[i].good);
    }
  g_assert_false (accepts_claims (&signer, "{\"iss\":\"" ISSUER "\",\"aud\":\"desktop\","
                                           "\"nonce\":\"nonce-1\"}"));
  g_assert_false (accepts_claims (&signer, "{\"iss\":\"" ISSUER "\",\"aud\":\"desktop\","
                                           "\"nonce\":\"nonce-1\",\"exp\":\"1800000060\"}"));
  g_assert_false (accepts_claims (&signer, "{\"iss\":\"" ISSUER "\",\"aud\":\"desktop\","
                                           "\"nonce\":\"nonce-1\",\"exp\":1800000060,"
                                           "\"nbf\":1800000400}"));
  g_assert_true (accepts_claims (&signer, "{\"iss\":\"" ISSUER "\",\"aud\":[\"desktop\",\"x\"],"
                                          "\"azp\":\"desktop\",\"nonce\":\"nonce-1\","
                                          "\"exp\":1800000060}"));
  g_assert_false (accepts_claims (&signer, "{\"iss\":\"" ISSUER "\",\"iss\":\"" ISSUER "\","
                                           "\"aud\":\"desktop\",\"nonce\":\"nonce-1\","
                                           "\"exp\":1800000060}"));
}

/* Signatures that do not hold, over claims that would. */
static void
test_signatures (void)
{
  g_auto (Signer) signer = signer_new ("RS256");
  g_auto (Signer) other = signer_new ("RS256");
  g_autofree char *claims = claims_text (ISSUER, "\"desktop\"", "nonce-1", NOW + 60);
  g_autofree char *evil = claims_text (ISSUER, "\"desktop\"", "nonce-1", NOW + 61);
  g_autofree char *good = sign (&signer, "{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims);
  g_autofree char *foreign = sign (&other, "{\"alg\":\"RS256\",\"kid\":\"k1\"}", claims);
  g_autofree char *unknown = sign (&signer, "{\"alg\":\"RS256\",\"kid\":\"k2\"}", claims);
  g_autofree char *critical = sign (&signer, "{\"alg\":\"RS256\",\"kid\":\"k1\","
                                             "\"crit\":[\"x\"],\"x\":1}", claims);
  g_autofree char *evil_token = sign (&other, "{\"alg\":\"RS256\",\"kid\":\"k1\"}", evil);
  g_auto (GStrv) good_parts = g_strsplit (good, ".", -1);
  g_auto (GStrv) evil_parts = g_strsplit (evil_token, ".", -1);
  g_autofree char *swapped = g_strdup_printf ("%s.%s.%s", good_parts[0], evil_parts[1],
                                              good_parts[2]);
  /* {"alg":"none"} */
  g_autofree char *none = g_strdup_printf ("eyJhbGciOiJub25lIn0.%s.", good_parts[1]);
  /* {"alg":"HS256","kid":"k1"} */
  g_autofree char *symmetric = g_strdup_printf ("eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.%s.%s",
                                                good_parts[1], good_parts[2]);
  g_autofree char *unsigned_token = g_strdup_printf ("%s.%s.", good_parts[0], good_parts[1]);
  g_autofree char *four = g_strdup_printf ("%s.x", good);
  g_autofree char *user = NULL;
  const char *bad[] = { foreign, unknown, critical, swapped, none, symmetric, unsigned_token, four,
                        "", ".", "..", "a.b.c", good_parts[0] };
  g_autoptr (GBytes) no_keys = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) no_json = g_bytes_new_static ("<html>", 6);

  g_assert_true (check (good, signer.keys, &user));
  g_clear_pointer (&user, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_false (check (bad[i], signer.keys, &user));
    }
  g_assert_false (check (good, no_keys, &user));
  g_assert_false (check (good, no_json, &user));
}

static gboolean
accepts_openssl (const char *modulus,
                 const char *signature)
{
  g_autofree char *token = g_strconcat (openssl_token, signature, NULL);
  g_autofree char *set = g_strdup_printf ("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\","
                                          "\"e\":\"AQAB\",\"n\":\"%s\"}]}", modulus);
  g_autoptr (GBytes) keys = g_bytes_new (set, strlen (set));
  g_autofree char *user = NULL;

  return check (token, keys, &user);
}

static void
test_openssl (void)
{
  g_assert_true (accepts_openssl (modulus_2048, signature_2048));
  g_assert_false (accepts_openssl (modulus_1024, signature_1024));
  g_assert_false (accepts_openssl (modulus_2048, signature_1024));
}

static void
test_user (void)
{
  static const struct
  {
    const char *given;
    const char *user;
  } cases[] = {
    { "\"Patient/1\"", "Patient/1" },
    { "\"https://clinic.example/fhir/RelatedPerson/r.1\"", "RelatedPerson/r.1" },
    { "\"Practitioner/1\"", "Practitioner/1" },
    { "\"Person/1\"", "Person/1" },
    { "\"Device/1\"", NULL },
    { "\"Patient/\"", NULL },
    { "\"1\"", NULL },
    { "\"Patient/1?x\"", NULL },
    { "\"Patient/1\\n\"", NULL },
    { "7", NULL },
  };
  g_auto (Signer) signer = signer_new ("ES256");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims = g_strdup_printf (
        "{\"iss\":\"" ISSUER "\",\"aud\":\"desktop\",\"nonce\":\"nonce-1\","
        "\"exp\":1800000060,\"fhirUser\":%s}", cases[i].given);
      g_autofree char *token = sign (&signer, "{\"alg\":\"ES256\",\"kid\":\"k1\"}", claims);
      g_autofree char *user = NULL;

      g_assert_true (check (token, signer.keys, &user));
      g_assert_cmpstr (user, ==, cases[i].user);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/id-token/good", test_good);
  g_test_add_func ("/portal/id-token/claims", test_claims);
  g_test_add_func ("/portal/id-token/signatures", test_signatures);
  g_test_add_func ("/portal/id-token/openssl", test_openssl);
  g_test_add_func ("/portal/id-token/user", test_user);

  return g_test_run ();
}
