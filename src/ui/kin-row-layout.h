/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_ROW_LAYOUT (kin_row_layout_get_type ())

G_DECLARE_FINAL_TYPE (KinRowLayout, kin_row_layout, KIN, ROW_LAYOUT, GtkLayoutManager)

GtkLayoutManager *kin_row_layout_new (int spacing);

G_END_DECLS
