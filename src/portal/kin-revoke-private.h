/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-credentials.h"
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-portal.h"

G_BEGIN_DECLS

void     kin_revoke_async  (KinHttp              *http,
                            KinPortal            *portal,
                            const char           *client_id,
                            KinCredentials       *credentials,
                            KinGrant             *grant,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
gboolean kin_revoke_finish (GAsyncResult         *result,
                            GError              **error);

G_END_DECLS
