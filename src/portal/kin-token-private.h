/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-grant-private.h"
#include "kin-portal-error.h"
#include "kin-request-private.h"

G_BEGIN_DECLS

KinRequest *kin_token_request_new   (GUri                *endpoint,
                                     GUri                *audience,
                                     const char          *client_id,
                                     KinSecret           *client_secret,
                                     const char * const  *pairs);
KinGrant   *kin_token_read          (GBytes              *body,
                                     const char          *asked_scope,
                                     GError             **error);
gboolean    kin_token_check         (KinReply            *reply,
                                     GError             **error);
KinPortalError kin_token_error_code (const char          *oauth_error);
gboolean    kin_token_is_id         (const char          *text);

G_END_DECLS
