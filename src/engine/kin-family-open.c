/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-open"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-family-private.h"
#include "kin-person-private.h"
#include "kin-set-key.h"
#include "kin-set-ups-private.h"

/* How a family is opened. */

#define FAMILY_FILE "family.db"
#define FAMILY_COPY FAMILY_FILE ".copy"
#define META_FILE "meta"

static gboolean
has_file (KinFamily  *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (kin_data_folder_get_path (self->folder), name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
has_list (KinFamily *self)
{
  return has_file (self, FAMILY_FILE) || has_file (self, FAMILY_COPY);
}

/* The family's file is made before the first person's. Where people are and it is not, it was
 * lost; an empty one in its place would hide everybody, and with a new key for good. */
static gboolean
has_people (KinFamily *self)
{
  return has_file (self, FAMILY_FILE) || has_file (self, KIN_PEOPLE_FOLDER);
}

static KinPersonFlags
flags_of (const KinPersonNote *note)
{
  return (note->is_self ? KIN_PERSON_SELF : 0) | (note->is_sample ? KIN_PERSON_SAMPLE : 0);
}

/* Opening goes key → file → people → numbers at vendors → whether the file is the copy. */

static void
from_copy_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->from_copy = kin_family_store_find_from_copy_finish (KIN_FAMILY_STORE (source), result,
                                                            &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_set_ups_set_store (self->set_ups, self->store);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
list_set_ups_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *notes = kin_family_store_list_set_ups_finish (KIN_FAMILY_STORE (source), result,
                                                           &error);

  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_set_ups_take_notes (self->set_ups, notes);
  kin_family_store_find_from_copy_async (self->store, g_task_get_cancellable (task), from_copy_cb,
                                         g_object_ref (task));
}

static void
list_people_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) notes = NULL;
  KinFamily *self = g_task_get_task_data (task);
  GError *error = NULL;

  notes = kin_family_store_list_people_finish (KIN_FAMILY_STORE (source), result, &error);
  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < notes->len; i++)
    {
      KinPersonNote *note = g_ptr_array_index (notes, i);
      g_autoptr (KinPerson) person = kin_family_new_person (self, note->id, note->name,
                                                            note->birth_date, note->colour,
                                                            flags_of (note));

      kin_person_set_photo (person, note->photo);
      kin_person_set_relation (person, note->relation);
      g_list_store_append (self->people, person);
    }

  kin_family_store_list_set_ups_async (self->store, g_task_get_cancellable (task), list_set_ups_cb,
                                       g_object_ref (task));
}

static void
open_store_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = kin_family_store_open_finish (result, &error);
  if (self->store == NULL)
    g_task_return_error (task, error);
  else
    kin_family_store_list_people_async (self->store, g_task_get_cancellable (task),
                                        list_people_cb, g_object_ref (task));
}

static gboolean
find_key (GObject       *owner,
          GCancellable  *cancellable,
          KinSecret    **key,
          char         **key_id,
          GError       **error)
{
  KinFamily *self = KIN_FAMILY (owner);
  g_autoptr (KinSetKey) found
    = kin_set_key_find (self->keyring, KIN_FAMILY_SET, kin_data_folder_get_path (self->folder),
                        cancellable, error);

  if (found == NULL)
    return FALSE;
  if (has_people (self) && !has_list (self))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                           "People are here and the list of them is not");
      return FALSE;
    }

  *key = kin_secret_ref (found->key);
  *key_id = g_strdup (found->key_id);

  return TRUE;
}

/* Key and file on the thread of the file: whoever opens the family has a window to make. */
static void
open_store (GTask *task)
{
  KinFamily *self = g_task_get_task_data (task);

  /* A start that was cut off between key and file is finished with the same key. */
  kin_family_store_open_with_async (kin_data_folder_get_path (self->folder),
                                    has_list (self) ? KIN_STORE_OPEN : KIN_STORE_CREATE,
                                    find_key, G_OBJECT (self), g_task_get_cancellable (task),
                                    open_store_cb, g_object_ref (task));
}

/**
 * kin_family_open_folder_async:
 * @folder: held by this program
 * @keyring: where the keys are
 *
 * As kin_family_open_async(), with what is there already; finished with kin_family_open_finish().
 */
void
kin_family_open_folder_async (KinDataFolder       *folder,
                              KinKeyring          *keyring,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (KinFamily) self = g_object_new (KIN_TYPE_FAMILY, NULL);

  g_task_set_source_tag (task, kin_family_open_folder_async);
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);

  self->folder = g_object_ref (folder);
  self->keyring = g_object_ref (keyring);
  self->http = kin_http_new ();
  self->set_ups = kin_set_ups_new (keyring);

  if (has_file (self, META_FILE) || has_people (self))
    open_store (task);
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
open_folder_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinFamily *self = kin_family_open_finish (result, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
open_folder (GTask         *task,
             KinDataFolder *folder)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  kin_family_open_folder_async (folder, keyring, g_task_get_cancellable (task), open_folder_cb,
                                g_object_ref (task));
}

static void
take_folder_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (KinDataFolder) folder = kin_data_folder_take_finish (result, &error);

  if (folder != NULL)
    open_folder (task, folder);
  else
    g_task_return_error (task, error);
}

/**
 * kin_family_open_async:
 * @path: (nullable): the data folder, or %NULL for the usual one
 *
 * Takes the data folder and reads who is in it. Where nobody is yet, nothing is written.
 */
void
kin_family_open_async (const char          *path,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (KinDataFolder) folder = kin_data_folder_open (path, NULL);

  g_task_set_source_tag (task, kin_family_open_async);
  /* What is free is asked for at once, while the caller goes on with its first window. */
  if (folder != NULL)
    open_folder (task, folder);
  else
    kin_data_folder_take_async (path, cancellable, take_folder_cb, g_object_ref (task));
}

/**
 * kin_family_open_finish:
 * @error: %KIN_ENGINE_ERROR_FOLDER_HELD when another program has the folder; a keyring error
 *   when the key cannot be had: then nothing was opened or changed
 *
 * Returns: (transfer full): the family
 */
KinFamily *
kin_family_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
