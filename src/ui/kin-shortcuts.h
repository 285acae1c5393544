/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       kin_shortcuts_set_accels (GtkApplication *application);
void       kin_shortcuts_bind       (GtkWidgetClass *widget_class);
GtkWidget *kin_shortcuts_window_new (GtkWindow      *parent);

G_END_DECLS
