/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-blue-button"

#include "kin-blue-button.h"
#include "kin-bundle.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever the text is, what comes of it is a Bundle. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) record = kin_blue_button_read (bytes);
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return 0;

  bundle = kin_bundle_new (record, &error);
  g_assert_no_error (error);

  return 0;
}
