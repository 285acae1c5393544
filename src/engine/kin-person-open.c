/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-open"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-person-notes.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"
#include "kin-task.h"

#define PERSONAL_FILE "personal.db"

/* Opening goes key → personal → connections → notes → record. Only then the person is open: what
 * fails on the way leaves no half of it, and no thread behind. What the person noted comes first:
 * where the key opens that and not the record, the record is damaged, and not locked. */

typedef struct
{
  KinSetKey        *key;
  KinRecordStore   *record;
  KinPersonalStore *personal;
  GPtrArray        *connections;   /* of KinConnectionNote */
  GPtrArray        *notes;         /* of KinNote */
  guint             n_forgotten;
  char             *renewal;       /* when the record began again, or NULL */
  char             *before;        /* when it had, and nobody has read that, or NULL */
  gboolean          is_renewed;
  GError           *error;         /* why it was not done, while what was opened is closed */
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_pointer (&opening->key, kin_set_key_free);
  g_clear_object (&opening->record);
  g_clear_object (&opening->personal);
  g_clear_pointer (&opening->connections, g_ptr_array_unref);
  g_clear_pointer (&opening->notes, g_ptr_array_unref);
  g_clear_error (&opening->error);
  g_free (opening->renewal);
  g_free (opening->before);
  g_free (opening);
}

static void
open_up (KinPerson *self,
         Opening   *opening)
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
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!kin_personal_store_close_finish (KIN_PERSONAL_STORE (source), result, &error))
    g_warning ("Closing what was noted: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&opening->error));
}

/* Takes over @error. */
static void
give_up (GTask  *task,
         GError *error)
{
  Opening *opening = g_task_get_task_data (task);

  opening->error = error;
  kin_personal_store_close_async (opening->personal, given_up_cb, g_object_ref (task));
}

/* Files are made with the person and never afterwards, but for a record that is lost. */
static KinStoreMode
mode_of (GTask *task)
{
  if (g_task_get_source_tag (task) == kin_person_create_async)
    return KIN_STORE_CREATE;

  return g_task_get_source_tag (task) == kin_person_renew_async ? KIN_STORE_RENEW : KIN_STORE_OPEN;
}

/* The note of that was made before; a record that was whole after all did not begin again. */
static void
keep_note_of_renewal (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  const Opening *opening = g_task_get_task_data (task);

  if (opening->renewal == NULL)
    return;

  kin_person_take_note (self, KIN_PERSON_MARK, KIN_PERSON_BEGAN_AGAIN, opening->renewal);
  if (!opening->is_renewed)
    kin_person_set_mark (self, KIN_PERSON_BEGAN_AGAIN, opening->before);
}

static void
record_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->record = kin_record_store_open_finish (result, &error);
  if (kin_store_error_is_damage (error))
    {
      give_up (task, g_error_new (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECORD_LOST,
                                  "The record: %s", error->message));
      g_error_free (error);
    }
  else if (error != NULL)
    {
      give_up (task, error);
    }
  else
    {
      opening->is_renewed = kin_record_store_get_is_renewed (opening->record);
      open_up (g_task_get_source_object (task), opening);
      keep_note_of_renewal (task);
      g_task_return_boolean (task, TRUE);
    }
}

static void
open_record (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  kin_record_store_open_async (kin_person_get_folder (g_task_get_source_object (task)),
                               mode_of (task), opening->key->key, opening->key->key_id,
                               g_task_get_cancellable (task), record_cb, g_object_ref (task));
}

/* A record that begins again has nothing of any clinic, whenever that was asked last. Noted before
 * the record is touched: cut off here, a clinic is asked once more than it had to be. */

static void forget_next (GTask *task);

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_personal_store_save_connection_finish (KIN_PERSONAL_STORE (source), result, &error))
    forget_next (task);
  else
    give_up (task, error);
}

static gboolean
was_asked (const KinConnectionNote *note)
{
  return g_strcmp0 (note->kind, KIN_CONNECTION_KIND_FILE) != 0 && note->last_success != NULL;
}

static void
forget_next (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  KinConnectionNote *note = NULL;

  while (note == NULL && opening->n_forgotten < opening->connections->len)
    {
      note = g_ptr_array_index (opening->connections, opening->n_forgotten++);
      if (!was_asked (note))
        note = NULL;
    }

  if (note == NULL)
    {
      open_record (task);
      return;
    }

  g_clear_pointer (&note->last_success, g_free);
  kin_personal_store_save_connection_async (opening->personal, note,
                                            g_task_get_cancellable (task), forgotten_cb,
                                            g_object_ref (task));
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    forget_next (task);
  else
    give_up (task, error);
}

static char *
dup_before (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->kind, KIN_PERSON_MARK)
          && g_str_equal (note->name, KIN_PERSON_BEGAN_AGAIN))
        return g_strdup (note->value);
    }

  return NULL;
}

/* First of all: whoever is cut off later is told. */
static void
note_renewal (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  opening->before = dup_before (opening->notes);
  opening->renewal = g_date_time_format_iso8601 (now);
  kin_personal_store_save_note_async (opening->personal, KIN_PERSON_MARK, KIN_PERSON_BEGAN_AGAIN,
                                      opening->renewal, g_task_get_cancellable (task), noted_cb,
                                      g_object_ref (task));
}

static void
notes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->notes = kin_personal_store_list_notes_finish (KIN_PERSONAL_STORE (source), result,
                                                         &error);
  if (opening->notes == NULL)
    give_up (task, error);
  else if (mode_of (task) == KIN_STORE_RENEW)
    note_renewal (task);
  else
    open_record (task);
}

static void
connections_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->connections =
    kin_personal_store_list_connections_finish (KIN_PERSONAL_STORE (source), result, &error);
  if (opening->connections == NULL)
    give_up (task, error);
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
  Opening *opening = g_task_get_task_data (task);
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
  gboolean is_new = mode_of (task) == KIN_STORE_CREATE;
  Opening *opening = g_new0 (Opening, 1);

  opening->key = key;
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  /* Whoever is in the family had this file: where it is gone it was lost, and an empty one in its
   * place would hide that, where no copy is. */
  if (!is_new && !has_file (self, PERSONAL_FILE) && !has_file (self, PERSONAL_FILE ".copy"))
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                               "A file of this person is not there");
      return;
    }

  kin_personal_store_open_async (kin_person_get_folder (self),
                                 is_new ? KIN_STORE_CREATE : KIN_STORE_OPEN, key->key, key->key_id,
                                 g_task_get_cancellable (task), personal_cb, g_object_ref (task));
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

static void
open_with_key (GTask *task)
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
  open_with_key (task);
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

/* Two at once would each take the file of the other for a damaged one. */
static void
on_renewed (GTask *task)
{
  kin_person_get_watch (g_task_get_source_object (task))->is_renewing = FALSE;
}

/**
 * kin_person_renew_async:
 *
 * Begins the record of a person again, who wants it so: the damaged file is kept under another
 * name, an empty one takes its place, and every clinic counts as not asked yet. What the person
 * noted stays. A record that is whole after all stays as it is. Then the person is open.
 */
void
kin_person_renew_async (KinPerson           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_renew_async);
  if (kin_person_get_watch (self)->is_renewing)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               "The record is beginning again");
      return;
    }

  kin_person_get_watch (self)->is_renewing = TRUE;
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_renewed), NULL);
  open_with_key (task);
}

/**
 * kin_person_renew_finish:
 *
 * Returns: %TRUE when the record can be read
 */
gboolean
kin_person_renew_finish (KinPerson     *self,
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
