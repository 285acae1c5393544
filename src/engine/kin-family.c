/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-family-private.h"
#include "kin-person-private.h"
#include "kin-recovery-private.h"
#include "kin-set-ups-private.h"
#include "kin-task.h"

static void kin_family_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinFamily, kin_family, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      kin_family_list_model_init))

/* Removing goes close → key → files → the line in the list. The key first: from then on nothing
 * opens the files, nor a copy of them. Cut off anywhere, the person is still in the list and can
 * be removed again. */

static void
removed_line_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  GError *error = NULL;
  guint position;

  if (!kin_family_store_remove_person_finish (KIN_FAMILY_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (g_list_store_find (self->people, g_task_get_task_data (task), &position))
    g_list_store_remove (self->people, position);
  g_task_return_boolean (task, TRUE);
}

static void
removed_key_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  const char *id = kin_person_get_id (g_task_get_task_data (task));
  GError *error = NULL;

  if (kin_keyring_remove_finish (KIN_KEYRING (source), result, &error) &&
      kin_data_folder_remove_person (self->folder, id, &error))
    kin_family_store_remove_person_async (self->store, id, NULL, removed_line_cb,
                                          g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
closed_for_removal_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  /* What could not be written any more is going to be removed anyway. */
  if (!kin_person_close_finish (KIN_PERSON (source), result, &error))
    g_warning ("Closing a person's files: %s", error->message);

  kin_recovery_uncover (KIN_PERSON (source));
  kin_keyring_remove_set_async (self->keyring, kin_person_get_id (KIN_PERSON (source)),
                                g_task_get_cancellable (task), removed_key_cb,
                                g_object_ref (task));
}

/* Closing closes every person, one after the other, and then the family's own file. */

static void
close_store_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_family_store_close_finish (KIN_FAMILY_STORE (source), result, &error),
                        &error);
}

static void close_next (GTask *task);

static void
close_person_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_person_close_finish (KIN_PERSON (source), result, &error))
    g_warning ("Closing a person's files: %s", error->message);

  close_next (task);
}

static void
close_next (GTask *task)
{
  KinFamily *self = g_task_get_source_object (task);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (kin_person_get_is_open (person))
        {
          kin_person_close_async (person, close_person_cb, g_object_ref (task));
          return;
        }
    }

  if (self->store == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  kin_set_ups_set_store (self->set_ups, NULL);
  kin_family_store_close_async (self->store, close_store_cb, g_object_ref (task));
  g_clear_object (&self->store);
}

static GType
kin_family_get_item_type (GListModel *model)
{
  return KIN_TYPE_PERSON;
}

static guint
kin_family_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (KIN_FAMILY (model)->people));
}

static gpointer
kin_family_get_item (GListModel *model,
                     guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (KIN_FAMILY (model)->people), position);
}

static void
kin_family_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kin_family_get_item_type;
  iface->get_n_items = kin_family_get_n_items;
  iface->get_item = kin_family_get_item;
}

