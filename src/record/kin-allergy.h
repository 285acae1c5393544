/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_ALLERGY (kin_allergy_get_type ())

/**
 * KinAllergy:
 *
 * An allergy or a reaction (AllergyIntolerance).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinAllergy, kin_allergy, KIN, ALLERGY, KinItem)

GStrv kin_allergy_list_reactions       (KinAllergy *self);
char *kin_allergy_dup_severity         (KinAllergy *self);
char *kin_allergy_dup_criticality      (KinAllergy *self);
char *kin_allergy_dup_kind_of_reaction (KinAllergy *self);
char *kin_allergy_dup_certainty        (KinAllergy *self);
char *kin_allergy_dup_onset            (KinAllergy *self);
char *kin_allergy_dup_last_time        (KinAllergy *self);
GStrv kin_allergy_list_notes           (KinAllergy *self);

G_END_DECLS
