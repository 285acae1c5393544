/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-time"

#include <string.h>

#include "kin-time.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* What was read can be written, and reads as the same time again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  g_autofree char *key = NULL;
  KinTime time, again;

  if (!kin_time_parse (text, &time))
    return 0;

  key = kin_time_to_key (&time);
  written = kin_time_to_string (&time);
  g_assert_cmpuint (strlen (key), <=, KIN_TIME_KEY_LENGTH);
  g_assert_true (kin_time_parse (written, &again));
  g_assert_cmpint (kin_time_compare (&time, &again), ==, 0);
  g_assert_cmpint (again.precision, ==, time.precision);
  g_assert_cmpint (again.day, ==, time.day);

  return 0;
}
