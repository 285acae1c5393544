/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-connections"

#include "config.h"

#include "kin-person-notes.h"
#include "kin-person-private.h"

/**
 * kin_person_find_connection:
 *
 * Returns: (nullable) (transfer none): the connection with that id
 */
KinConnection *
kin_person_find_connection (KinPerson  *self,
                            const char *id)
{
  guint n_items;

  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (self), i);

      /* The list keeps it alive. */
      if (g_strcmp0 (kin_connection_get_id (connection), id) == 0)
        return connection;
    }

  return NULL;
}

/**
 * kin_person_has_portal:
 *
 * Returns: whether there is a clinic that can be asked, and not files alone
 */
gboolean
kin_person_has_portal (KinPerson *self)
{
  guint n_connections;
  gboolean found = FALSE;

  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  n_connections = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_connections && !found; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (self), i);

      found = kin_connection_get_is_portal (connection);
    }

  return found;
}

static void
save_connection_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinConnection) connection = NULL;
  KinPerson *self = g_task_get_source_object (task);
  const KinConnectionNote *note = g_task_get_task_data (task);
  KinConnection *known;
  GError *error = NULL;

  if (!kin_personal_store_save_connection_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  known = kin_person_find_connection (self, note->id);
  if (known != NULL)
    {
      kin_connection_take_note (known, kin_connection_note_copy (note));
      kin_person_say_changed (self);
      g_task_return_pointer (task, g_object_ref (known), g_object_unref);
      return;
    }

  connection = kin_connection_new (note);
  g_list_store_append (kin_person_get_connections (self), connection);
  g_task_return_pointer (task, g_steal_pointer (&connection), g_object_unref);
}

/**
 * kin_person_save_connection_async:
 * @note: a new connection, or what is remembered of a known one from now on
 */
void
kin_person_save_connection_async (KinPerson               *self,
                                  const KinConnectionNote *note,
                                  GCancellable            *cancellable,
                                  GAsyncReadyCallback      callback,
                                  gpointer                 user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_save_connection_async);
  g_task_set_task_data (task, kin_connection_note_copy (note),
                        (GDestroyNotify) kin_connection_note_free);
  kin_personal_store_save_connection_async (kin_person_get_personal (self), note, cancellable,
                                            save_connection_cb, task);
}

/**
 * kin_person_save_connection_finish:
 *
 * Returns: (transfer full): the connection, durable
 */
KinConnection *
kin_person_save_connection_finish (KinPerson     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
forget_connection_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GListStore *connections = kin_person_get_connections (g_task_get_source_object (task));
  GError *error = NULL;
  guint position;

  if (!kin_personal_store_remove_connection_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (g_list_store_find (connections, g_task_get_task_data (task), &position))
    g_list_store_remove (connections, position);
  g_task_return_boolean (task, TRUE);
}

/**
 * kin_person_forget_connection_async:
 * @connection: one that nothing in the record comes from any more
 *
 * Forgets that a source was there.
 */
void
kin_person_forget_connection_async (KinPerson           *self,
                                    KinConnection       *connection,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_forget_connection_async);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  kin_person_forget_notes (self, kin_connection_get_id (connection));
  /* It may be one of these that is erased. */
  if (!kin_connection_get_is_portal (connection))
    kin_person_set_mark (self, KIN_PERSON_FILES_LEFT, NULL);
  kin_personal_store_remove_connection_async (kin_person_get_personal (self),
                                              kin_connection_get_id (connection), cancellable,
                                              forget_connection_cb, task);
}

gboolean
kin_person_forget_connection_finish (KinPerson     *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
