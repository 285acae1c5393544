/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keep-secrets"

#include "config.h"

#include "kin-keep-secrets-private.h"

/* What a sign-in brought goes into the keyring before it is used: first the secret of the number,
 * without which the token is of no use. */

static void
saved_token_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_save_finish (KIN_CREDENTIALS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cleared_token_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_clear_finish (KIN_CREDENTIALS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_token (GTask          *task,
            KinCredentials *credentials)
{
  KinSecret *token = g_task_get_task_data (task);

  if (token == NULL)
    kin_credentials_clear_async (credentials, KIN_CREDENTIAL_REFRESH_TOKEN,
                                 g_task_get_cancellable (task), cleared_token_cb,
                                 g_object_ref (task));
  else
    kin_credentials_save_async (credentials, KIN_CREDENTIAL_REFRESH_TOKEN, token,
                                g_task_get_cancellable (task), saved_token_cb,
                                g_object_ref (task));
}

static void
saved_secret_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_save_finish (KIN_CREDENTIALS (source), result, &error))
    save_token (task, KIN_CREDENTIALS (source));
  else
    g_task_return_error (task, error);
}

static void
cleared_secret_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_clear_finish (KIN_CREDENTIALS (source), result, &error))
    save_token (task, KIN_CREDENTIALS (source));
  else
    g_task_return_error (task, error);
}

/**
 * kin_keep_secrets_async:
 * @credentials: of a connection
 * @client_secret: (nullable): that goes with the number; what went with an earlier one is forgotten
 * @token: (nullable): to go on with; what an earlier sign-in left is forgotten
 */
void
kin_keep_secrets_async (KinCredentials      *credentials,
                        KinSecret           *client_secret,
                        KinSecret           *token,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_keep_secrets_async);
  if (token != NULL)
    g_task_set_task_data (task, kin_secret_ref (token), (GDestroyNotify) kin_secret_unref);

  if (client_secret != NULL)
    kin_credentials_save_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, client_secret,
                                cancellable, saved_secret_cb, task);
  else
    kin_credentials_clear_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, cancellable,
                                 cleared_secret_cb, task);
}

/**
 * kin_keep_secrets_finish:
 *
 * Returns: %TRUE when all of it is in the keyring
 */
gboolean
kin_keep_secrets_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
