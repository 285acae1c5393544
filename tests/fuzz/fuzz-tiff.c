/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-tiff"

#include "kin-decode-tiff.h"

#define MOST_PAGES 50

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever the file says, each page that was counted is there, and as long as the file. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  guint n_pages = kin_decode_tiff_count (bytes, MOST_PAGES);

  g_assert_cmpuint (n_pages, <=, MOST_PAGES);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (GBytes) page = kin_decode_tiff_page (bytes, i);

      g_assert_nonnull (page);
      g_assert_cmpuint (g_bytes_get_size (page), ==, size);
    }

  return 0;
}
