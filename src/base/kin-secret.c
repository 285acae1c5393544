/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-secret"

#include "config.h"

#include <errno.h>
#include <sys/random.h>

#include <sodium.h>

#include "kin-secret.h"

struct _KinSecret
{
  guint8 *data;                 /* read-only pages of their own, from sodium_malloc() */
  gsize   length;
};

G_DEFINE_BOXED_TYPE (KinSecret, kin_secret, kin_secret_ref, kin_secret_unref)

/* Leaves the memory writable: the caller fills it and then calls seal(). */
static KinSecret *
allocate (gsize length)
{
  KinSecret *self;

  if (sodium_init () < 0)
    g_error ("libsodium does not start");

  self = g_atomic_rc_box_new0 (KinSecret);
  self->length = length;
  self->data = sodium_malloc (length + 1);
  if (self->data == NULL)
    g_error ("No memory for a secret");
  self->data[length] = 0;

  return self;
}

static KinSecret *
seal (KinSecret *self)
{
  sodium_mprotect_readonly (self->data);

  return self;
}

static void
kin_secret_clear (gpointer data)
{
  KinSecret *self = data;

  /* Wipes before it gives the pages back. */
  sodium_free (self->data);
  self->length = 0;
}

/**
 * kin_secret_new:
 * @data: (array length=length) (nullable): the bytes
 * @length: how many
 *
 * Copies bytes to safe memory: pages of their own with a guard on each side,
 * locked where the limit on locked memory allows, left out of core dumps,
 * read-only, and wiped in the end. Each secret takes a few pages, so this is for
 * keys and tokens, not for bulk. The caller still wipes its own copy
 * (explicit_bzero()).
 *
 * Returns: (transfer full): the secret
 */
KinSecret *
kin_secret_new (const void *data,
                gsize       length)
{
  KinSecret *self;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  self = allocate (length);
  if (length > 0)
    memcpy (self->data, data, length);

  return seal (self);
}

/**
 * kin_secret_new_text:
 * @text: the text
 *
 * Like kin_secret_new() for the bytes of a string, without its zero byte.
 *
 * Returns: (transfer full): the secret
 */
KinSecret *
kin_secret_new_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return kin_secret_new (text, strlen (text));
}

/**
 * kin_secret_new_random:
 * @length: how many bytes
 *
 * Random bytes from the kernel (getrandom(2)), written straight to safe memory.
 * Waits for the kernel to be ready and ends the process when it will not give
 * any: there is no weaker source to fall back on.
 *
 * Returns: (transfer full): the secret
 */
KinSecret *
kin_secret_new_random (gsize length)
{
  KinSecret *self = allocate (length);
  gsize filled = 0;

  while (filled < length)
    {
      gssize n = getrandom (self->data + filled, length - filled, 0);

      if (n > 0)
        filled += (gsize) n;
      else if (errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
    }

  return seal (self);
}

/**
 * kin_secret_ref:
 * @self: a secret
 *
 * Returns: (transfer full): the same secret
 */
KinSecret *
kin_secret_ref (KinSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * kin_secret_unref:
 * @self: (transfer full): a secret
 *
 * Drops a reference; the last one wipes the secret.
 */
void
kin_secret_unref (KinSecret *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, kin_secret_clear);
}

/**
 * kin_secret_get_data:
 * @self: a secret
 * @length: (out) (optional): how many bytes
 *
 * Returns: (transfer none) (array length=length): the bytes, followed by a zero byte
 */
const guint8 *
kin_secret_get_data (const KinSecret *self,
                     gsize           *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->data;
}

/**
 * kin_secret_get_text:
 * @self: a secret that is text
 *
 * Returns: (transfer none): the bytes as a string
 */
const char *
kin_secret_get_text (const KinSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *) self->data;
}

/**
 * kin_secret_equal:
 * @a: a secret
 * @b: a secret
 *
 * Takes equally long wherever the first difference is. The lengths are no secret.
 *
 * Returns: whether both have the same bytes
 */
gboolean
kin_secret_equal (const KinSecret *a,
                  const KinSecret *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->length == b->length && sodium_memcmp (a->data, b->data, a->length) == 0;
}

/**
 * kin_secret_to_hex:
 * @self: a secret
 *
 * Returns: (transfer full): its bytes as lower case hexadecimal text
 */
KinSecret *
kin_secret_to_hex (const KinSecret *self)
{
  KinSecret *hex;

  g_return_val_if_fail (self != NULL, NULL);

  hex = allocate (self->length * 2);
  sodium_bin2hex ((char *) hex->data, hex->length + 1, self->data, self->length);

  return seal (hex);
}

/**
 * kin_secret_from_hex:
 * @hex: (nullable): hexadecimal text, in either case
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL when @hex is anything
 *   else than an even number of hexadecimal digits
 */
KinSecret *
kin_secret_from_hex (const char *hex)
{
  gsize length = hex != NULL ? strlen (hex) : 1;
  KinSecret *self;

  if (length % 2 != 0)
    return NULL;

  self = allocate (length / 2);
  if (sodium_hex2bin (self->data, self->length, hex, length, NULL, NULL, NULL) != 0)
    {
      kin_secret_unref (self);
      return NULL;
    }

  return seal (self);
}

/**
 * kin_secret_to_base64url:
 * @self: a secret
 *
 * The text form of PKCE and JOSE (RFC 4648 section 5, without padding).
 *
 * Returns: (transfer full): its bytes as text
 */
KinSecret *
kin_secret_to_base64url (const KinSecret *self)
{
  const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  KinSecret *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = allocate (sodium_base64_encoded_len (self->length, variant) - 1);
  sodium_bin2base64 ((char *) text->data, text->length + 1, self->data, self->length, variant);

  return seal (text);
}
