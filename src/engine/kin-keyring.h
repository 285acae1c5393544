/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_TYPE_KEYRING (kin_keyring_get_type ())

G_DECLARE_FINAL_TYPE (KinKeyring, kin_keyring, KIN, KEYRING, GObject)

#define KIN_KEYRING_RECORD_KEY "record-key"
#define KIN_KEYRING_REFRESH_TOKEN "refresh-token"
#define KIN_KEYRING_CLIENT_SECRET "client-secret"

KinKeyring *kin_keyring_new              (void);
void        kin_keyring_hold             (KinKeyring           *self,
                                          const char           *kind,
                                          const char           *set,
                                          const char           *key_id,
                                          KinSecret            *secret);
gboolean    kin_keyring_is_holding       (KinKeyring           *self);

void        kin_keyring_look_async       (KinKeyring           *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    kin_keyring_look_finish      (KinKeyring           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
KinSecret  *kin_keyring_lookup           (KinKeyring           *self,
                                          const char           *kind,
                                          const char           *set,
                                          const char           *key_id,
                                          GCancellable         *cancellable,
                                          GError              **error);
void        kin_keyring_lookup_async     (KinKeyring           *self,
                                          const char           *kind,
                                          const char           *set,
                                          const char           *key_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
KinSecret  *kin_keyring_lookup_finish    (KinKeyring           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        kin_keyring_store_async      (KinKeyring           *self,
                                          const char           *kind,
                                          const char           *set,
                                          const char           *key_id,
                                          KinSecret            *secret,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    kin_keyring_store_finish     (KinKeyring           *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        kin_keyring_remove_async     (KinKeyring           *self,
                                          const char           *kind,
                                          const char           *set,
                                          const char           *key_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        kin_keyring_remove_set_async (KinKeyring           *self,
                                          const char           *set,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    kin_keyring_remove_finish    (KinKeyring           *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
