/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-message"

#include "config.h"

#include "kin-document-file.h"
#include "kin-item-private.h"
#include "kin-message.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinMessage, kin_message)

/**
 * kin_message_dup_topic:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what it is about
 */
char *
kin_message_dup_topic (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("topic", "reasonCode", "category"));
}

/**
 * kin_message_dup_sender:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who wrote it
 */
char *
kin_message_dup_sender (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("sender"));
}

/**
 * kin_message_list_recipients:
 * @self: an item
 *
 * Returns: (transfer full): to whom
 */
GStrv
kin_message_list_recipients (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "recipient");
}

/**
 * kin_message_list_paragraphs:
 * @self: an item
 *
 * Returns: (transfer full): what it says
 */
GStrv
kin_message_list_paragraphs (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_item_list_first (KIN_ITEM (self),
                              KIN_PATHS ("payload.contentString",
                                         "payload.contentCodeableConcept"));
}

/**
 * kin_message_dup_sent:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it was sent
 */
char *
kin_message_dup_sent (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("sent"));
}

/**
 * kin_message_dup_received:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it arrived
 */
char *
kin_message_dup_received (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("received"));
}

/**
 * kin_message_dup_answers:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the message that it answers
 */
char *
kin_message_dup_answers (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("inResponseTo.reference"));
}

/**
 * kin_message_list_files:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinDocumentFile): what is enclosed
 */
GPtrArray *
kin_message_list_files (KinMessage *self)
{
  g_return_val_if_fail (KIN_IS_MESSAGE (self), NULL);

  return kin_document_file_list (kin_item_get_node (KIN_ITEM (self)));
}
