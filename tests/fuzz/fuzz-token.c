/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-token"

#include "kin-token-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A grant that is made has a token, and a patient that fits into a path. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinGrant) grant = kin_token_read (body, "openid", &error);

  g_assert_true ((grant == NULL) == (error != NULL));
  if (grant == NULL)
    return 0;

  g_assert_nonnull (kin_grant_get_access_token (grant));
  g_assert_nonnull (kin_grant_get_scope (grant));
  if (kin_grant_get_patient (grant) != NULL)
    g_assert_true (kin_token_is_id (kin_grant_get_patient (grant)));

  return 0;
}
