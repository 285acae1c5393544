/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_ICON (kin_icon_get_type ())

G_DECLARE_FINAL_TYPE (KinIcon, kin_icon, KIN, ICON, GObject)

GdkPaintable *kin_icon_new  (const char *name);
void          kin_icon_show (GtkImage   *image,
                             const char *name);

G_END_DECLS
