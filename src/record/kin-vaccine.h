/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_VACCINE (kin_vaccine_get_type ())

/**
 * KinVaccine:
 *
 * A vaccination, given or not (Immunization).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinVaccine, kin_vaccine, KIN, VACCINE, KinItem)

char *kin_vaccine_dup_dose_number      (KinVaccine *self);
char *kin_vaccine_dup_series_doses     (KinVaccine *self);
char *kin_vaccine_dup_lot              (KinVaccine *self);
char *kin_vaccine_dup_maker            (KinVaccine *self);
char *kin_vaccine_dup_body_site        (KinVaccine *self);
char *kin_vaccine_dup_performer        (KinVaccine *self);
char *kin_vaccine_dup_reason_not_given (KinVaccine *self);
GStrv kin_vaccine_list_diseases        (KinVaccine *self);
GStrv kin_vaccine_list_notes           (KinVaccine *self);

G_END_DECLS
