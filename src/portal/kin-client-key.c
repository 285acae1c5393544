/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-client-key"

#include "config.h"

#include <string.h>

#include <jose/b64.h>
#include <jose/jwk.h>
#include <jose/jws.h>

#include "kin-client-key-private.h"
#include "kin-portal-error.h"

/* SMART allows five minutes; a clock that is a little fast must not make it more. */
#define LIFETIME (4 * 60)
#define JTI_BYTES 32

/* (nullable): a text that a portal gave is no key, whatever it looks like. */
static json_t *
read_key (const KinSecret *key)
{
  static const char *const members[] = { "kty", "alg", "kid", "d" };
  gsize length;
  const guint8 *data = kin_secret_get_data (key, &length);
  json_t *jwk = length > 0 && data[0] == '{' ? json_loadb ((const char *) data, length, 0, NULL)
                                             : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && jwk != NULL; i++)
    if (json_string_value (json_object_get (jwk, members[i])) == NULL)
      g_clear_pointer (&jwk, json_decref);
  return jwk;
}

/* What the JSON library leaves behind is wiped as all freed memory is (kin_process_start()). */
static KinSecret *
write_key (json_t *jwk)
{
  char *text = json_dumps (jwk, JSON_COMPACT);
  KinSecret *key = kin_secret_new_text (text);

  explicit_bzero (text, strlen (text));
  free (text);
  return key;
}

/**
 * kin_client_key_is:
 * @secret: (nullable): what this app proves itself with
 *
 * Returns: whether it is a key of its own
 */
gboolean
kin_client_key_is (const KinSecret *secret)
{
  json_auto_t *jwk = secret != NULL ? read_key (secret) : NULL;

  return jwk != NULL;
}

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      algorithm,
                GCancellable *cancellable)
{
  json_auto_t *jwk = json_pack ("{s:s,s:s}", "alg", (const char *) algorithm, "use", "sig");
  json_auto_t *name = jose_jwk_gen (NULL, jwk) ? jose_jwk_thp (NULL, jwk, "S256") : NULL;

  if (name == NULL || json_object_set (jwk, "kid", name) < 0)
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT,
                             "no key of this kind can be made");
  else
    g_task_return_pointer (task, write_key (jwk), (GDestroyNotify) kin_secret_unref);
}

/**
 * kin_client_key_new_async:
 * @algorithm: `RS384` or `ES384`
 *   (http://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html)
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a key that nobody else has. Takes up to a second, in a thread.
 */
void
kin_client_key_new_async (const char          *algorithm,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_client_key_new_async);
  g_task_set_task_data (task, g_strdup (algorithm), g_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * kin_client_key_new_finish:
 * @result: the result
 * @error: %KIN_PORTAL_ERROR_BAD_CLIENT
 *
 * Returns: (transfer full): the key, to be kept in a keyring and nowhere else
 */
KinSecret *
kin_client_key_new_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_client_key_dup_public:
 * @key: a key
 *
 * Returns: (transfer full): what a portal may know of it: a JWK set
 */
char *
kin_client_key_dup_public (const KinSecret *key)
{
  json_auto_t *jwk = read_key (key);
  json_auto_t *set = NULL;
  g_autofree char *copy = NULL;
  char *text;

  g_return_val_if_fail (jwk != NULL && jose_jwk_pub (NULL, jwk), NULL);

  set = json_pack ("{s:[O]}", "keys", jwk);
  text = json_dumps (set, JSON_COMPACT);
  copy = g_strdup (text);
  free (text);
  return g_steal_pointer (&copy);
}

/* (nullable): @claims is, when a name is no text. */
static json_t *
encode (json_t *claims)
{
  char *text = claims != NULL ? json_dumps (claims, JSON_COMPACT) : NULL;
  json_t *encoded = text != NULL ? jose_b64_enc (text, strlen (text)) : NULL;

  free (text);
  return encoded;
}

static json_t *
claims_new (const char *client_id,
            GUri       *audience)
{
  g_autofree char *url = g_uri_to_string (audience);
  g_autoptr (KinSecret) chance = kin_secret_new_random (JTI_BYTES);
  g_autoptr (KinSecret) id = kin_secret_to_base64url (chance);

  return json_pack ("{s:s,s:s,s:s,s:s,s:I}", "iss", client_id, "sub", client_id, "aud", url,
                    "jti", kin_secret_get_text (id),
                    "exp", (json_int_t) (g_get_real_time () / G_USEC_PER_SEC + LIFETIME));
}

/**
 * kin_client_key_sign:
 * @key: a key
 * @client_id: whose it is
 * @audience: the token endpoint it is shown to
 *
 * Says once that whoever sends this has the key (RFC 7523, section 3): good for minutes, for one
 * portal, and never said a second time.
 *
 * Returns: (transfer full): a JWT; an empty text when the key is damaged, which nobody believes
 */
KinSecret *
kin_client_key_sign (const KinSecret *key,
                     const char      *client_id,
                     GUri            *audience)
{
  json_auto_t *jwk = read_key (key);
  json_auto_t *claims = claims_new (client_id, audience);
  json_auto_t *jws = json_pack ("{s:o}", "payload", encode (claims));
  json_auto_t *how = json_pack ("{s:{s:s,s:O,s:O}}", "protected", "typ", "JWT",
                                "alg", json_object_get (jwk, "alg"),
                                "kid", json_object_get (jwk, "kid"));
  g_autofree char *text = NULL;

  if (how == NULL || jws == NULL || !jose_jws_sig (NULL, jws, how, jwk))
    return kin_secret_new_text ("");
  text = g_strdup_printf ("%s.%s.%s", json_string_value (json_object_get (jws, "protected")),
                          json_string_value (json_object_get (jws, "payload")),
                          json_string_value (json_object_get (jws, "signature")));
  return kin_secret_new_text (text);
}

/* A key that has a client id of its own at the portal carries it along. */
KinSecret *
kin_client_key_with_client_id (const KinSecret *key,
                               const char      *client_id)
{
  json_auto_t *jwk = read_key (key);

  json_object_set_new (jwk, "client_id", json_string (client_id));
  return write_key (jwk);
}

/* (nullable): a portal's own refresh token has none, whatever it looks like. */
char *
kin_client_key_dup_client_id (const KinSecret *key)
{
  json_auto_t *jwk = read_key (key);

  return g_strdup (json_string_value (json_object_get (jwk, "client_id")));
}
