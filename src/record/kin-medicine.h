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

/**
 * KinMedicineGroup:
 * @KIN_MEDICINE_NOW: the clinic calls it active
 * @KIN_MEDICINE_NOT_SURE: paused, planned, or the clinic does not say
 * @KIN_MEDICINE_EARLIER: it ended, or was not taken
 * @KIN_MEDICINE_HANDED_OUT: handed out or given at a time; that says nothing of today
 *
 * What a clinic says of a medicine today, in the order of a list. Nothing is concluded from dates.
 */
typedef enum
{
  KIN_MEDICINE_NOW,
  KIN_MEDICINE_NOT_SURE,
  KIN_MEDICINE_EARLIER,
  KIN_MEDICINE_HANDED_OUT,
} KinMedicineGroup;

KinMedicineGroup kin_medicine_choose_group (const char *kind,
                                            const char *status,
                                            const char *flag);
KinMedicineGroup kin_medicine_get_group    (KinItem    *item);

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
