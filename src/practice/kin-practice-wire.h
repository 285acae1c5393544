/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-faults.h"

G_BEGIN_DECLS

void kin_practice_wire_send (SoupServerMessage *message,
                             KinPracticeAnswer *answer,
                             KinPracticeRule   *rule);

G_END_DECLS
