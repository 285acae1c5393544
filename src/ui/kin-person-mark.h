/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_PERSON_MARK (kin_person_mark_get_type ())

G_DECLARE_FINAL_TYPE (KinPersonMark, kin_person_mark, KIN, PERSON_MARK, AdwBin)

GtkWidget *kin_person_mark_new        (KinPerson     *person);
void       kin_person_mark_set_person (KinPersonMark *self,
                                       KinPerson     *person);
GtkWidget *kin_photo_new              (GBytes        *pixels);

G_END_DECLS
