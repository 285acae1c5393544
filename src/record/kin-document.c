/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-document"

#include "config.h"

#include "kin-document-file.h"
#include "kin-document.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinDocument, kin_document)

/**
 * kin_document_dup_kind_of_document:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what kind of document
 */
char *
kin_document_dup_kind_of_document (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("type", "code"));
}

/**
 * kin_document_dup_description:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what it is about
 */
char *
kin_document_dup_description (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("description"));
}

/**
 * kin_document_dup_author:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who wrote it
 */
char *
kin_document_dup_author (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("author", "performer", "authenticator"));
}

/**
 * kin_document_dup_clinic:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who keeps it
 */
char *
kin_document_dup_clinic (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("custodian"));
}

/**
 * kin_document_dup_filed:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it was filed, which is not when it happened
 */
char *
kin_document_dup_filed (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("date", "issued"));
}

/**
 * kin_document_list_files:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinDocumentFile): its forms: the same
 *   document as PDF, as text …
 */
GPtrArray *
kin_document_list_files (KinDocument *self)
{
  g_return_val_if_fail (KIN_IS_DOCUMENT (self), NULL);

  return kin_document_file_list (kin_item_get_node (KIN_ITEM (self)));
}
