/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-quantity.h"

G_BEGIN_DECLS

char    *kin_amount_to_words  (KinJsonNode        amount);
char    *kin_span_to_words    (KinJsonNode        low,
                               KinJsonNode        high);
GStrv    kin_range_list_words (KinJsonNode        ranges);
gboolean kin_units_are_same   (const KinQuantity *one,
                               const KinQuantity *other);

G_END_DECLS
