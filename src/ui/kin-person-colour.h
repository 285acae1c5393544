/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-colours.h"
#include "kin-person.h"

G_BEGIN_DECLS

const char *kin_person_colour_get_words (guint       number);
const char *kin_person_colour_get_class (const char *id);
const char *kin_person_get_class        (KinPerson  *person);
char       *kin_person_get_initials     (KinPerson  *person);

G_END_DECLS
