/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-request.h"
#include "kin-practice-tokens.h"

G_BEGIN_DECLS

/**
 * KinPracticeRegistry:
 *
 * The apps that this portal knows: some from the beginning, others because they asked to be known
 * (RFC 7591); and the devices at which somebody who had signed in left a key.
 */
typedef struct _KinPracticeRegistry KinPracticeRegistry;

KinPracticeRegistry     *kin_practice_registry_new         (KinPracticeTokens   *tokens,
                                                            const char          *audience);
void                     kin_practice_registry_free        (KinPracticeRegistry *self);
const KinPracticeClient *kin_practice_registry_find        (KinPracticeRegistry *self,
                                                            const char          *id);
const KinPracticeClient *kin_practice_registry_find_asking (KinPracticeRegistry *self,
                                                            KinPracticeRequest  *request);
KinPracticeGrant        *kin_practice_registry_find_device (KinPracticeRegistry *self,
                                                            KinPracticeRequest  *request);
KinPracticeAnswer       *kin_practice_registry_answer      (KinPracticeRegistry *self,
                                                            KinPracticeRequest  *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeRegistry, kin_practice_registry_free)

G_END_DECLS
