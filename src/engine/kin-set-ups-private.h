/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-credentials.h"
#include "kin-family-store.h"
#include "kin-keyring.h"
#include "kin-set-ups.h"

G_BEGIN_DECLS

KinSetUps      *kin_set_ups_new                (KinKeyring     *keyring);
void            kin_set_ups_set_store          (KinSetUps      *self,
                                                KinFamilyStore *store);
void            kin_set_ups_take_notes         (KinSetUps      *self,
                                                GPtrArray      *notes);
KinCredentials *kin_set_ups_dup_credentials    (KinSetUps      *self,
                                                const char     *vendor,
                                                const char     *client_id);
KinCredentials *kin_set_ups_dup_credentials_at (KinSetUps      *self,
                                                const char     *address,
                                                const char     *client_id);

G_END_DECLS
