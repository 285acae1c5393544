/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-faults.h"
#include "kin-practice-identity.h"
#include "kin-practice-registry.h"
#include "kin-practice-request.h"
#include "kin-practice-tokens.h"

G_BEGIN_DECLS

/**
 * KinPracticeTokenDesk:
 *
 * Where apps exchange codes and refresh tokens for access tokens, and give
 * tokens back. No person comes here.
 */
typedef struct _KinPracticeTokenDesk KinPracticeTokenDesk;

KinPracticeTokenDesk *kin_practice_token_desk_new    (KinPracticeTokens     *tokens,
                                                      KinPracticeRegistry   *registry,
                                                      const char            *origin,
                                                      const char            *base);
void                  kin_practice_token_desk_free   (KinPracticeTokenDesk  *self);
KinPracticeAnswer    *kin_practice_token_desk_issue  (KinPracticeTokenDesk  *self,
                                                      KinPracticeRequest    *request,
                                                      const KinPracticeRule *rule);
KinPracticeAnswer    *kin_practice_token_desk_revoke (KinPracticeTokenDesk  *self,
                                                      KinPracticeRequest    *request);
KinPracticeAnswer    *kin_practice_token_desk_keys   (KinPracticeTokenDesk  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeTokenDesk, kin_practice_token_desk_free)

G_END_DECLS
