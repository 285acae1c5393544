/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_INSURANCE (kin_insurance_get_type ())

/**
 * KinInsurance:
 *
 * An insurance (Coverage, CoverageEligibilityResponse).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinInsurance, kin_insurance, KIN, INSURANCE, KinItem)

char *kin_insurance_dup_payer         (KinInsurance *self);
char *kin_insurance_dup_plan          (KinInsurance *self);
char *kin_insurance_dup_member_number (KinInsurance *self);
char *kin_insurance_dup_holder        (KinInsurance *self);
char *kin_insurance_dup_relationship  (KinInsurance *self);
char *kin_insurance_dup_start         (KinInsurance *self);
char *kin_insurance_dup_end           (KinInsurance *self);

G_END_DECLS
