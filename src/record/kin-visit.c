/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-visit"

#include "config.h"

#include "kin-document-file.h"
#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-visit.h"

KIN_DEFINE_VIEW (KinVisit, kin_visit)

/**
 * kin_visit_dup_start:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it began
 */
char *
kin_visit_dup_start (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("period.start", "performedPeriod.start", "performedDateTime",
                                       "context.period.start", "effective[x]"));
}

/**
 * kin_visit_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it ended
 */
char *
kin_visit_dup_end (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("period.end", "performedPeriod.end", "context.period.end"));
}

/**
 * kin_visit_dup_manner:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): at the clinic, at home, as an emergency …
 */
char *
kin_visit_dup_manner (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("class", "category"));
}

/**
 * kin_visit_dup_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why
 */
char *
kin_visit_dup_reason (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reasonCode", "reasonReference"));
}

/**
 * kin_visit_dup_place:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): where
 */
char *
kin_visit_dup_place (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("location.location", "location", "facility",
                                       "context.facilityType"));
}

/**
 * kin_visit_dup_clinic:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): which clinic
 */
char *
kin_visit_dup_clinic (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("serviceProvider", "custodian"));
}

/**
 * kin_visit_list_people:
 * @self: an item
 *
 * Returns: (transfer full): who took part
 */
GStrv
kin_visit_list_people (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_item_list_first (KIN_ITEM (self),
                              KIN_PATHS ("participant.individual", "performer.actor", "author"));
}

/**
 * kin_visit_list_diagnoses:
 * @self: an item
 *
 * Returns: (transfer full): what was found
 */
GStrv
kin_visit_list_diagnoses (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "diagnosis.condition");
}

/**
 * kin_visit_dup_outcome:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how it ended
 */
char *
kin_visit_dup_outcome (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("outcome", "hospitalization.dischargeDisposition",
                                       "conclusion"));
}

/**
 * kin_visit_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_visit_list_notes (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}

/**
 * kin_visit_list_files:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the note as a document
 */
GPtrArray *
kin_visit_list_files (KinVisit *self)
{
  g_return_val_if_fail (KIN_IS_VISIT (self), NULL);

  return kin_document_file_list (kin_item_get_node (KIN_ITEM (self)));
}
