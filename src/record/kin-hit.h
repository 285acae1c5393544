/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_HIT (kin_hit_get_type ())

G_DECLARE_FINAL_TYPE (KinHit, kin_hit, KIN, HIT, GObject)

KinHit     *kin_hit_new           (KinItem    *item,
                                   const char *extract,
                                   gboolean    in_letter);
KinItem    *kin_hit_get_item      (KinHit     *self);
const char *kin_hit_get_extract   (KinHit     *self);
gboolean    kin_hit_get_in_letter (KinHit     *self);

G_END_DECLS
