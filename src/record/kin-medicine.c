/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-medicine"

#include "config.h"

#include "kin-item-private.h"
#include "kin-medicine.h"
#include "kin-path-private.h"
#include "kin-summary.h"

KIN_DEFINE_VIEW (KinMedicine, kin_medicine)

/* https://hl7.org/fhir/R4/valueset-medicationrequest-status.html and
 * https://hl7.org/fhir/R4/valueset-medication-statement-status.html */
static const char *const earlier[] = { "completed", "stopped", "cancelled", "ended", "not-taken",
                                       NULL };

/**
 * kin_medicine_choose_group:
 * @kind: its FHIR type
 * @status: (nullable): what the clinic says of it
 * @flag: (nullable): as kin_item_get_flag()
 *
 * Returns: where it stands in a list of medicines
 */
KinMedicineGroup
kin_medicine_choose_group (const char *kind,
                           const char *status,
                           const char *flag)
{
  g_return_val_if_fail (kind != NULL, KIN_MEDICINE_NOT_SURE);

  if (g_str_equal (kind, "MedicationDispense") || g_str_equal (kind, "MedicationAdministration"))
    return KIN_MEDICINE_HANDED_OUT;
  if (status == NULL || g_strcmp0 (flag, KIN_FLAG_NOT_KNOWN) == 0)
    return KIN_MEDICINE_NOT_SURE;
  if (g_str_equal (status, "active"))
    return KIN_MEDICINE_NOW;

  return g_strv_contains (earlier, status) ? KIN_MEDICINE_EARLIER : KIN_MEDICINE_NOT_SURE;
}

/**
 * kin_medicine_get_group:
 * @item: an item of the medicines
 *
 * Returns: where it stands in a list of medicines
 */
KinMedicineGroup
kin_medicine_get_group (KinItem *item)
{
  g_return_val_if_fail (KIN_IS_ITEM (item), KIN_MEDICINE_NOT_SURE);

  return kin_medicine_choose_group (kin_item_get_kind (item), kin_item_get_status (item),
                                    kin_item_get_flag (item));
}

/**
 * kin_medicine_list_instructions:
 * @self: an item
 *
 * Returns: (transfer full): how to take it, as written
 */
GStrv
kin_medicine_list_instructions (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_item_list_first (KIN_ITEM (self),
                              KIN_PATHS ("dosageInstruction.text", "dosage.text",
                                         "dosageInstruction.patientInstruction",
                                         "dosage.patientInstruction"));
}

/**
 * kin_medicine_dup_dose:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the amount of one dose
 */
char *
kin_medicine_dup_dose (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dosageInstruction.doseAndRate.dose[x]",
                                       "dosage.doseAndRate.dose[x]", "dosage.dose"));
}

/**
 * kin_medicine_dup_route:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): by which way
 */
char *
kin_medicine_dup_route (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dosageInstruction.route", "dosage.route"));
}

/**
 * kin_medicine_dup_timing:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when, as a code or words of the clinic
 */
char *
kin_medicine_dup_timing (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dosageInstruction.timing.code", "dosage.timing.code"));
}

/**
 * kin_medicine_dup_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what it is for
 */
char *
kin_medicine_dup_reason (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reasonCode", "reasonReference"));
}

/**
 * kin_medicine_dup_prescriber:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who prescribed, gave or reported it
 */
char *
kin_medicine_dup_prescriber (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("requester", "authorizingPrescription", "informationSource",
                                       "performer.actor"));
}

/**
 * kin_medicine_dup_pharmacy:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): where it is handed over
 */
char *
kin_medicine_dup_pharmacy (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dispenseRequest.performer", "location", "destination"));
}

/**
 * kin_medicine_dup_quantity:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how much is handed over at a time
 */
char *
kin_medicine_dup_quantity (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("quantity", "dispenseRequest.quantity"));
}

/**
 * kin_medicine_dup_refills:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how often it may be handed over again
 */
char *
kin_medicine_dup_refills (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dispenseRequest.numberOfRepeatsAllowed"));
}

/**
 * kin_medicine_dup_supply:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how long that lasts
 */
char *
kin_medicine_dup_supply (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("daysSupply", "dispenseRequest.expectedSupplyDuration"));
}

/**
 * kin_medicine_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it ended or the prescription runs out
 */
char *
kin_medicine_dup_end (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("effectivePeriod.end",
                                       "dispenseRequest.validityPeriod.end"));
}

/**
 * kin_medicine_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_medicine_list_notes (KinMedicine *self)
{
  g_return_val_if_fail (KIN_IS_MEDICINE (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}
