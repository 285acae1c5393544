/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-tokens.h"

G_BEGIN_DECLS

/**
 * KinPracticeIdentity:
 *
 * The key with which the portal signs who somebody is. Made at the first use,
 * and new each time the program starts.
 */
typedef struct _KinPracticeIdentity KinPracticeIdentity;

KinPracticeIdentity *kin_practice_identity_new       (void);
void                 kin_practice_identity_free      (KinPracticeIdentity *self);
char                *kin_practice_identity_dup_keys  (KinPracticeIdentity *self);
char                *kin_practice_identity_new_token (KinPracticeIdentity *self,
                                                      KinPracticeGrant    *grant,
                                                      const char          *issuer,
                                                      const char          *base);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeIdentity, kin_practice_identity_free)

G_END_DECLS
