/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-disconnect"

#include "config.h"

#include "kin-disconnect.h"
#include "kin-give-back-private.h"
#include "kin-keyring-credentials.h"
#include "kin-person-private.h"
#include "kin-schedule.h"
#include "kin-task.h"

/* Ending a connection: the portal is told where it can be, the secrets leave the keyring, and
 * the connection is marked as ended. What came from it is kept. */
typedef struct
{
  KinPerson          *person;
  KinConnection      *connection;
  KinCredentials     *credentials;
  KinConnectionState  state;        /* how it stands afterwards */
  gboolean            revoked;
  char               *management;
} Ending;

static void
ending_free (Ending *ending)
{
  kin_schedule_let_back (kin_person_get_schedule (ending->person), ending->connection);
  g_object_unref (ending->person);
  g_object_unref (ending->connection);
  g_clear_object (&ending->credentials);
  g_free (ending->management);
  g_free (ending);
}

/* The portal may take long; the person may be closed meanwhile, and can end it the next time. */
static gboolean
is_closed (GTask *task)
{
  Ending *ending = g_task_get_task_data (task);

  if (kin_person_get_is_open (ending->person))
    return FALSE;

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed meanwhile");
  return TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinConnection) connection = NULL;
  GError *error = NULL;

  connection = kin_person_save_connection_finish (KIN_PERSON (source), result, &error);
  if (connection != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
given_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinConnectionNote) note = NULL;
  Ending *ending = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_give_back_finish (result, &ending->revoked, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (is_closed (task))
    return;

  note = kin_connection_note_copy (kin_connection_get_note (ending->connection));
  g_free (note->state);
  note->state = g_strdup (kin_connection_state_to_id (ending->state));
  g_clear_pointer (&note->problem, g_free);
  kin_person_save_connection_async (ending->person, note, NULL, saved_cb, g_object_ref (task));
}

static void
give_back (GTask     *task,
           KinClient *client)
{
  Ending *ending = g_task_get_task_data (task);

  kin_give_back_async (client, ending->credentials, g_task_get_cancellable (task), given_back_cb,
                       g_object_ref (task));
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPortal) portal = kin_portal_discover_finish (result, NULL);
  g_autoptr (KinClient) client = NULL;
  Ending *ending = g_task_get_task_data (task);
  const KinConnectionNote *note = kin_connection_get_note (ending->connection);

  if (portal != NULL)
    ending->management = g_strdup (kin_portal_get_management (portal));

  /* A token goes only to the servers it was first used with. */
  if (portal != NULL &&
      (note->issuer == NULL || kin_portal_check_pin (portal, note->issuer, NULL)))
    client = kin_client_new (kin_person_get_http (ending->person), portal, note->client_id,
                             note->patient_id, note->scope, ending->credentials, NULL);
  give_back (task, client);
}

/* What ran may have brought a new token, and wrote down how it ended. */
static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ending *ending = g_task_get_task_data (task);

  kin_schedule_leave_finish (KIN_SCHEDULE (source), result, NULL);
  if (is_closed (task))
    return;

  if (!kin_connection_get_is_portal (ending->connection) ||
      ending->state == KIN_CONNECTION_JOINED)
    give_back (task, NULL);
  else
    kin_portal_discover_async (kin_person_get_http (ending->person),
                               kin_connection_get_base (ending->connection),
                               g_task_get_cancellable (task), discover_cb, g_object_ref (task));
}

static void
begin (GTask              *task,
       KinPerson          *person,
       KinConnection      *connection,
       KinConnectionState  state)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->person = g_object_ref (person);
  ending->connection = g_object_ref (connection);
  ending->state = state;
  ending->credentials = kin_keyring_credentials_new (kin_person_get_keyring (person),
                                                     kin_person_get_id (person),
                                                     kin_connection_get_id (connection));
  g_task_set_task_data (task, ending, (GDestroyNotify) ending_free);
  kin_schedule_leave_async (kin_person_get_schedule (person), connection, left_cb,
                            g_object_ref (task));
}

/**
 * kin_disconnect_async:
 * @person: open
 * @connection: one of the person's portals
 *
 * Ends a connection. The copy of the record stays.
 */
void
kin_disconnect_async (KinPerson           *person,
                      KinConnection       *connection,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_disconnect_async);
  begin (task, person, connection, KIN_CONNECTION_ENDED);
}

/**
 * kin_disconnect_joined_async:
 * @person: open
 * @connection: to a record that goes on in another that is connected too
 *
 * The same, without the portal: it closed this record, and might take back what it just granted
 * for the other as well. Ends in kin_disconnect_finish().
 */
void
kin_disconnect_joined_async (KinPerson           *person,
                             KinConnection       *connection,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_disconnect_joined_async);
  begin (task, person, connection, KIN_CONNECTION_JOINED);
}

/**
 * kin_disconnect_finish:
 * @revoked: (out): whether the portal has ended its side
 * @management: (out) (nullable): where a person can end it on the portal's own pages
 */
gboolean
kin_disconnect_finish (GAsyncResult  *result,
                       gboolean      *revoked,
                       char         **management,
                       GError       **error)
{
  Ending *ending = g_task_get_task_data (G_TASK (result));

  *revoked = ending->revoked;
  *management = g_strdup (ending->management);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Erasing what came from one source: its entries first, then the line that says where they came
 * from; cut off in between, it can be erased again. */

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_person_forget_connection_finish (KIN_PERSON (source), result, &error),
                        &error);
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ending *ending = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_record_store_erase_finish (KIN_RECORD_STORE (source), result, &error))
    kin_person_forget_connection_async (ending->person, ending->connection,
                                        g_task_get_cancellable (task), forgotten_cb,
                                        g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* What ran may have written another page. */
static void
erase_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ending *ending = g_task_get_task_data (task);

  kin_schedule_leave_finish (KIN_SCHEDULE (source), result, NULL);
  if (is_closed (task))
    return;

  kin_record_store_erase_async (kin_person_get_record (ending->person),
                                kin_connection_get_id (ending->connection),
                                g_task_get_cancellable (task), erased_cb, g_object_ref (task));
}

/**
 * kin_source_erase_async:
 * @person: open
 * @connection: a source of the person's record that was disconnected, or files
 *
 * Erases everything that came from there, and that it was there.
 */
void
kin_source_erase_async (KinPerson           *person,
                        KinConnection       *connection,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Ending *ending = g_new0 (Ending, 1);

  g_return_if_fail (kin_person_get_is_open (person));

  ending->person = g_object_ref (person);
  ending->connection = g_object_ref (connection);
  g_task_set_source_tag (task, kin_source_erase_async);
  g_task_set_task_data (task, ending, (GDestroyNotify) ending_free);
  kin_schedule_leave_async (kin_person_get_schedule (person), connection, erase_cb,
                            g_object_ref (task));
}

gboolean
kin_source_erase_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
