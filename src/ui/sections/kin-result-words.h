/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-result.h"

G_BEGIN_DECLS

void kin_result_add_sentences (KinResult *result,
                               GDateTime *now,
                               GPtrArray *parts);

G_END_DECLS
