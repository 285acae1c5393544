/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinPracticeNotice:
 *
 * A line in the session's runtime folder that says where this portal is, while it runs.
 */
typedef struct _KinPracticeNotice KinPracticeNotice;

KinPracticeNotice *kin_practice_notice_new  (const char        *base);
void               kin_practice_notice_free (KinPracticeNotice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeNotice, kin_practice_notice_free)

G_END_DECLS
