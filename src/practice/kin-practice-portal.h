/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-login.h"
#include "kin-practice-pages.h"

G_BEGIN_DECLS

/**
 * KinPracticePortal:
 *
 * The whole portal without its wire: a request goes in, an answer comes out.
 */
typedef struct _KinPracticePortal KinPracticePortal;

KinPracticePortal *kin_practice_portal_new       (KinPracticeCare       *care,
                                                  const char            *origin);
void               kin_practice_portal_free      (KinPracticePortal     *self);
const char        *kin_practice_portal_get_base  (KinPracticePortal     *self);
KinPracticeLogin  *kin_practice_portal_get_login (KinPracticePortal     *self);
KinPracticeAnswer *kin_practice_portal_answer    (KinPracticePortal     *self,
                                                  KinPracticeRequest    *request,
                                                  const KinPracticeRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticePortal, kin_practice_portal_free)

G_END_DECLS
