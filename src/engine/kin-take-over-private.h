/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-grant.h"
#include "kin-person-private.h"

G_BEGIN_DECLS

void     kin_take_over_async  (KinPerson            *person,
                               KinConnection        *connection,
                               KinGrant             *grant,
                               KinSecret            *client_secret,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean kin_take_over_finish (GAsyncResult         *result,
                               GError              **error);
void     kin_end_joined_async (KinPerson            *person,
                               const char           *base,
                               KinIdentity          *identity,
                               const char           *granted,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);

G_END_DECLS
