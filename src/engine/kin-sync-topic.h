/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-portal.h"

G_BEGIN_DECLS

GStrv kin_sync_topic_dup_types     (KinPortal  *portal);
GStrv kin_sync_topic_dup_questions (const char *scope,
                                    gboolean    granted);

G_END_DECLS
