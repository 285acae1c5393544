/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_FORMS_BOX (kin_forms_box_get_type ())

G_DECLARE_FINAL_TYPE (KinFormsBox, kin_forms_box, KIN, FORMS_BOX, GtkWidget)

GtkWidget *kin_forms_box_new (KinPerson *person,
                              KinItem   *item);

G_END_DECLS
