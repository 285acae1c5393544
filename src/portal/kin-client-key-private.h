/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-client-key.h"

G_BEGIN_DECLS

KinSecret *kin_client_key_sign            (const KinSecret *key,
                                           const char      *client_id,
                                           GUri            *audience);
KinSecret *kin_client_key_with_client_id  (const KinSecret *key,
                                           const char      *client_id);
char      *kin_client_key_dup_client_id   (const KinSecret *key);

G_END_DECLS
