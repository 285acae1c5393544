/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_TESTS_BOX (kin_tests_box_get_type ())

G_DECLARE_FINAL_TYPE (KinTestsBox, kin_tests_box, KIN, TESTS_BOX, GtkWidget)

GtkWidget *kin_tests_box_new (KinPerson *person,
                              KinItem   *item);

G_END_DECLS
