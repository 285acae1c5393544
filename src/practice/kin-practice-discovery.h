/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-care.h"
#include "kin-practice-faults.h"

G_BEGIN_DECLS

KinPracticeAnswer *kin_practice_discovery_smart    (const char      *origin,
                                                    const char      *base,
                                                    KinPracticeCare *care,
                                                    const KinPracticeRule *rule);
KinPracticeAnswer *kin_practice_discovery_openid   (const char      *origin,
                                                    const char      *base);
KinPracticeAnswer *kin_practice_discovery_metadata (const char      *origin,
                                                    const char      *base,
                                                    KinPracticeCare *care,
                                                    const KinPracticeRule *rule);

G_END_DECLS
