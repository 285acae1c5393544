/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-open"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-person-open-private.h"
#include "kin-person-record.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"
#include "kin-task.h"

#define PERSONAL_FILE "personal.db"

/* Opening goes key → personal → connections → notes → record. Only then the person is open: what
 * fails on the way leaves no half of it, and no thread behind. What the person noted comes first:
 * where the key opens that and not the record, the record is damaged, and not locked. Each part can
 * be cancelled; once the person is open, nobody is told otherwise. */

static void
opening_free (KinPersonOpening *opening)
{
  g_clear_pointer (&opening->key, kin_set_key_free);
  g_clear_object (&opening->record);
  g_clear_object (&opening->personal);
  g_clear_pointer (&opening->connections, g_ptr_array_unref);
  g_clear_pointer (&opening->notes, g_ptr_array_unref);
  g_clear_error (&opening->error);
  g_free (opening->renewal);
  g_free (opening->began_before);
  g_free (opening->unread_before);
  g_free (opening);
}

static void
open_up (KinPerson *self,
         KinPersonOpening *opening)
{
  GListStore *connections = kin_person_get_connections (self);

  /* Somebody else was faster; what was opened here is closed with the task. */
  if (kin_person_get_is_open (self))
    return;

  for (guint i = 0; i < opening->connections->len; i++)
    {
      g_autoptr (KinConnection) connection =
        kin_connection_new (g_ptr_array_index (opening->connections, i));

      g_list_store_append (connections, connection);
    }

  kin_person_take_files (self, g_steal_pointer (&opening->record),
                         g_steal_pointer (&opening->personal), g_steal_pointer (&opening->notes));
  kin_person_hide_again (self);
  kin_person_begin_watch (self);
  g_object_notify (G_OBJECT (self), "is-open");
}

/* Whoever is told finds no file open. */

static void
given_up_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPersonOpening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!kin_personal_store_close_finish (KIN_PERSONAL_STORE (source), result, &error))
    g_warning ("Closing what was noted: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&opening->error));
}

/**
 * kin_person_opening_give_up:
 * @task: of an opening that has the personal store
 * @error: (transfer full): why
 *
 * Closes what was opened, and then says why.
 */
void
kin_person_opening_give_up (GTask  *task,
                            GError *error)
{
  KinPersonOpening *opening = g_task_get_task_data (task);

  opening->error = error;
  kin_personal_store_close_async (opening->personal, given_up_cb, g_object_ref (task));
}

/* Files are made with the person and never afterwards, but for a record that is lost. */
static KinStoreMode
mode_of (GTask *task)
{
  gpointer begun_by = g_task_get_source_tag (task);

  if (begun_by == kin_person_create_async)
    return KIN_STORE_CREATE;
  if (begun_by == kin_person_renew_async)
    return KIN_STORE_RENEW;

  return begun_by == kin_person_open_early_async ? KIN_STORE_OPEN_EARLY : KIN_STORE_OPEN;
}

static void
record_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPersonOpening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->record = kin_record_store_open_finish (result, &error);
  if (kin_store_error_is_damage (error))
    {
      kin_person_opening_give_up (task, g_error_new (KIN_ENGINE_ERROR,
                                                     KIN_ENGINE_ERROR_RECORD_LOST,
                                                     "The record: %s", error->message));
      g_error_free (error);
    }
  else if (error != NULL)
    {
      kin_person_opening_give_up (task, error);
    }
  else
    {
      opening->is_renewed = kin_record_store_get_is_renewed (opening->record);
      open_up (g_task_get_source_object (task), opening);
      kin_person_renewal_end (task);
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * kin_person_opening_open_record:
 * @task: of an opening that has the personal store, and what is in it
 *
 * Goes on with the record.
 */
void
kin_person_opening_open_record (GTask *task)
{
  KinPersonOpening *opening = g_task_get_task_data (task);

  kin_record_store_open_async (kin_person_get_folder (g_task_get_source_object (task)),
                               mode_of (task), opening->key->key, opening->key->key_id,
                               g_task_get_cancellable (task), record_cb, g_object_ref (task));
}

static void
notes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPersonOpening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->notes = kin_personal_store_list_notes_finish (KIN_PERSONAL_STORE (source), result,
                                                         &error);
  if (opening->notes == NULL)
    kin_person_opening_give_up (task, error);
  else if (mode_of (task) == KIN_STORE_RENEW)
    kin_person_renewal_begin (task);
  else
    kin_person_opening_open_record (task);
}

static void
connections_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPersonOpening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->connections =
    kin_personal_store_list_connections_finish (KIN_PERSONAL_STORE (source), result, &error);
  if (opening->connections == NULL)
    kin_person_opening_give_up (task, error);
  else
    kin_personal_store_list_notes_async (opening->personal, g_task_get_cancellable (task),
                                         notes_cb, g_object_ref (task));
}

static void
personal_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPersonOpening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->personal = kin_personal_store_open_finish (result, &error);
  if (opening->personal == NULL)
    g_task_return_error (task, error);
  else
    kin_personal_store_list_connections_async (opening->personal, g_task_get_cancellable (task),
                                               connections_cb, g_object_ref (task));
}

