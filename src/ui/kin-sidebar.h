/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-person.h"
#include "kin-section.h"

G_BEGIN_DECLS

/* In the place of a section: the first page of the record, and a page that is in none. */
#define KIN_PLACE_HOME (-1)
#define KIN_PLACE_ELSEWHERE (-2)

#define KIN_TYPE_SIDEBAR (kin_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (KinSidebar, kin_sidebar, KIN, SIDEBAR, GtkWidget)

void kin_sidebar_set_person (KinSidebar *self,
                             KinPerson  *person);
void kin_sidebar_set_place  (KinSidebar *self,
                             int         place);

G_END_DECLS
