/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_DATE_FIELDS (kin_date_fields_get_type ())

G_DECLARE_FINAL_TYPE (KinDateFields, kin_date_fields, KIN, DATE_FIELDS, GtkWidget)

char *kin_date_fields_dup_date (KinDateFields *self);
char *kin_date_fields_dup_day  (KinDateFields *self);
void  kin_date_fields_set_date (KinDateFields *self,
                                const char    *date);

G_END_DECLS
