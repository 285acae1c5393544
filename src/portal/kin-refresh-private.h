/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-credentials.h"
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-identity.h"
#include "kin-portal.h"

G_BEGIN_DECLS

#define KIN_TYPE_REFRESH (kin_refresh_get_type ())

/**
 * KinRefresh:
 *
 * Keeps the grant of one connection alive: one refresh at a time, for all who
 * wait, and the rotated token is saved before the new access token is used.
 */
G_DECLARE_FINAL_TYPE (KinRefresh, kin_refresh, KIN, REFRESH, GObject)

KinRefresh *kin_refresh_new              (KinHttp              *http,
                                          KinPortal            *portal,
                                          const char           *client_id,
                                          const char           *patient_id,
                                          const char           *scope,
                                          KinCredentials       *credentials,
                                          KinGrant             *grant);
void        kin_refresh_set_confirmed    (KinRefresh           *self,
                                          KinIdentity          *confirmed);
const char *kin_refresh_get_scope        (KinRefresh           *self);
KinGrant   *kin_refresh_get_grant        (KinRefresh           *self);
gboolean    kin_refresh_is_over          (KinRefresh           *self);
void        kin_refresh_set_over         (KinRefresh           *self);
void        kin_refresh_get_async        (KinRefresh           *self,
                                          KinGrant             *refused,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
KinGrant   *kin_refresh_get_finish       (KinRefresh           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        kin_refresh_settle_async     (KinRefresh           *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    kin_refresh_settle_finish    (KinRefresh           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        kin_refresh_revoke_async     (KinRefresh           *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

G_END_DECLS
