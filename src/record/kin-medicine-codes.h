/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

void     kin_medicine_codes_append   (KinJsonNode  medicine,
                                      GString     *codes);
gboolean kin_medicine_codes_is_parts (const char  *code);

G_END_DECLS
