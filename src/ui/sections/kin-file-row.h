/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_FILE_ROW (kin_file_row_get_type ())

G_DECLARE_FINAL_TYPE (KinFileRow, kin_file_row, KIN, FILE_ROW, GtkWidget)

GtkWidget *kin_file_row_new (const char *kind,
                             GBytes     *bytes,
                             gboolean    is_shown);

G_END_DECLS
