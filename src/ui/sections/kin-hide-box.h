/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_HIDE_BOX (kin_hide_box_get_type ())

G_DECLARE_FINAL_TYPE (KinHideBox, kin_hide_box, KIN, HIDE_BOX, GtkWidget)

GtkWidget *kin_hide_box_new    (KinPerson  *person,
                                KinItem    *item);
void       kin_hide_box_update (KinHideBox *self);
gboolean   kin_hide_box_undo   (KinHideBox *self);

G_END_DECLS
