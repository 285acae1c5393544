/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_BILL (kin_bill_get_type ())

/**
 * KinBillLine:
 *
 * One amount of a bill and what it is. Either may be %NULL.
 */
typedef struct
{
  char *name;
  char *amount;
} KinBillLine;

/**
 * KinBill:
 *
 * A bill, a claim, an account, or what an insurance paid
 * (Invoice, Claim, Account, ExplanationOfBenefit …).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinBill, kin_bill, KIN, BILL, KinItem)

char      *kin_bill_dup_paid      (KinBill *self);
char      *kin_bill_dup_total     (KinBill *self);
char      *kin_bill_dup_clinic    (KinBill *self);
char      *kin_bill_dup_payer     (KinBill *self);
char      *kin_bill_dup_start     (KinBill *self);
char      *kin_bill_dup_end       (KinBill *self);
char      *kin_bill_dup_outcome   (KinBill *self);
GStrv      kin_bill_list_services (KinBill *self);
GStrv      kin_bill_list_notes    (KinBill *self);
GPtrArray *kin_bill_list_lines    (KinBill *self);
GPtrArray *kin_bill_list_totals   (KinBill *self);

G_END_DECLS
