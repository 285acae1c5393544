/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_WIDE_BUTTON (kin_wide_button_get_type ())

G_DECLARE_FINAL_TYPE (KinWideButton, kin_wide_button, KIN, WIDE_BUTTON, GtkButton)

GtkWidget *kin_wide_button_new (const char *words);

G_END_DECLS
