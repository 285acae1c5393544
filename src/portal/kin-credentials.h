/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-secret.h"

G_BEGIN_DECLS

/**
 * KinCredentialKind:
 * @KIN_CREDENTIAL_REFRESH_TOKEN: what the next access token is asked with
 * @KIN_CREDENTIAL_CLIENT_SECRET: what this app proves itself with: a secret that the portal gave
 *   it, or a key of its own (kin-client-key.h)
 */
typedef enum
{
  KIN_CREDENTIAL_REFRESH_TOKEN,
  KIN_CREDENTIAL_CLIENT_SECRET,
} KinCredentialKind;

#define KIN_TYPE_CREDENTIALS (kin_credentials_get_type ())

/**
 * KinCredentials:
 *
 * Where the secrets of one connection are kept, so that this room knows of no
 * keyring. `load` answers %NULL without an error when there is none; a place
 * that is locked or unreachable is an error, never "none".
 */
G_DECLARE_INTERFACE (KinCredentials, kin_credentials, KIN, CREDENTIALS, GObject)

struct _KinCredentialsInterface
{
  GTypeInterface parent_iface;

  void       (*load_async)   (KinCredentials       *self,
                              KinCredentialKind     kind,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  KinSecret *(*load_finish)  (KinCredentials       *self,
                              GAsyncResult         *result,
                              GError              **error);
  void       (*save_async)   (KinCredentials       *self,
                              KinCredentialKind     kind,
                              KinSecret            *secret,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  gboolean   (*save_finish)  (KinCredentials       *self,
                              GAsyncResult         *result,
                              GError              **error);
  void       (*clear_async)  (KinCredentials       *self,
                              KinCredentialKind     kind,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  gboolean   (*clear_finish) (KinCredentials       *self,
                              GAsyncResult         *result,
                              GError              **error);
};

void       kin_credentials_load_async   (KinCredentials       *self,
                                         KinCredentialKind     kind,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
KinSecret *kin_credentials_load_finish  (KinCredentials       *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void       kin_credentials_save_async   (KinCredentials       *self,
                                         KinCredentialKind     kind,
                                         KinSecret            *secret,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean   kin_credentials_save_finish  (KinCredentials       *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void       kin_credentials_clear_async  (KinCredentials       *self,
                                         KinCredentialKind     kind,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean   kin_credentials_clear_finish (KinCredentials       *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
