/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-rtf"

#include <string.h>

#include "kin-decode-rtf.h"

#define MOST 1000

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever the file says, what comes is text, and no more than a sign or two above the measure. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *words = NULL;

  if (!kin_decode_is_rtf (bytes))
    return 0;

  words = kin_decode_rtf_to_words (bytes, MOST);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpuint (strlen (words), <, MOST + 16);

  return 0;
}
