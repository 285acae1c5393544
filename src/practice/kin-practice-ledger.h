/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-request.h"

G_BEGIN_DECLS

/**
 * KinPracticeLedger:
 *
 * What was asked of the portal, for tests to look at. It says that a token was
 * sent, never which.
 */
typedef struct _KinPracticeLedger KinPracticeLedger;

KinPracticeLedger *kin_practice_ledger_new    (void);
void               kin_practice_ledger_free   (KinPracticeLedger  *self);
void               kin_practice_ledger_add    (KinPracticeLedger  *self,
                                               KinPracticeRequest *request,
                                               guint               status,
                                               gboolean            faulty);
KinPracticeAnswer *kin_practice_ledger_answer (KinPracticeLedger  *self);
KinPracticeAnswer *kin_practice_ledger_take   (KinPracticeLedger  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeLedger, kin_practice_ledger_free)

G_END_DECLS
