/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-vaccine"

#include "config.h"

#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-vaccine.h"

KIN_DEFINE_VIEW (KinVaccine, kin_vaccine)

/**
 * kin_vaccine_dup_dose_number:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): which dose of the series
 */
char *
kin_vaccine_dup_dose_number (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("protocolApplied.doseNumber[x]"));
}

/**
 * kin_vaccine_dup_series_doses:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how many doses the series has
 */
char *
kin_vaccine_dup_series_doses (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("protocolApplied.seriesDoses[x]"));
}

/**
 * kin_vaccine_list_diseases:
 * @self: an item
 *
 * Returns: (transfer full): against what, often against several
 */
GStrv
kin_vaccine_list_diseases (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "protocolApplied.targetDisease");
}

/**
 * kin_vaccine_dup_lot:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the lot number
 */
char *
kin_vaccine_dup_lot (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("lotNumber"));
}

/**
 * kin_vaccine_dup_maker:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who made it
 */
char *
kin_vaccine_dup_maker (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("manufacturer"));
}

/**
 * kin_vaccine_dup_body_site:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): where on the body
 */
char *
kin_vaccine_dup_body_site (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("site"));
}

/**
 * kin_vaccine_dup_performer:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who gave it, or where
 */
char *
kin_vaccine_dup_performer (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("performer.actor", "location"));
}

/**
 * kin_vaccine_dup_reason_not_given:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why it was not given
 */
char *
kin_vaccine_dup_reason_not_given (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("statusReason"));
}

/**
 * kin_vaccine_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_vaccine_list_notes (KinVaccine *self)
{
  g_return_val_if_fail (KIN_IS_VACCINE (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}
