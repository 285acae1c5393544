/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONDITION (kin_condition_get_type ())

/**
 * KinCondition:
 *
 * A health condition (Condition).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinCondition, kin_condition, KIN, CONDITION, KinItem)

char *kin_condition_dup_onset     (KinCondition *self);
char *kin_condition_dup_end       (KinCondition *self);
char *kin_condition_dup_severity  (KinCondition *self);
char *kin_condition_dup_body_site (KinCondition *self);
char *kin_condition_dup_stage     (KinCondition *self);
char *kin_condition_dup_certainty (KinCondition *self);
char *kin_condition_dup_recorder  (KinCondition *self);
GStrv kin_condition_list_notes    (KinCondition *self);

G_END_DECLS
