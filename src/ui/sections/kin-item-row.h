/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-hit.h"

G_BEGIN_DECLS

#define KIN_TYPE_ITEM_ROW (kin_item_row_get_type ())

G_DECLARE_FINAL_TYPE (KinItemRow, kin_item_row, KIN, ITEM_ROW, GtkWidget)

GtkWidget  *kin_item_row_new       (void);
const char *kin_item_row_why_empty (KinItem    *item);
void        kin_item_row_set_item  (KinItemRow *self,
                                    KinItem    *item,
                                    gboolean    is_from_file);
void        kin_item_row_set_hit   (KinItemRow *self,
                                    KinHit     *hit,
                                    gboolean    is_from_file,
                                    const char *words);
void        kin_item_row_set_group (KinItemRow *self,
                                    const char *group);

G_END_DECLS