static void
on_people_changed (KinFamily *self,
                   guint      position,
                   guint      removed,
                   guint      added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
kin_family_dispose (GObject *object)
{
  KinFamily *self = KIN_FAMILY (object);

  g_clear_pointer (&self->from_copy, g_free);
  g_clear_object (&self->store);
  g_clear_object (&self->people);
  g_clear_object (&self->set_ups);
  g_clear_object (&self->http);
  g_clear_object (&self->keyring);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (kin_family_parent_class)->dispose (object);
}

static void
kin_family_class_init (KinFamilyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_family_dispose;
}

static void
kin_family_init (KinFamily *self)
{
  self->people = g_list_store_new (KIN_TYPE_PERSON);
  g_signal_connect_object (self->people, "items-changed", G_CALLBACK (on_people_changed), self,
                           G_CONNECT_SWAPPED);
}

KinDataFolder *
kin_family_get_folder (KinFamily *self)
{
  return self->folder;
}

KinKeyring *
kin_family_get_keyring (KinFamily *self)
{
  return self->keyring;
}

KinFamilyStore *
kin_family_get_store (KinFamily *self)
{
  return self->store;
}

/* The list behind the family's own; only the files of this class change it. */
GListStore *
kin_family_get_people (KinFamily *self)
{
  return self->people;
}

/**
 * kin_family_get_from_copy:
 *
 * Whether the list of people was damaged and its copy took its place, and nobody has read that yet.
 *
 * Returns: (nullable): from when the copy was, in UTC; %NULL when there is nothing to tell
 */
const char *
kin_family_get_from_copy (KinFamily *self)
{
  g_return_val_if_fail (KIN_IS_FAMILY (self), NULL);

  return self->from_copy;
}

/**
 * kin_family_end_from_copy:
 *
 * Somebody has read it.
 */
void
kin_family_end_from_copy (KinFamily *self)
{
  g_return_if_fail (KIN_IS_FAMILY (self));

  g_clear_pointer (&self->from_copy, g_free);
  if (self->store != NULL)
    kin_family_store_forget_from_copy (self->store);
}

/* From here on there is a file that the people and the numbers at vendors are kept in. */
void
kin_family_take_store (KinFamily      *self,
                       KinFamilyStore *store)
{
  self->store = store;
  kin_set_ups_set_store (self->set_ups, store);
}

/* A person of this family, not in the list yet. */
KinPerson *
kin_family_new_person (KinFamily      *self,
                       const char     *id,
                       const char     *name,
                       const char     *birth_date,
                       const char     *colour,
                       KinPersonFlags  flags)
{
  return kin_person_new (self->folder, self->keyring, self->http, self->set_ups, id, name,
                         birth_date, colour, flags);
}

/**
 * kin_family_close_async:
 *
 * Closes all files. Call it before the program ends: what was asked to be written is then there.
 */
void
kin_family_close_async (KinFamily           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (self));

  g_task_set_source_tag (task, kin_family_close_async);
  close_next (task);
}

gboolean
kin_family_close_finish (KinFamily     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_family_find:
 * @words: the id of a person, or the whole name when only one is called so
 *
 * Returns: (transfer full): that person
 */
KinPerson *
kin_family_find (KinFamily   *self,
                 const char  *words,
                 GError     **error)
{
  g_autoptr (KinPerson) found = NULL;
  g_autofree char *wanted = g_utf8_casefold (words, -1);
  guint n_people;

  g_return_val_if_fail (KIN_IS_FAMILY (self), NULL);

  n_people = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      g_autofree char *name = g_utf8_casefold (kin_person_get_name (person), -1);

      if (g_str_equal (kin_person_get_id (person), words))
        return g_steal_pointer (&person);
      if (!g_str_equal (name, wanted))
        continue;
      if (found != NULL)
        {
          g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND,
                               "More than one person is called so");
          return NULL;
        }
      found = g_steal_pointer (&person);
    }

  if (found == NULL)
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND, "No such person");

  return g_steal_pointer (&found);
}

/**
 * kin_family_remove_async:
 * @person: one of the family, open or not
 *
 * Removes a person for good: the keys and tokens, then the files, then the person. Nothing of it
 * can be brought back, also not from a copy of the files. May show the desktop's dialog to unlock
 * the keyring; when that is refused, nothing has happened.
 */
void
kin_family_remove_async (KinFamily           *self,
                         KinPerson           *person,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (self));
  g_return_if_fail (KIN_IS_PERSON (person));
  g_return_if_fail (self->store != NULL);

  g_task_set_source_tag (task, kin_family_remove_async);
  g_task_set_task_data (task, g_object_ref (person), g_object_unref);
  kin_person_close_async (person, closed_for_removal_cb, g_object_ref (task));
}

/**
 * kin_family_remove_finish:
 * @error: a keyring error: the person is still there, closed; or %KIN_ENGINE_ERROR_FOLDER, or an
 *   error of the store: the key is gone, and what is left can be removed again
 *
 * Returns: whether nothing of the person is left
 */
gboolean
kin_family_remove_finish (KinFamily     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
