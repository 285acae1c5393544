/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_PERSON_STRIP (kin_person_strip_get_type ())

G_DECLARE_FINAL_TYPE (KinPersonStrip, kin_person_strip, KIN, PERSON_STRIP, GtkWidget)

void kin_person_strip_set_person (KinPersonStrip *self,
                                  KinPerson      *person,
                                  GListModel     *family);

G_END_DECLS
