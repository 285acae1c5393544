/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_HOME_SECTIONS (kin_home_sections_get_type ())

G_DECLARE_FINAL_TYPE (KinHomeSections, kin_home_sections, KIN, HOME_SECTIONS, GtkWidget)

void kin_home_sections_set_totals (KinHomeSections *self,
                                   GArray          *totals);
void kin_home_sections_set_simple (KinHomeSections *self,
                                   gboolean         is_simple);

G_END_DECLS
