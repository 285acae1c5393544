/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-problem.h"

G_BEGIN_DECLS

/**
 * KinProblemWords:
 * @what: what happened, as a heading
 * @now: what to do now
 * @action: (nullable): the detailed name of the action that helps
 * @button: (nullable): the words on its button
 */
typedef struct
{
  const char *what;
  const char *now;
  const char *action;
  const char *button;
} KinProblemWords;

const KinProblemWords *kin_problem_get_words (KinProblem problem);

G_END_DECLS
