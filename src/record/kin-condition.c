/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-condition"

#include "config.h"

#include "kin-condition.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinCondition, kin_condition)

/**
 * kin_condition_dup_onset:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it began: a date, an age or words
 */
char *
kin_condition_dup_onset (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("onset[x]"));
}

/**
 * kin_condition_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it ended: a date, an age or words
 */
char *
kin_condition_dup_end (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("abatement[x]"));
}

/**
 * kin_condition_dup_severity:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how severe
 */
char *
kin_condition_dup_severity (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("severity"));
}

/**
 * kin_condition_dup_body_site:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): where on the body
 */
char *
kin_condition_dup_body_site (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("bodySite"));
}

/**
 * kin_condition_dup_stage:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the stage
 */
char *
kin_condition_dup_stage (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("stage.summary"));
}

/**
 * kin_condition_dup_certainty:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how sure the clinic is
 */
char *
kin_condition_dup_certainty (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("verificationStatus"));
}

/**
 * kin_condition_dup_recorder:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who wrote it down
 */
char *
kin_condition_dup_recorder (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("recorder", "asserter"));
}

/**
 * kin_condition_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_condition_list_notes (KinCondition *self)
{
  g_return_val_if_fail (KIN_IS_CONDITION (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}
