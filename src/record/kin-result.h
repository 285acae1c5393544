/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-mark.h"
#include "kin-quantity.h"

G_BEGIN_DECLS

#define KIN_TYPE_RESULT (kin_result_get_type ())

/**
 * KinResultPart:
 *
 * One of several values that were measured together, such as the two of a
 * blood pressure. Any text but @name may be %NULL; @mark is what @interpretation says.
 */
typedef struct
{
  char    *name;
  char    *value;
  char    *reference_range;
  char    *interpretation;
  KinMark  mark;
} KinResultPart;

/**
 * KinResultMember:
 * @reference: (nullable): to a result, as the clinic wrote it
 * @name: (nullable): what the clinic calls it
 *
 * One of the results that a report is made of.
 */
typedef struct
{
  char *reference;
  char *name;
} KinResultMember;

/**
 * KinResult:
 *
 * One result of a test, one measurement, or a report that holds several
 * (Observation, DiagnosticReport).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinResult, kin_result, KIN, RESULT, KinItem)

char        *kin_result_dup_value           (KinResult *self);
KinQuantity *kin_result_dup_quantity        (KinResult *self);
char        *kin_result_dup_absent_reason   (KinResult *self);
char        *kin_result_dup_reference_range (KinResult *self);
char        *kin_result_dup_interpretation  (KinResult *self);
char        *kin_result_dup_conclusion      (KinResult *self);
char        *kin_result_dup_specimen        (KinResult *self);
char        *kin_result_dup_method          (KinResult *self);
char        *kin_result_dup_performer       (KinResult *self);
gboolean     kin_result_is_from_home        (KinResult *self);
char        *kin_result_dup_body_site       (KinResult *self);
GStrv        kin_result_list_notes          (KinResult *self);
GPtrArray   *kin_result_list_members        (KinResult *self);
GPtrArray   *kin_result_list_files          (KinResult *self);
GPtrArray   *kin_result_list_parts          (KinResult *self);

G_END_DECLS
