/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-search.h"

G_BEGIN_DECLS

KinPracticeAnswer *kin_practice_read (KinPracticeCare    *care,
                                      KinPracticeRequest *request,
                                      KinPracticeGrant   *grant);

G_END_DECLS
