/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"
#include "kin-portal.h"
#include "kin-secret.h"

G_BEGIN_DECLS

void       kin_known_secret_find_async  (KinPerson            *person,
                                         KinPortal            *portal,
                                         const char           *vendor,
                                         const char           *client_id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
KinSecret *kin_known_secret_find_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
