/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-care.h"
#include "kin-practice-registry.h"
#include "kin-practice-request.h"
#include "kin-practice-tokens.h"

G_BEGIN_DECLS

/**
 * KinPracticeLogin:
 *
 * The pages on which a person signs in: user name and password, a code, whose
 * record, and what to share. Each visit to them is an own line of steps.
 */
typedef struct _KinPracticeLogin KinPracticeLogin;

KinPracticeLogin  *kin_practice_login_new          (KinPracticeCare     *care,
                                                    KinPracticeTokens   *tokens,
                                                    KinPracticeRegistry *registry,
                                                    const char          *origin,
                                                    const char          *base);
void               kin_practice_login_free         (KinPracticeLogin   *self);
const char        *kin_practice_login_get_username (KinPracticeLogin   *self);
const char        *kin_practice_login_get_password (KinPracticeLogin   *self);
const char        *kin_practice_login_get_code     (KinPracticeLogin   *self);
KinPracticeAnswer *kin_practice_login_begin        (KinPracticeLogin   *self,
                                                    KinPracticeRequest *request);
KinPracticeAnswer *kin_practice_login_go_on        (KinPracticeLogin   *self,
                                                    KinPracticeRequest *request,
                                                    const char         *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeLogin, kin_practice_login_free)

G_END_DECLS
