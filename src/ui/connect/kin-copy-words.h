/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person-copies.h"

G_BEGIN_DECLS

char *kin_copy_due_to_words   (const KinAskedCopy *copy,
                               GDateTime          *now);
char *kin_copy_need_to_words  (const KinAskedCopy *copy,
                               GDateTime          *now);

G_END_DECLS
