/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-merge.h"

G_BEGIN_DECLS

const char *kin_match_to_words (KinMatch    match,
                                KinMatch    by_name,
                                const char *here_born,
                                const char *there_born);
const char *kin_merge_to_words (KinMerge    merge);

G_END_DECLS
