/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-request-private.h"

G_BEGIN_DECLS

char     *kin_outcome_dup_code  (GBytes    *body);
gboolean  kin_reply_check       (KinReply  *reply,
                                 GError   **error);

G_END_DECLS
