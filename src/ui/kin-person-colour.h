/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KIN_N_PERSON_COLOURS:
 *
 * How many colours with a pattern there are.
 */
#define KIN_N_PERSON_COLOURS 7

const char *kin_person_colour_get_id    (guint       number);
const char *kin_person_colour_get_words (guint       number);
const char *kin_person_colour_get_class (const char *id);
const char *kin_person_get_class        (KinPerson  *person);
char       *kin_person_get_initials     (KinPerson  *person);

G_END_DECLS
