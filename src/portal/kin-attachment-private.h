/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-answer.h"
#include "kin-request-private.h"

G_BEGIN_DECLS

KinAnswer *kin_attachment_read  (KinReply    *reply,
                                 const char  *accept,
                                 gint64       size,
                                 GError     **error);

G_END_DECLS
