/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_PANE (kin_pane_get_type ())

G_DECLARE_FINAL_TYPE (KinPane, kin_pane, KIN, PANE, GtkWidget)

G_END_DECLS
