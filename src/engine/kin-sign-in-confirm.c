/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sign-in"

#include "config.h"

#include "kin-crash-point.h"
#include "kin-engine-error.h"
#include "kin-give-back-private.h"
#include "kin-person-private.h"
#include "kin-schedule.h"
#include "kin-sign-in-private.h"
#include "kin-take-over-private.h"
#include "kin-task.h"

/* The person's yes or no to whose record it is. */

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

/* Records that were here too and go on in this one have an end of their own. */
static void
end_joined (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);

  kin_end_joined_async (self->person, kin_portal_get_base (self->portal), self->identity,
                        kin_grant_get_patient (self->grant), ended_cb, g_object_ref (task));
}

static void
forgot_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_give_back_finish (result, NULL, &error))
    g_warning ("A token is kept twice: %s", error->message);
  end_joined (task);
}

static void
let_back (KinSignIn *self)
{
  if (self->joined != NULL)
    kin_schedule_let_back (kin_person_get_schedule (self->person), self->joined);
}

static void
confirm_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  KinConnection *connection = kin_person_save_connection_finish (KIN_PERSON (source), result,
                                                                 &error);

  let_back (self);
  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_crash_point ("sign-in.connection-saved");
  kin_connection_set_grant (connection, self->grant);
  kin_connection_set_portal (connection, self->portal);
  g_task_set_task_data (task, connection, g_object_unref);
  if (self->joined != NULL && !kin_sign_in_is_ours (self, self->joined))
    kin_give_back_async (NULL, self->credentials, NULL, forgot_cb, g_object_ref (task));
  else
    end_joined (task);
}

static KinConnectionNote *
make_note (KinSignIn *self)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_strdup (self->joined != NULL ? kin_connection_get_id (self->joined)
                                            : self->connection_id);
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup (kin_portal_get_base (self->portal));
  note->name = g_strdup (kin_portal_get_name (self->portal));
  note->issuer = kin_portal_dup_pin (self->portal);
  note->client_id = g_strdup (self->client_id);
  note->redirect = g_strdup (self->redirect_uri);
  note->patient_id = g_strdup (kin_identity_get_id (self->identity));
  note->binding = kin_person_match_to_binding (self->identity,
                                               kin_grant_get_patient (self->grant));
  note->scope = g_strdup (kin_grant_get_scope (self->grant));
  note->state = g_strdup (kin_connection_state_to_id (KIN_CONNECTION_READY));
  note->until = kin_connection_state_dup_end (kin_grant_get_stay (self->grant));
  note->vendor = g_strdup (self->vendor);
  note->number_from = g_strdup (self->number_from);
  note->stays = g_strdup (kin_grant_get_refresh_token (self->grant) != NULL
                          ? KIN_CONNECTION_STAYS : KIN_CONNECTION_LEAVES);

  return note;
}

static void
save_connection (GTask *task)
{
  KinSignIn *self = g_task_get_source_object (task);
  g_autoptr (KinConnectionNote) note = make_note (self);

  kin_person_save_connection_async (self->person, note, g_task_get_cancellable (task), confirm_cb,
                                    g_object_ref (task));
}

static void
taken_over_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_take_over_finish (result, &error))
    {
      save_connection (task);
      return;
    }

  let_back (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

static void
given_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task, kin_give_back_finish (result, NULL, &error), &error);
}

/**
 * kin_sign_in_confirm_async:
 *
 * The person said: yes, this is the record of the one I meant. A record with another birth date
 * is refused all the same.
 */
void
kin_sign_in_confirm_async (KinSignIn           *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_SIGN_IN (self));
  g_return_if_fail (self->identity != NULL);

  g_task_set_source_tag (task, kin_sign_in_confirm_async);
  if (self->match == KIN_MATCH_OTHER)
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON,
                               "The record is of someone else");
      return;
    }

  if (self->joined == NULL)
    save_connection (task);
  else
    kin_take_over_async (self->person, self->joined, self->grant, self->client_secret, cancellable,
                         taken_over_cb, g_object_ref (task));
}

/**
 * kin_sign_in_confirm_finish:
 *
 * Returns: (transfer full): the connection
 */
KinConnection *
kin_sign_in_confirm_finish (KinSignIn     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_sign_in_refuse_async:
 *
 * The person said no, or could not be asked: what the portal gave is given back and forgotten.
 */
void
kin_sign_in_refuse_async (KinSignIn           *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_task_set_source_tag (task, kin_sign_in_refuse_async);
  if (self->credentials == NULL)
    g_task_return_boolean (task, TRUE);
  else
    kin_give_back_async (self->client, self->credentials, NULL, given_back_cb,
                         g_object_ref (task));
}

gboolean
kin_sign_in_refuse_finish (KinSignIn     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
