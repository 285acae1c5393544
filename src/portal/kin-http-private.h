/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>
#include "kin-exchange-private.h"
#include "kin-http.h"
#include "kin-request-private.h"

G_BEGIN_DECLS

void         kin_http_set_limits   (KinHttp              *self,
                                    const KinLimits      *limits);
SoupSession *kin_http_get_session  (KinHttp              *self);
void         kin_http_send_async   (KinHttp              *self,
                                    KinRequest           *request,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
KinReply    *kin_http_send_finish  (KinHttp              *self,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
