/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (* KinShortcutWords) (const char *group,
                                   const char *words,
                                   const char *keys,
                                   gpointer    user_data);

void kin_shortcuts_set_accels (GtkApplication   *application);
void kin_shortcuts_bind       (GtkWidgetClass   *widget_class);
void kin_shortcuts_describe   (GtkWindow        *window,
                               KinShortcutWords  describe,
                               gpointer          user_data);

G_END_DECLS
