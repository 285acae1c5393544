/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-identity"

#include "config.h"

#include "kin-practice-identity.h"

/* Never together with json-glib: both have a json_object_iter_next() of their own. */
#include <jose/jose.h>
#include <string.h>

#define SECONDS 300
/* There is one user name, whosever record it opens. */
#define SUBJECT "practice"

struct _KinPracticeIdentity
{
  json_t *key;   /* NULL until needed: making it takes a while */
};

/**
 * kin_practice_identity_new:
 *
 * Returns: (transfer full): a signer without a key yet
 */
KinPracticeIdentity *
kin_practice_identity_new (void)
{
  return g_new0 (KinPracticeIdentity, 1);
}

/**
 * kin_practice_identity_free:
 * @self: (transfer full): a signer
 *
 * Forgets the key.
 */
void
kin_practice_identity_free (KinPracticeIdentity *self)
{
  json_decref (self->key);
  g_free (self);
}

static json_t *
get_key (KinPracticeIdentity *self)
{
  if (self->key == NULL)
    {
      self->key = json_pack ("{s:s,s:s,s:s}", "alg", "RS256", "use", "sig", "kid", "practice");
      if (!jose_jwk_gen (NULL, self->key))
        g_error ("no signing key");
    }

  return self->key;
}

/**
 * kin_practice_identity_dup_keys:
 * @self: a signer
 *
 * Returns: (transfer full): the public half of the key as a key set (RFC 7517 section 5)
 */
char *
kin_practice_identity_dup_keys (KinPracticeIdentity *self)
{
  json_t *key = json_deep_copy (get_key (self));
  json_t *keys;
  char *text;

  jose_jwk_pub (NULL, key);
  keys = json_pack ("{s:[o]}", "keys", key);
  text = json_dumps (keys, JSON_COMPACT);
  json_decref (keys);

  return text;
}

static json_t *
sign (json_t *claims, json_t *key)
{
  char *text = json_dumps (claims, JSON_COMPACT);
  json_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (text, strlen (text)));
  json_t *how = json_pack ("{s:{s:s,s:s,s:s}}", "protected", "alg", "RS256", "typ", "JWT", "kid",
                           "practice");

  if (!jose_jws_sig (NULL, jws, how, key))
    g_error ("cannot sign");
  json_decref (how);
  free (text);

  return jws;
}

/**
 * kin_practice_identity_new_token:
 * @self: a signer
 * @grant: what was allowed, and to whom
 * @issuer: who says so
 * @base: the FHIR base URL
 *
 * Says who signed in (OpenID Connect Core 1.0 section 2, with the `fhirUser` of SMART).
 *
 * Returns: (transfer full): an id_token
 */
char *
kin_practice_identity_new_token (KinPracticeIdentity *self, KinPracticeGrant *grant,
                                 const char *issuer, const char *base)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *user = grant->user != NULL
                              ? g_strdup_printf ("%s/%s", base, grant->user)
                              : g_strdup_printf ("%s/Patient/%s", base, grant->patient);
  json_t *claims = json_pack ("{s:s,s:s,s:s,s:s,s:I,s:I}", "iss", issuer, "sub", SUBJECT, "aud",
                              grant->client->id, "fhirUser", user, "iat", (json_int_t) now, "exp",
                              (json_int_t) (now + SECONDS));
  json_t *jws;
  char *token;

  if (grant->nonce != NULL)
    json_object_set_new (claims, "nonce", json_string (grant->nonce));
  jws = sign (claims, get_key (self));
  token = g_strdup_printf ("%s.%s.%s", json_string_value (json_object_get (jws, "protected")),
                           json_string_value (json_object_get (jws, "payload")),
                           json_string_value (json_object_get (jws, "signature")));
  json_decref (jws);
  json_decref (claims);

  return token;
}
