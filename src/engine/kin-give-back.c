/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-give-back"

#include "config.h"

#include "kin-give-back-private.h"
#include "kin-portal.h"
#include "kin-task.h"

typedef struct
{
  KinCredentials *credentials;
  gboolean        revoked;
} GivingBack;

static void
giving_back_free (GivingBack *self)
{
  g_object_unref (self->credentials);
  g_free (self);
}

static void
cleared_secret_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_credentials_clear_finish (KIN_CREDENTIALS (source), result, &error),
                        &error);
}

static void
cleared_token_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_clear_finish (KIN_CREDENTIALS (source), result, &error))
    kin_credentials_clear_async (KIN_CREDENTIALS (source), KIN_CREDENTIAL_CLIENT_SECRET, NULL,
                                 cleared_secret_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
forget_secrets (GTask *task)
{
  GivingBack *self = g_task_get_task_data (task);

  kin_credentials_clear_async (self->credentials, KIN_CREDENTIAL_REFRESH_TOKEN, NULL,
                               cleared_token_cb, g_object_ref (task));
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GivingBack *self = g_task_get_task_data (task);

  /* A portal that cannot be told does not keep a person from leaving. */
  self->revoked = kin_client_revoke_finish (KIN_CLIENT (source), result, &error);
  if (error != NULL)
    g_debug ("Taking back a grant: %s", error->message);

  forget_secrets (task);
}

/**
 * kin_give_back_async:
 * @client: (nullable): the client that holds the grant, when its portal can be told
 * @credentials: the secrets of the same connection
 *
 * Gives back what a portal granted, and forgets the secrets whatever comes of it: also when
 * @cancellable ends the wait for the portal.
 */
void
kin_give_back_async (KinClient           *client,
                     KinCredentials      *credentials,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GivingBack *self = g_new0 (GivingBack, 1);

  self->credentials = g_object_ref (credentials);
  g_task_set_source_tag (task, kin_give_back_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) giving_back_free);

  if (client != NULL && kin_portal_can_revoke (kin_client_get_portal (client)))
    kin_client_revoke_async (client, cancellable, revoked_cb, g_object_ref (task));
  else
    forget_secrets (task);
}

/**
 * kin_give_back_finish:
 * @revoked: (out) (optional): whether the portal has ended its side
 * @error: when a secret is still in the keyring
 *
 * Returns: whether the secrets are gone
 */
gboolean
kin_give_back_finish (GAsyncResult  *result,
                      gboolean      *revoked,
                      GError       **error)
{
  GivingBack *self = g_task_get_task_data (G_TASK (result));

  if (revoked != NULL)
    *revoked = self->revoked;

  return g_task_propagate_boolean (G_TASK (result), error);
}
