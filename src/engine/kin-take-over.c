/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-take-over"

#include "config.h"

#include "kin-disconnect.h"
#include "kin-give-back-private.h"
#include "kin-keep-secrets-private.h"
#include "kin-keyring-credentials.h"
#include "kin-person-match.h"
#include "kin-schedule.h"
#include "kin-take-over-private.h"
#include "kin-task.h"

/* A clinic joined two records of one person: the one that is left goes on where the other was, so
 * that what is in both is here once. */

typedef struct
{
  KinPerson      *person;
  char           *connection;
  KinCredentials *credentials;
  KinSecret      *token;          /* (nullable) */
  KinSecret      *client_secret;  /* (nullable) */
} TakeOver;

static void
take_over_free (TakeOver *self)
{
  g_object_unref (self->person);
  g_free (self->connection);
  g_object_unref (self->credentials);
  g_clear_pointer (&self->token, kin_secret_unref);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_free (self);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_record_store_forget_ledger_finish (KIN_RECORD_STORE (source), result,
                                                               &error),
                        &error);
}

/* What was asked was about the other record: of this one, everything is new. */
static void
forget_ledger (GTask *task)
{
  TakeOver *self = g_task_get_task_data (task);

  kin_record_store_forget_ledger_async (kin_person_get_record (self->person), self->connection,
                                        g_task_get_cancellable (task), forgotten_cb,
                                        g_object_ref (task));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_keep_secrets_finish (result, &error))
    forget_ledger (task);
  else
    g_task_return_error (task, error);
}

static void
given_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TakeOver *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_give_back_finish (result, NULL, &error))
    kin_keep_secrets_async (self->credentials, self->client_secret, self->token,
                            g_task_get_cancellable (task), kept_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* What ran was about the other record, and writes nothing any more. Nor is anything used that
 * belonged to the other one: this one may have no secret, or no token. */
static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TakeOver *self = g_task_get_task_data (task);

  kin_schedule_leave_finish (KIN_SCHEDULE (source), result, NULL);
  kin_give_back_async (NULL, self->credentials, g_task_get_cancellable (task), given_back_cb,
                       g_object_ref (task));
}

/**
 * kin_take_over_async:
 * @connection: to a record that was put into another
 * @grant: of the other
 * @client_secret: (nullable): that goes with it
 *
 * Makes @connection ready for the other record; what came from it stays. Nothing is asked for it
 * meanwhile, until the caller has saved its note and calls kin_schedule_let_back().
 */
void
kin_take_over_async (KinPerson           *person,
                     KinConnection       *connection,
                     KinGrant            *grant,
                     KinSecret           *client_secret,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  KinSecret *token = kin_grant_get_refresh_token (grant);
  TakeOver *self = g_new0 (TakeOver, 1);

  self->person = g_object_ref (person);
  self->connection = g_strdup (kin_connection_get_id (connection));
  self->credentials = kin_keyring_credentials_new (kin_person_get_keyring (person),
                                                   kin_person_get_id (person), self->connection);
  self->token = token != NULL ? kin_secret_ref (token) : NULL;
  self->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;
  g_task_set_source_tag (task, kin_take_over_async);
  g_task_set_task_data (task, self, (GDestroyNotify) take_over_free);

  kin_schedule_leave_async (kin_person_get_schedule (person), connection, left_cb,
                            g_object_ref (task));
}

/**
 * kin_take_over_finish:
 *
 * Returns: %TRUE when the next run asks for all of the other record
 */
gboolean
kin_take_over_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void end_next (GTask *task);

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *management = NULL;
  gboolean revoked;
  g_autoptr (GError) error = NULL;

  /* It is asked about again at the next sign-in. */
  if (!kin_disconnect_finish (result, &revoked, &management, &error))
    g_warning ("A record that was joined is still asked for: %s", error->message);
  end_next (task);
}

static void
end_next (GTask *task)
{
  GPtrArray *joined = g_task_get_task_data (task);
  g_autoptr (KinConnection) connection = NULL;

  if (joined->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  connection = g_ptr_array_steal_index_fast (joined, 0);
  kin_disconnect_joined_async (g_task_get_source_object (task), connection, NULL, ended_cb,
                               g_object_ref (task));
}

/**
 * kin_end_joined_async:
 * @base: of a portal
 * @identity: whose record it opened, and is connected
 * @granted: the id that the portal granted for that
 *
 * Ends the connections to other records there that go on in that one; what came from them stays.
 */
void
kin_end_joined_async (KinPerson           *person,
                      const char          *base,
                      KinIdentity         *identity,
                      const char          *granted,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (person, NULL, callback, user_data);

  g_task_set_source_tag (task, kin_end_joined_async);
  g_task_set_task_data (task, kin_person_list_joined (person, base, identity, granted),
                        (GDestroyNotify) g_ptr_array_unref);
  end_next (task);
}
