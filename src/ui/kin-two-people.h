/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-identity.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_TWO_PEOPLE (kin_two_people_get_type ())

G_DECLARE_FINAL_TYPE (KinTwoPeople, kin_two_people, KIN, TWO_PEOPLE, GtkWidget)

void kin_two_people_show (KinTwoPeople *self,
                          KinPerson    *here,
                          const char   *from,
                          KinIdentity  *there);

G_END_DECLS
