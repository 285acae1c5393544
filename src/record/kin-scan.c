/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-scan"

#include "config.h"

#include "kin-document-file.h"
#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-scan.h"

KIN_DEFINE_VIEW (KinScan, kin_scan)

/**
 * kin_scan_dup_conclusion:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what was seen, in the words of the report
 */
char *
kin_scan_dup_conclusion (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("conclusion", "conclusionCode", "value[x]", "note"));
}

/**
 * kin_scan_dup_modality:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the kind of machine
 */
char *
kin_scan_dup_modality (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("modality", "series.modality"));
}

/**
 * kin_scan_dup_body_site:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): which part of the body
 */
char *
kin_scan_dup_body_site (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("bodySite", "series.bodySite"));
}

/**
 * kin_scan_dup_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why it was made
 */
char *
kin_scan_dup_reason (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reasonCode"));
}

/**
 * kin_scan_dup_performer:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who read or made it
 */
char *
kin_scan_dup_performer (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("resultsInterpreter", "performer", "operator",
                                       "interpreter"));
}

/**
 * kin_scan_list_files:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the report and pictures
 */
GPtrArray *
kin_scan_list_files (KinScan *self)
{
  g_return_val_if_fail (KIN_IS_SCAN (self), NULL);

  return kin_document_file_list (kin_item_get_node (KIN_ITEM (self)));
}
