/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include "kin-portal-error.h"
#include "kin-secret.h"

G_BEGIN_DECLS

/* What an id_token has to agree with. */
typedef struct
{
  const char *issuer;
  const char *client_id;
  const char *nonce;
  gint64      now;           /* seconds since 1970 */
} KinIdTokenRule;

gboolean  kin_id_token_check  (const char             *token,
                               GBytes                 *keys,
                               const KinIdTokenRule   *rule,
                               char                  **fhir_user,
                               GError                **error);

G_END_DECLS
