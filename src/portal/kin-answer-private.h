/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-answer.h"

G_BEGIN_DECLS

KinAnswer *kin_answer_new (KinBundle  *bundle,
                           GBytes     *bytes,
                           const char *content_type,
                           gint64      server_time,
                           const char *etag);

G_END_DECLS
