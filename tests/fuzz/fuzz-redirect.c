/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-redirect"

#include "kin-redirect-private.h"

#define STATE "the-state"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A request that is believed has the state, and either a code or an error. */
static void
check_answer (GHashTable *answer)
{
  g_assert_cmpstr (g_hash_table_lookup (answer, "state"), ==, STATE);
  g_assert_true (g_hash_table_contains (answer, "code")
                 != g_hash_table_contains (answer, "error"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (KinSecret) state = kin_secret_new_text (STATE);
  g_autofree char *bytes = g_memdup2 (data, size);
  g_autoptr (GHashTable) answer = NULL;
  g_autoptr (GHashTable) pasted = NULL;
  g_autofree char *line = g_strndup ((const char *) data, size);
  const char *addresses[] = { "http://127.0.0.1:8400/callback", NULL };
  KinRedirectRule rule = { "127.0.0.1:8400", "/callback", state };

  /* A copy is exactly as long as it is: reading past its end is found. */
  if (size == 0)
    return 0;
  if (kin_redirect_read (&rule, bytes, size, &answer) == KIN_REDIRECT_GOOD)
    check_answer (answer);
  else
    g_assert_null (answer);
  if (kin_redirect_read_line (addresses, state, line, &pasted) == KIN_REDIRECT_GOOD)
    check_answer (pasted);
  else
    g_assert_null (pasted);

  return 0;
}
