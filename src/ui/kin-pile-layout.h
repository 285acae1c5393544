/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_PILE_LAYOUT (kin_pile_layout_get_type ())

G_DECLARE_FINAL_TYPE (KinPileLayout, kin_pile_layout, KIN, PILE_LAYOUT, GtkLayoutManager)

GtkLayoutManager *kin_pile_layout_new (int spacing);

G_END_DECLS
