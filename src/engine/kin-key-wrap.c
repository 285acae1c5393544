/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-key-wrap"

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "kin-engine-error.h"
#include "kin-key-wrap.h"

/* A wrapped key as it stands in the file beside a set, in base64: a version, a nonce, the key
 * encrypted with XChaCha20-Poly1305, and a sum over these three that needs no key. The sum tells
 * a damaged file from a wrong code: the next step of a person is not the same. Which set and
 * which key it is, is authenticated with it, so that one cannot be put in the place of another. */

#define VERSION 1
#define KEY_LENGTH 32
#define NONCE_LENGTH crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LENGTH crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SUM_LENGTH 16

typedef struct
{
  guint8 version;
  guint8 nonce[NONCE_LENGTH];
  guint8 box[KEY_LENGTH + TAG_LENGTH];
  guint8 sum[SUM_LENGTH];
} Wrapped;

G_STATIC_ASSERT (sizeof (Wrapped) == 1 + NONCE_LENGTH + KEY_LENGTH + TAG_LENGTH + SUM_LENGTH);

/* What wraps is never used as it is: it may also be the key of a file. */
static void
derive (KinSecret *with,
        guint8    *key)
{
  static const char purpose[] = "kinchart, wrap a key, 1";
  gsize length;
  const guint8 *secret = kin_secret_get_data (with, &length);

  g_assert (length == KEY_LENGTH);

  crypto_generichash (key, KEY_LENGTH, (const guint8 *) purpose, sizeof purpose, secret, length);
}

static void
sum_of (const Wrapped *wrapped,
        guint8        *sum)
{
  crypto_generichash (sum, SUM_LENGTH, (const guint8 *) wrapped, offsetof (Wrapped, sum), NULL, 0);
}

/**
 * kin_key_wrap:
 * @key: 32 bytes that open a set
 * @with: 32 random bytes: a recovery code, or another key. (No password: nothing here makes
 *   guessing slow.)
 * @set: the id of the set
 * @key_id: which key of the set it is
 *
 * Returns: (transfer full): one line of text that is no secret
 */
char *
kin_key_wrap (KinSecret  *key,
              KinSecret  *with,
              const char *set,
              const char *key_id)
{
  g_autofree char *about = g_strconcat (set, " ", key_id, NULL);
  Wrapped wrapped = { VERSION, { 0 }, { 0 }, { 0 } };
  guint8 wrapping[KEY_LENGTH];
  gsize length;
  const guint8 *bytes = kin_secret_get_data (key, &length);

  g_return_val_if_fail (length == KEY_LENGTH, NULL);

  derive (with, wrapping);
  randombytes_buf (wrapped.nonce, NONCE_LENGTH);
  crypto_aead_xchacha20poly1305_ietf_encrypt (wrapped.box, NULL, bytes, length,
                                              (const guint8 *) about, strlen (about), NULL,
                                              wrapped.nonce, wrapping);
  sum_of (&wrapped, wrapped.sum);
  explicit_bzero (wrapping, sizeof wrapping);

  return g_base64_encode ((const guint8 *) &wrapped, sizeof wrapped);
}

static gboolean
read_wrapped (const char *text,
              Wrapped    *wrapped)
{
  gsize length;
  g_autofree guint8 *bytes = g_base64_decode (text, &length);
  guint8 sum[SUM_LENGTH];

  if (length != sizeof *wrapped)
    return FALSE;

  memcpy (wrapped, bytes, sizeof *wrapped);
  sum_of (wrapped, sum);

  return wrapped->version == VERSION && memcmp (sum, wrapped->sum, SUM_LENGTH) == 0;
}

/**
 * kin_key_unwrap:
 * @wrapped: what kin_key_wrap() returned
 * @with: 32 bytes
 * @set: the id of the set
 * @key_id: which key of the set is wanted
 * @error: %KIN_ENGINE_ERROR_DAMAGED when @wrapped is not what was written;
 *   %KIN_ENGINE_ERROR_RECOVERY_CODE when it is, and @with does not open it
 *
 * Returns: (transfer full): the key
 */
KinSecret *
kin_key_unwrap (const char  *wrapped,
                KinSecret   *with,
                const char  *set,
                const char  *key_id,
                GError     **error)
{
  g_autofree char *about = g_strconcat (set, " ", key_id, NULL);
  guint8 wrapping[KEY_LENGTH];
  guint8 key[KEY_LENGTH];
  KinSecret *secret = NULL;
  Wrapped whole;

  if (!read_wrapped (wrapped, &whole))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                           "A wrapped key is damaged");
      return NULL;
    }

  derive (with, wrapping);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (key, NULL, NULL, whole.box, sizeof whole.box,
                                                  (const guint8 *) about, strlen (about),
                                                  whole.nonce, wrapping) == 0)
    secret = kin_secret_new (key, sizeof key);
  else
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE,
                         "This does not open a wrapped key");
  explicit_bzero (wrapping, sizeof wrapping);
  explicit_bzero (key, sizeof key);

  return secret;
}
