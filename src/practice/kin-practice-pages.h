/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-faults.h"
#include "kin-practice-search.h"

G_BEGIN_DECLS

/**
 * KinPracticePages:
 *
 * Answers to searches, cut into pages. The first page of an answer settles
 * what is on all of them; later pages look nothing up.
 */
typedef struct _KinPracticePages KinPracticePages;

KinPracticePages  *kin_practice_pages_new    (KinPracticeCare       *care,
                                              const char            *base);
void               kin_practice_pages_free   (KinPracticePages      *self);
KinPracticeAnswer *kin_practice_pages_answer (KinPracticePages      *self,
                                              KinPracticeRequest    *request,
                                              const char            *type,
                                              KinPracticeGrant      *grant,
                                              const KinPracticeRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticePages, kin_practice_pages_free)

G_END_DECLS