static gboolean
has_file (KinPerson  *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (kin_person_get_folder (self), name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
open_personal (GTask     *task,
               KinSetKey *key)
{
  KinPerson *self = g_task_get_source_object (task);
  KinStoreMode mode = mode_of (task);
  KinPersonOpening *opening = g_new0 (KinPersonOpening, 1);

  opening->key = key;
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  /* Whoever is in the family had this file: where it is gone it was lost, and an empty one in its
   * place would hide that, where no copy is. */
  if (mode != KIN_STORE_CREATE && !has_file (self, PERSONAL_FILE)
      && !has_file (self, PERSONAL_FILE ".copy"))
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                               "A file of this person is not there");
      return;
    }

  kin_personal_store_open_async (kin_person_get_folder (self),
                                 mode == KIN_STORE_RENEW ? KIN_STORE_OPEN : mode, key->key,
                                 key->key_id, g_task_get_cancellable (task), personal_cb,
                                 g_object_ref (task));
}

static void
find_key_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinSetKey *key = kin_set_key_find_finish (result, &error);

  if (key == NULL)
    g_task_return_error (task, error);
  else
    open_personal (task, key);
}

static void
create_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinSetKey) key = NULL;
  g_autoptr (KinSetMeta) meta = NULL;
  g_autofree char *made = NULL;
  KinPerson *self = g_task_get_source_object (task);
  GError *error = NULL;

  key = kin_set_key_create_finish (result, &error);
  if (key != NULL)
    made = kin_data_folder_make_person (kin_person_get_data_folder (self),
                                        kin_person_get_id (self), &error);
  if (made != NULL)
    {
      meta = kin_set_meta_new (key->key_id);
      kin_set_meta_write (meta, kin_person_get_folder (self), &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    open_personal (task, g_steal_pointer (&key));
}

static void
close_personal_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_personal_store_close_finish (KIN_PERSONAL_STORE (source), result,
                                                         &error),
                        &error);
}

static void
close_record_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPersonalStore) personal = g_object_ref (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;

  /* The other file is closed in any case. */
  if (!kin_record_store_close_finish (KIN_RECORD_STORE (source), result, &error))
    g_warning ("Closing the record: %s", error->message);

  kin_personal_store_close_async (personal, close_personal_cb, g_object_ref (task));
}

/**
 * kin_person_create_async:
 *
 * Makes the key and the files of a new person, in that order: no file is written before the
 * keyring has the key.
 */
void
kin_person_create_async (KinPerson           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_create_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_file_test (kin_person_get_folder (self), G_FILE_TEST_EXISTS))
    g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_EXISTS,
                             "Files of this person exist");
  else
    kin_set_key_create_async (kin_person_get_keyring (self), kin_person_get_id (self), cancellable,
                              create_key_cb, g_object_ref (task));
}

gboolean
kin_person_create_finish (KinPerson     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_person_opening_begin:
 * @task: of kin_person_open_async(), kin_person_open_early_async() or kin_person_renew_async()
 *
 * Opens with the key that the keyring has.
 */
void
kin_person_opening_begin (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);

  if (kin_person_get_is_open (self))
    g_task_return_boolean (task, TRUE);
  else
    kin_set_key_find_async (kin_person_get_keyring (self), kin_person_get_id (self),
                            kin_person_get_folder (self), g_task_get_cancellable (task),
                            find_key_cb, g_object_ref (task));
}

/**
 * kin_person_open_async:
 *
 * Opens the person's files with the key that the keyring has. When the keyring cannot give it,
 * nothing is opened, nothing is written and no key is made.
 */
void
kin_person_open_async (KinPerson           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_open_async);
  g_task_set_check_cancellable (task, FALSE);
  kin_person_opening_begin (task);
}

/**
 * kin_person_open_early_async:
 *
 * As kin_person_open_async(), for who looks at it at once: the file of what is noted is read whole
 * a moment later, and before anything is changed in it; see KinPerson::damaged. Finished with
 * kin_person_open_finish().
 */
void
kin_person_open_early_async (KinPerson           *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_open_early_async);
  g_task_set_check_cancellable (task, FALSE);
  kin_person_opening_begin (task);
}

/**
 * kin_person_open_finish:
 * @error: %KIN_ENGINE_ERROR_RECORD_LOST where kin_person_renew_async() helps, and any other of a
 *   key and of a file
 *
 * Returns: %TRUE when the record can be read
 */
gboolean
kin_person_open_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_person_close_async:
 *
 * Finishes what is being written, closes the files and wipes the keys.
 */
void
kin_person_close_async (KinPerson           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (KinRecordStore) record = NULL;
  KinPersonalStore *personal;

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_close_async);
  if (!kin_person_get_is_open (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  kin_person_end_watch (self);
  kin_person_give_files (self, &record, &personal);
  g_task_set_task_data (task, personal, g_object_unref);
  g_object_notify (G_OBJECT (self), "is-open");
  kin_record_store_close_async (record, close_record_cb, g_object_ref (task));
}

gboolean
kin_person_close_finish (KinPerson     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
