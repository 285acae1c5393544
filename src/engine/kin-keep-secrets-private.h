/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-credentials.h"

G_BEGIN_DECLS

void     kin_keep_secrets_async  (KinCredentials       *credentials,
                                  KinSecret            *client_secret,
                                  KinSecret            *token,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean kin_keep_secrets_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
