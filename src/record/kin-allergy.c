/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-allergy"

#include "config.h"

#include "kin-allergy.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinAllergy, kin_allergy)

/**
 * kin_allergy_list_reactions:
 * @self: an item
 *
 * Returns: (transfer full): what happened
 */
GStrv
kin_allergy_list_reactions (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "reaction.manifestation");
}

/**
 * kin_allergy_dup_severity:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how severe the reaction was
 */
char *
kin_allergy_dup_severity (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reaction.severity"));
}

/**
 * kin_allergy_dup_criticality:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how dangerous another one may be
 */
char *
kin_allergy_dup_criticality (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("criticality"));
}

/**
 * kin_allergy_dup_kind_of_reaction:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): allergy or intolerance
 */
char *
kin_allergy_dup_kind_of_reaction (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("type"));
}

/**
 * kin_allergy_dup_certainty:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how sure the clinic is
 */
char *
kin_allergy_dup_certainty (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("verificationStatus"));
}

/**
 * kin_allergy_dup_onset:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it began: a date, an age or words
 */
char *
kin_allergy_dup_onset (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("onset[x]"));
}

/**
 * kin_allergy_dup_last_time:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it happened last
 */
char *
kin_allergy_dup_last_time (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("lastOccurrence"));
}

/**
 * kin_allergy_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_allergy_list_notes (KinAllergy *self)
{
  g_return_val_if_fail (KIN_IS_ALLERGY (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}
