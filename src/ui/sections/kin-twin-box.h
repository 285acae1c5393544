/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_TWIN_BOX (kin_twin_box_get_type ())

G_DECLARE_FINAL_TYPE (KinTwinBox, kin_twin_box, KIN, TWIN_BOX, GtkWidget)

GtkWidget *kin_twin_box_new (KinPerson *person,
                             KinItem   *item);

G_END_DECLS
