/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-result"

#include "config.h"

#include "kin-document-file.h"
#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-reference.h"
#include "kin-result.h"

KIN_DEFINE_VIEW (KinResult, kin_result)

/**
 * kin_result_dup_value:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the value with its unit, digits as sent
 */
char *
kin_result_dup_value (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("value[x]"));
}

/**
 * kin_result_dup_absent_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why there is no value
 */
char *
kin_result_dup_absent_reason (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("dataAbsentReason"));
}

/**
 * kin_result_dup_reference_range:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what the laboratory calls usual, as sent
 */
char *
kin_result_dup_reference_range (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("referenceRange.text", "referenceRange"));
}

/**
 * kin_result_dup_interpretation:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how the laboratory marked it, in its words
 */
char *
kin_result_dup_interpretation (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("interpretation"));
}

/**
 * kin_result_dup_conclusion:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what the report says in sum
 */
char *
kin_result_dup_conclusion (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("conclusion", "conclusionCode"));
}

/**
 * kin_result_dup_specimen:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what was examined
 */
char *
kin_result_dup_specimen (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("specimen"));
}

/**
 * kin_result_dup_method:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how
 */
char *
kin_result_dup_method (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("method"));
}

/**
 * kin_result_dup_performer:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who examined it
 */
char *
kin_result_dup_performer (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("performer", "resultsInterpreter"));
}

static gboolean
is_no_clinic (KinJsonNode node,
              gpointer    unused)
{
  g_autoptr (KinReference) reference = kin_reference_from_node (node);

  return g_strcmp0 (reference->type, "Patient") == 0 ||
         g_strcmp0 (reference->type, "RelatedPerson") == 0;
}

/**
 * kin_result_is_from_home:
 * @self: an item
 *
 * Returns: whether the person, or somebody close, is among those who took it
 */
gboolean
kin_result_is_from_home (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), FALSE);

  return kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "performer", is_no_clinic, NULL);
}

/**
 * kin_result_dup_body_site:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): where on the body
 */
char *
kin_result_dup_body_site (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("bodySite"));
}

/**
 * kin_result_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it
 */
GStrv
kin_result_list_notes (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}

static void
member_free (KinResultMember *member)
{
  g_free (member->reference);
  g_free (member->name);
  g_free (member);
}

/**
 * kin_result_list_members:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinResultMember): the results that it is made of
 */
GPtrArray *
kin_result_list_members (KinResult *self)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  KinJsonNode node, list;
  KinJsonIter iter;

  g_return_val_if_fail (KIN_IS_RESULT (self), members);

  node = kin_item_get_node (KIN_ITEM (self));
  list = kin_json_node_get (node, "result");
  if (!kin_json_node_exists (list))
    list = kin_json_node_get (node, "hasMember");
  kin_json_iter_init (&iter, list);
  while (kin_json_iter_next (&iter, NULL, &node))
    {
      KinResultMember *member = g_new0 (KinResultMember, 1);

      member->reference = kin_json_node_dup_string (kin_json_node_get (node, "reference"));
      member->name = kin_json_node_dup_string (kin_json_node_get (node, "display"));
      g_ptr_array_add (members, member);
    }

  return members;
}

/**
 * kin_result_list_files:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the report as a document
 */
GPtrArray *
kin_result_list_files (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_document_file_list (kin_item_get_node (KIN_ITEM (self)));
}

/**
 * kin_result_dup_quantity:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): the value as an amount, when it is one
 */
KinQuantity *
kin_result_dup_quantity (KinResult *self)
{
  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  return kin_quantity_new (kin_json_node_get (kin_item_get_node (KIN_ITEM (self)),
                                              "valueQuantity"));
}

static void
result_part_free (gpointer data)
{
  KinResultPart *part = data;

  g_free (part->name);
  g_free (part->value);
  g_free (part->reference_range);
  g_free (part->interpretation);
  g_free (part);
}

static gboolean
take_part (KinJsonNode node,
           gpointer    user_data)
{
  GPtrArray *parts = user_data;
  KinResultPart *part = g_new0 (KinResultPart, 1);

  part->name = kin_path_dup_text (node, KIN_PATHS ("code"));
  part->value = kin_path_dup_text (node, KIN_PATHS ("value[x]", "dataAbsentReason"));
  part->reference_range = kin_path_dup_text (node, KIN_PATHS ("referenceRange.text",
                                                              "referenceRange"));
  part->interpretation = kin_path_dup_text (node, KIN_PATHS ("interpretation"));
  part->mark = kin_mark_from_node (kin_json_node_get (node, "interpretation"));
  if (part->name == NULL)
    part->name = g_strdup ("—");
  g_ptr_array_add (parts, part);

  return FALSE;
}

/**
 * kin_result_list_parts:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinResultPart): the values that were
 *   measured together
 */
GPtrArray *
kin_result_list_parts (KinResult *self)
{
  GPtrArray *parts;

  g_return_val_if_fail (KIN_IS_RESULT (self), NULL);

  parts = g_ptr_array_new_with_free_func (result_part_free);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "component", take_part, parts);

  return parts;
}
