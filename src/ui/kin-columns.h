/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_COLUMNS (kin_columns_get_type ())

G_DECLARE_FINAL_TYPE (KinColumns, kin_columns, KIN, COLUMNS, GtkWidget)

GtkWidget *kin_columns_new    (void);
void       kin_columns_append (KinColumns *self,
                               GtkWidget  *child);
void       kin_columns_set_single (KinColumns *self,
                                   gboolean    is_single);

G_END_DECLS
