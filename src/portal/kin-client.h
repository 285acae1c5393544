/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-answer.h"
#include "kin-credentials.h"
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-identity.h"
#include "kin-portal.h"

G_BEGIN_DECLS

#define KIN_TYPE_CLIENT (kin_client_get_type ())

/**
 * KinClient:
 *
 * Requests for one connection: one person at one portal. Keeps the access
 * token fresh, saves a rotated refresh token before the new access token is
 * used, and never sends either anywhere else.
 */
G_DECLARE_FINAL_TYPE (KinClient, kin_client, KIN, CLIENT, GObject)

/* FHIR pages and attachments are refused above these, counted after decoding. */
#define KIN_CLIENT_MAX_PAGE       (32 * 1024 * 1024)
#define KIN_CLIENT_MAX_ATTACHMENT (100 * 1024 * 1024)

/* What comes without being asked for by itself (security.md N-10). */
#define KIN_CLIENT_ASK_ABOVE      (25 * 1024 * 1024)

/* All that one client fetches; the next run goes on from there. */
#define KIN_CLIENT_MAX_TOTAL      G_GUINT64_CONSTANT (2147483648)

KinClient   *kin_client_new                     (KinHttp              *http,
                                                 KinPortal            *portal,
                                                 const char           *client_id,
                                                 const char           *patient_id,
                                                 const char           *scope,
                                                 KinCredentials       *credentials,
                                                 KinGrant             *grant);
void         kin_client_set_confirmed           (KinClient            *self,
                                                 KinIdentity          *confirmed);
KinPortal   *kin_client_get_portal              (KinClient            *self);
const char  *kin_client_get_patient_id          (KinClient            *self);
const char  *kin_client_get_scope               (KinClient            *self);
KinGrant    *kin_client_get_grant               (KinClient            *self);
gboolean     kin_client_get_needs_sign_in       (KinClient            *self);
void         kin_client_set_max_total           (KinClient            *self,
                                                 guint64               max_total);
guint        kin_client_get_n_requests          (KinClient            *self);

gboolean     kin_client_is_own_url              (KinClient            *self,
                                                 const char           *url);
void         kin_client_fetch_async             (KinClient            *self,
                                                 const char           *url,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
KinAnswer   *kin_client_fetch_finish            (KinClient            *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void         kin_client_fetch_attachment_async  (KinClient            *self,
                                                 const char           *url,
                                                 const char           *content_type,
                                                 gint64                size,
                                                 gsize                 most,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
KinAnswer   *kin_client_fetch_attachment_finish (KinClient            *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void         kin_client_settle_async            (KinClient            *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean     kin_client_settle_finish           (KinClient            *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void         kin_client_revoke_async            (KinClient            *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean     kin_client_revoke_finish           (KinClient            *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
