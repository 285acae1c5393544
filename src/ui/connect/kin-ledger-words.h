/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-step.h"

G_BEGIN_DECLS

/**
 * KinAnswerKind:
 * @KIN_ANSWER_CAME: there is something here from this question
 * @KIN_ANSWER_NOTHING: the clinic answered that it has nothing
 * @KIN_ANSWER_NOT: no answer, so that nobody knows what there is
 */
typedef enum
{
  KIN_ANSWER_CAME,
  KIN_ANSWER_NOTHING,
  KIN_ANSWER_NOT,
} KinAnswerKind;

KinAnswerKind  kin_step_get_kind       (KinSyncStep *step);
char          *kin_step_to_words       (KinSyncStep *step);
const char    *kin_reason_to_words     (KinSyncState state,
                                        const char  *reason);
char          *kin_question_to_words   (const char  *query);

G_END_DECLS
