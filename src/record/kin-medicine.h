/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_MEDICINE (kin_medicine_get_type ())

/**
 * KinMedicine:
 *
 * A medicine: prescribed, given, handed over or reported
 * (MedicationRequest, MedicationDispense, MedicationAdministration, MedicationStatement).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinMedicine, kin_medicine, KIN, MEDICINE, KinItem)

GStrv kin_medicine_list_instructions (KinMedicine *self);
char *kin_medicine_dup_dose          (KinMedicine *self);
char *kin_medicine_dup_route         (KinMedicine *self);
char *kin_medicine_dup_timing        (KinMedicine *self);
char *kin_medicine_dup_reason        (KinMedicine *self);
char *kin_medicine_dup_prescriber    (KinMedicine *self);
char *kin_medicine_dup_pharmacy      (KinMedicine *self);
char *kin_medicine_dup_quantity      (KinMedicine *self);
char *kin_medicine_dup_refills       (KinMedicine *self);
char *kin_medicine_dup_supply        (KinMedicine *self);
char *kin_medicine_dup_end           (KinMedicine *self);
GStrv kin_medicine_list_notes        (KinMedicine *self);

G_END_DECLS
