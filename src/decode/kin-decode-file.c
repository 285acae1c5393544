/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-file"

#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "kin-decode-file.h"

#define BLOCK 65536

/**
 * kin_decode_read_all:
 * @input: where the file comes from
 * @most: so many bytes, and no more
 *
 * Returns: (transfer full) (nullable): the whole file; %NULL when it cannot be read, or is larger
 */
GBytes *
kin_decode_read_all (int   input,
                     gsize most)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[BLOCK];

  for (;;)
    {
      gssize n = read (input, block, sizeof block);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || bytes->len + (gsize) n > most)
        return NULL;
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      g_byte_array_append (bytes, block, (guint) n);
    }
}

/**
 * kin_decode_write_all:
 * @output: where what was found goes
 * @bytes: what was found
 * @length: so many bytes
 *
 * Returns: whether all of it was taken
 */
gboolean
kin_decode_write_all (int         output,
                      const void *bytes,
                      gsize       length)
{
  const guint8 *at = bytes;

  while (length > 0)
    {
      gssize n = write (output, at, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }

  return TRUE;
}
