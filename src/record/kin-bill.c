/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bill"

#include "config.h"

#include "kin-bill.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinBill, kin_bill)

/**
 * kin_bill_dup_paid:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what the insurance paid
 */
char *
kin_bill_dup_paid (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("payment.amount", "paymentAmount"));
}

/**
 * kin_bill_dup_total:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what it came to
 */
char *
kin_bill_dup_total (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("total", "totalGross", "totalNet", "priceOverride"));
}

/**
 * kin_bill_dup_clinic:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who did it
 */
char *
kin_bill_dup_clinic (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("provider", "issuer", "owner", "facility"));
}

/**
 * kin_bill_dup_payer:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): who pays
 */
char *
kin_bill_dup_payer (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("insurer", "insurance.coverage", "paymentIssuer"));
}

/**
 * kin_bill_dup_start:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): first day of what was done
 */
char *
kin_bill_dup_start (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("billablePeriod.start", "servicePeriod.start",
                                       "occurrencePeriod.start", "occurrenceDateTime"));
}

/**
 * kin_bill_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): last day of what was done
 */
char *
kin_bill_dup_end (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("billablePeriod.end", "servicePeriod.end",
                                       "occurrencePeriod.end"));
}

/**
 * kin_bill_dup_outcome:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how it was settled
 */
char *
kin_bill_dup_outcome (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("disposition", "outcome"));
}

/**
 * kin_bill_list_services:
 * @self: an item
 *
 * Returns: (transfer full): what was done
 */
GStrv
kin_bill_list_services (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_item_list_first (KIN_ITEM (self),
                              KIN_PATHS ("item.productOrService", "lineItem.chargeItem[x]"));
}

/**
 * kin_bill_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): what the sender wrote beside the numbers
 */
GStrv
kin_bill_list_notes (KinBill *self)
{
  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  return kin_item_list_first (KIN_ITEM (self),
                              KIN_PATHS ("note", "processNote.text", "description"));
}

static void
bill_line_free (gpointer data)
{
  KinBillLine *line = data;

  g_free (line->name);
  g_free (line->amount);
  g_free (line);
}

static gboolean
take_line (KinJsonNode node,
           gpointer    user_data)
{
  GPtrArray *lines = user_data;
  KinBillLine *line = g_new0 (KinBillLine, 1);

  line->name = kin_path_dup_text (node, KIN_PATHS ("productOrService", "chargeItem[x]", "category",
                                                   "type"));
  line->amount = kin_path_dup_text (node, KIN_PATHS ("net", "amount", "priceComponent.amount"));
  if (line->name != NULL || line->amount != NULL)
    g_ptr_array_add (lines, line);
  else
    bill_line_free (line);

  return FALSE;
}

/**
 * kin_bill_list_lines:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinBillLine): what was done, each with
 *   what it cost
 */
GPtrArray *
kin_bill_list_lines (KinBill *self)
{
  GPtrArray *lines;

  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  lines = g_ptr_array_new_with_free_func (bill_line_free);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "item", take_line, lines);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "lineItem", take_line, lines);

  return lines;
}

/**
 * kin_bill_list_totals:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinBillLine): the sums by their kind:
 *   submitted, what the insurance covers, what is left to the person …
 */
GPtrArray *
kin_bill_list_totals (KinBill *self)
{
  GPtrArray *lines;

  g_return_val_if_fail (KIN_IS_BILL (self), NULL);

  lines = g_ptr_array_new_with_free_func (bill_line_free);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "total", take_line, lines);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "totalPriceComponent", take_line, lines);

  return lines;
}
