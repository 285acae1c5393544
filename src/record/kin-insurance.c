/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-insurance"

#include "config.h"

#include "kin-insurance.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinInsurance, kin_insurance)

/**
 * kin_insurance_dup_payer:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who pays
 */
char *
kin_insurance_dup_payer (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("payor", "insurer"));
}

/**
 * kin_insurance_dup_plan:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): which plan
 */
char *
kin_insurance_dup_plan (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("class.name", "type"));
}

/**
 * kin_insurance_dup_member_number:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the number on the card
 */
char *
kin_insurance_dup_member_number (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("subscriberId", "identifier"));
}

/**
 * kin_insurance_dup_holder:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who took out the insurance
 */
char *
kin_insurance_dup_holder (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("subscriber", "policyHolder"));
}

/**
 * kin_insurance_dup_relationship:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what the person is to the holder
 */
char *
kin_insurance_dup_relationship (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("relationship"));
}

/**
 * kin_insurance_dup_start:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): from when
 */
char *
kin_insurance_dup_start (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("period.start"));
}

/**
 * kin_insurance_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): until when
 */
char *
kin_insurance_dup_end (KinInsurance *self)
{
  g_return_val_if_fail (KIN_IS_INSURANCE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("period.end"));
}
