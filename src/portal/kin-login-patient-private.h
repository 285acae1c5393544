/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-portal.h"
#include "kin-secret.h"

G_BEGIN_DECLS

void      kin_login_patient_async  (KinHttp              *http,
                                    KinPortal            *portal,
                                    KinGrant             *grant,
                                    const char           *client_id,
                                    KinSecret            *nonce,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
KinGrant *kin_login_patient_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
