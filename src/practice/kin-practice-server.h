/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-faults.h"
#include "kin-practice-portal.h"

G_BEGIN_DECLS

/**
 * KinPracticeServer:
 *
 * The portal on its port of this computer, with the faults and the ledger
 * that tests use.
 */
typedef struct _KinPracticeServer KinPracticeServer;

KinPracticeServer *kin_practice_server_new        (KinPracticeCare    *care,
                                                   KinPracticeFaults  *faults,
                                                   guint               port,
                                                   GError            **error);
void               kin_practice_server_free       (KinPracticeServer  *self);
KinPracticePortal *kin_practice_server_get_portal (KinPracticeServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeServer, kin_practice_server_free)

G_END_DECLS
