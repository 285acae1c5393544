/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-crash-point"

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "kin-crash-point.h"

#ifdef KIN_CRASH_POINTS
void
kin_crash_point (const char *name)
{
  static int passed = 0;
  const char *wanted = g_getenv ("KIN_CRASH_POINT");
  gsize length = strlen (name);
  int number = 1;

  if (wanted == NULL || !g_str_has_prefix (wanted, name))
    return;
  if (wanted[length] == ':')
    number = atoi (wanted + length + 1);
  else if (wanted[length] != '\0')
    return;

  if (g_atomic_int_add (&passed, 1) + 1 == number)
    raise (SIGKILL);
}
#endif
