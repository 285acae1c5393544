/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keyring-credentials"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-keyring-credentials.h"

/**
 * KinKeyringCredentials:
 *
 * The secrets of one connection, in the keyring. This is how the portal room,
 * which knows of no keyring, keeps a refresh token.
 */
struct _KinKeyringCredentials
{
  GObject     parent_instance;

  KinKeyring *keyring;
  char       *set;
  char       *connection;
};

static void kin_keyring_credentials_iface_init (KinCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinKeyringCredentials, kin_keyring_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (KIN_TYPE_CREDENTIALS,
                                                      kin_keyring_credentials_iface_init))

static const char *
kind_name (KinCredentialKind kind)
{
  return kind == KIN_CREDENTIAL_REFRESH_TOKEN ? KIN_KEYRING_REFRESH_TOKEN
                                              : KIN_KEYRING_CLIENT_SECRET;
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  KinSecret *secret = kin_keyring_lookup_finish (KIN_KEYRING (source), result, &error);

  if (error != NULL &&
      !g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) kin_secret_unref);
}

static void
load_async (KinCredentials      *credentials,
            KinCredentialKind    kind,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  KinKeyringCredentials *self = KIN_KEYRING_CREDENTIALS (credentials);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_async);
  kin_keyring_lookup_async (self->keyring, kind_name (kind), self->set, self->connection,
                            cancellable, load_cb, task);
}

static KinSecret *
load_finish (KinCredentials *credentials,
             GAsyncResult   *result,
             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, credentials), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_keyring_store_finish (KIN_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_async (KinCredentials      *credentials,
            KinCredentialKind    kind,
            KinSecret           *secret,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  KinKeyringCredentials *self = KIN_KEYRING_CREDENTIALS (credentials);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, save_async);
  kin_keyring_store_async (self->keyring, kind_name (kind), self->set, self->connection, secret,
                           cancellable, save_cb, task);
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_keyring_remove_finish (KIN_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
clear_async (KinCredentials      *credentials,
             KinCredentialKind    kind,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  KinKeyringCredentials *self = KIN_KEYRING_CREDENTIALS (credentials);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, clear_async);
  kin_keyring_remove_async (self->keyring, kind_name (kind), self->set, self->connection,
                            cancellable, clear_cb, task);
}

static gboolean
boolean_finish (KinCredentials *credentials,
                GAsyncResult   *result,
                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, credentials), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
kin_keyring_credentials_iface_init (KinCredentialsInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = boolean_finish;
  iface->clear_async = clear_async;
  iface->clear_finish = boolean_finish;
}

static void
kin_keyring_credentials_finalize (GObject *object)
{
  KinKeyringCredentials *self = KIN_KEYRING_CREDENTIALS (object);

  g_object_unref (self->keyring);
  g_free (self->set);
  g_free (self->connection);

  G_OBJECT_CLASS (kin_keyring_credentials_parent_class)->finalize (object);
}

static void
kin_keyring_credentials_class_init (KinKeyringCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_keyring_credentials_finalize;
}

static void
kin_keyring_credentials_init (KinKeyringCredentials *self)
{
}

/**
 * kin_keyring_credentials_new:
 * @set: the random id of the person's set of files
 * @connection: the random id of the connection
 *
 * Returns: (transfer full): where the secrets of that connection are kept
 */
KinCredentials *
kin_keyring_credentials_new (KinKeyring *keyring,
                             const char *set,
                             const char *connection)
{
  KinKeyringCredentials *self = g_object_new (KIN_TYPE_KEYRING_CREDENTIALS, NULL);

  self->keyring = g_object_ref (keyring);
  self->set = g_strdup (set);
  self->connection = g_strdup (connection);

  return KIN_CREDENTIALS (self);
}
