/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-client.h"
#include "kin-credentials.h"

G_BEGIN_DECLS

void     kin_give_back_async  (KinClient            *client,
                               KinCredentials       *credentials,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean kin_give_back_finish (GAsyncResult         *result,
                               gboolean             *revoked,
                               GError              **error);

G_END_DECLS
