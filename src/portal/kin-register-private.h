/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-grant.h"
#include "kin-http.h"
#include "kin-portal.h"

G_BEGIN_DECLS

/**
 * KinRegistration:
 * @client_id: who this app is there from now on
 * @client_secret: (nullable): what it proves that with: a secret, or a key of its own
 */
typedef struct
{
  char      *client_id;
  KinSecret *client_secret;
} KinRegistration;

void             kin_register_app_async     (KinHttp              *http,
                                             KinPortal            *portal,
                                             const char           *redirect_uri,
                                             const char           *scope,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinRegistration *kin_register_app_finish    (GAsyncResult         *result,
                                             GError              **error);
void             kin_register_device_async  (KinHttp              *http,
                                             KinPortal            *portal,
                                             const char           *client_id,
                                             KinGrant             *grant,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinGrant        *kin_register_device_finish (GAsyncResult         *result);
void             kin_registration_free      (KinRegistration      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinRegistration, kin_registration_free)

G_END_DECLS
