/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-credentials"

#include "config.h"

#include "kin-credentials.h"

G_DEFINE_INTERFACE (KinCredentials, kin_credentials, G_TYPE_OBJECT)

static void
kin_credentials_default_init (KinCredentialsInterface *iface)
{
}

/**
 * kin_credentials_load_async:
 * @self: the secrets of a connection
 * @kind: which secret
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Looks a secret up.
 */
void
kin_credentials_load_async (KinCredentials      *self,
                            KinCredentialKind    kind,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (KIN_IS_CREDENTIALS (self));

  KIN_CREDENTIALS_GET_IFACE (self)->load_async (self, kind, cancellable, callback, user_data);
}

/**
 * kin_credentials_load_finish:
 * @self: the secrets of a connection
 * @result: the result
 * @error: when the place cannot be read, which is not the same as "none"
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error when there is none
 */
KinSecret *
kin_credentials_load_finish (KinCredentials  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (KIN_IS_CREDENTIALS (self), NULL);

  return KIN_CREDENTIALS_GET_IFACE (self)->load_finish (self, result, error);
}

/**
 * kin_credentials_save_async:
 * @self: the secrets of a connection
 * @kind: which secret
 * @secret: what replaces the earlier one
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is kept for good, or not
 * @user_data: for @callback
 *
 * Keeps a secret.
 */
void
kin_credentials_save_async (KinCredentials      *self,
                            KinCredentialKind    kind,
                            KinSecret           *secret,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (KIN_IS_CREDENTIALS (self));
  g_return_if_fail (secret != NULL);

  KIN_CREDENTIALS_GET_IFACE (self)->save_async (self, kind, secret, cancellable, callback,
                                                user_data);
}

/**
 * kin_credentials_save_finish:
 * @self: the secrets of a connection
 * @result: the result
 * @error: when it could not be kept
 *
 * Returns: whether it is kept
 */
gboolean
kin_credentials_save_finish (KinCredentials  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (KIN_IS_CREDENTIALS (self), FALSE);

  return KIN_CREDENTIALS_GET_IFACE (self)->save_finish (self, result, error);
}

/**
 * kin_credentials_clear_async:
 * @self: the secrets of a connection
 * @kind: which secret
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Forgets a secret.
 */
void
kin_credentials_clear_async (KinCredentials      *self,
                             KinCredentialKind    kind,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (KIN_IS_CREDENTIALS (self));

  KIN_CREDENTIALS_GET_IFACE (self)->clear_async (self, kind, cancellable, callback, user_data);
}

/**
 * kin_credentials_clear_finish:
 * @self: the secrets of a connection
 * @result: the result
 * @error: when it may still be there
 *
 * Returns: whether it is gone, or was never there
 */
gboolean
kin_credentials_clear_finish (KinCredentials  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (KIN_IS_CREDENTIALS (self), FALSE);

  return KIN_CREDENTIALS_GET_IFACE (self)->clear_finish (self, result, error);
}
