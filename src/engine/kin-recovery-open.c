/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-open"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-family-private.h"
#include "kin-key-wrap.h"
#include "kin-recovery-private.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"

/* Opening with a recovery code goes code → the family's key → each person's key → the keyring →
 * the family, in the usual way. Where the family is open already, it ends with the keyring. A key
 * that the keyring has is left as it is. The family's own key is put back last: cut off before
 * that, the next start asks for the code again. */

typedef struct
{
  KinDataFolder *folder;
  KinKeyring    *keyring;
  GPtrArray     *keys;             /* of KinSetKey */
  GPtrArray     *sets;             /* the id of the set of each */
  guint          next;
} Restoring;

static void
restoring_free (Restoring *restoring)
{
  g_clear_object (&restoring->folder);
  g_clear_object (&restoring->keyring);
  g_ptr_array_unref (restoring->keys);
  g_ptr_array_unref (restoring->sets);
  g_free (restoring);
}

/**
 * kin_recovery_unwrap:
 * @meta: what stands beside the family
 * @wrapped: (out) (transfer full) (optional): the one of its wrapped keys that @code opens
 * @error: %KIN_ENGINE_ERROR_RECOVERY_NONE, %KIN_ENGINE_ERROR_RECOVERY_CODE, or
 *   %KIN_ENGINE_ERROR_DAMAGED when one of them is damaged and no other opens
 *
 * Returns: (transfer full): the family's key
 */
KinSecret *
kin_recovery_unwrap (KinSetMeta  *meta,
                     KinSecret   *code,
                     char       **wrapped,
                     GError     **error)
{
  g_autoptr (GError) worst = NULL;

  for (guint i = 0; meta->wrapped_by_code != NULL && meta->wrapped_by_code[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      KinSecret *key = kin_key_unwrap (meta->wrapped_by_code[i], code, KIN_FAMILY_SET,
                                       meta->key_id, &local);

      if (key != NULL)
        {
          if (wrapped != NULL)
            *wrapped = g_strdup (meta->wrapped_by_code[i]);
          return key;
        }
      if (worst == NULL || g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED))
        {
          g_clear_error (&worst);
          worst = g_steal_pointer (&local);
        }
    }

  if (worst == NULL)
    g_set_error_literal (&worst, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_NONE,
                         "No recovery page was made for this folder");
  g_propagate_error (error, g_steal_pointer (&worst));
  return NULL;
}

static void
add_key (Restoring  *restoring,
         const char *set,
         const char *key_id,
         KinSecret  *key)
{
  KinSetKey *one = g_new0 (KinSetKey, 1);

  one->key = kin_secret_ref (key);
  one->key_id = g_strdup (key_id);
  g_ptr_array_add (restoring->keys, one);
  g_ptr_array_add (restoring->sets, g_strdup (set));
}

/* A person whose key is not wrapped, or is damaged, keeps the others from nothing: the record is
 * listed, and opening it says what is wrong. */
static void
add_person (Restoring  *restoring,
            const char *id,
            KinSecret  *family_key)
{
  g_autofree char *path = kin_data_folder_dup_person (restoring->folder, id);
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (path, NULL);
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (GError) error = NULL;

  if (meta == NULL || meta->wrapped_by_family == NULL)
    return;

  key = kin_key_unwrap (meta->wrapped_by_family, family_key, id, meta->key_id, &error);
  if (key != NULL)
    add_key (restoring, id, meta->key_id, key);
  else
    g_warning ("Recovering the key of a record: %s", error->message);
}

/* The list of people is in a file that is still closed: who is here is what folders there are. */
static void
add_people (Restoring *restoring,
            KinSecret *family_key)
{
  g_autofree char *path = g_build_filename (kin_data_folder_get_path (restoring->folder),
                                            KIN_PEOPLE_FOLDER, NULL);
  g_autoptr (GDir) people = g_dir_open (path, 0, NULL);
  const char *id;

  while (people != NULL && (id = g_dir_read_name (people)) != NULL)
    if (g_uuid_string_is_valid (id))
      add_person (restoring, id, family_key);
}

static gboolean
unwrap_all (Restoring  *restoring,
            KinSecret  *code,
            GError    **error)
{
  g_autoptr (KinSetMeta) meta = NULL;
  g_autoptr (KinSecret) key = NULL;

  meta = kin_set_meta_read (kin_data_folder_get_path (restoring->folder), error);
  if (meta != NULL)
    key = kin_recovery_unwrap (meta, code, NULL, error);
  if (key == NULL)
    return FALSE;

  add_people (restoring, key);
  add_key (restoring, KIN_FAMILY_SET, meta->key_id, key);
  return TRUE;
}

/* Into the keyring */

static void restore_next (GTask *task);

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinFamily *family = kin_family_open_finish (result, &error);

  if (family != NULL)
    g_task_return_pointer (task, family, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
go_on (GTask *task)
{
  Restoring *restoring = g_task_get_task_data (task);

  restoring->next++;
  restore_next (task);
}

/* A keyring that cannot keep the key does not keep a record closed: the key is held for as long
 * as the program runs, and the code is asked for again the next time. */
static void
hold_and_go_on (GTask *task)
{
  Restoring *restoring = g_task_get_task_data (task);
  KinSetKey *key = g_ptr_array_index (restoring->keys, restoring->next);
  g_autoptr (KinSecret) hex = kin_secret_to_hex (key->key);

  kin_keyring_hold (restoring->keyring, KIN_KEYRING_RECORD_KEY,
                    g_ptr_array_index (restoring->sets, restoring->next), key->key_id, hex);
  go_on (task);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (kin_keyring_store_finish (KIN_KEYRING (source), result, &error))
    go_on (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    hold_and_go_on (task);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Restoring *restoring = g_task_get_task_data (task);
  KinSetKey *key = g_ptr_array_index (restoring->keys, restoring->next);
  g_autoptr (KinSecret) found = NULL;
  g_autoptr (KinSecret) hex = NULL;
  g_autoptr (GError) error = NULL;

  found = kin_keyring_lookup_finish (KIN_KEYRING (source), result, &error);
  if (found != NULL)
    {
      go_on (task);
    }
  else if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING))
    {
      hex = kin_secret_to_hex (key->key);
      kin_keyring_store_async (restoring->keyring, KIN_KEYRING_RECORD_KEY,
                               g_ptr_array_index (restoring->sets, restoring->next), key->key_id,
                               hex, g_task_get_cancellable (task), stored_cb, g_object_ref (task));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    {
      hold_and_go_on (task);
    }
}

static void
restore_next (GTask *task)
{
  Restoring *restoring = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  KinSetKey *key;

  if (restoring->next == restoring->keys->len)
    {
      if (g_task_get_source_tag (task) == kin_recovery_bring_back_async)
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
      kin_family_open_folder_async (restoring->folder, restoring->keyring, cancellable, opened_cb,
                                    g_object_ref (task));
      return;
    }

  key = g_ptr_array_index (restoring->keys, restoring->next);
  kin_keyring_lookup_async (restoring->keyring, KIN_KEYRING_RECORD_KEY,
                            g_ptr_array_index (restoring->sets, restoring->next), key->key_id,
                            cancellable, looked_up_cb, g_object_ref (task));
}

static void
begin (GTask         *task,
       KinDataFolder *folder,
       KinKeyring    *keyring,
       KinSecret     *code)
{
  Restoring *restoring = g_new0 (Restoring, 1);
  GError *error = NULL;

  restoring->folder = g_object_ref (folder);
  restoring->keyring = g_object_ref (keyring);
  restoring->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_set_key_free);
  restoring->sets = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, restoring, (GDestroyNotify) restoring_free);

  if (unwrap_all (restoring, code, &error))
    restore_next (task);
  else
    g_task_return_error (task, error);
}

static void
take_folder_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinSecret) code = kin_secret_ref (g_task_get_task_data (task));
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  GError *error = NULL;
  g_autoptr (KinDataFolder) folder = kin_data_folder_take_finish (result, &error);

  if (folder != NULL)
    begin (task, folder, keyring, code);
  else
    g_task_return_error (task, error);
}

/**
 * kin_recovery_open_async:
 * @path: (nullable): the data folder, or %NULL for the usual one; nobody has it open
 * @code: what was typed from a recovery page
 *
 * Opens the family without the keyring's help, and gives the keyring back what it lost.
 */
void
kin_recovery_open_async (const char          *path,
                         KinSecret           *code,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (code != NULL);

  g_task_set_source_tag (task, kin_recovery_open_async);
  g_task_set_task_data (task, kin_secret_ref (code), (GDestroyNotify) kin_secret_unref);
  kin_data_folder_take_async (path, cancellable, take_folder_cb, g_object_ref (task));
}

/**
 * kin_recovery_open_finish:
 * @error: %KIN_ENGINE_ERROR_RECOVERY_CODE, %KIN_ENGINE_ERROR_RECOVERY_NONE,
 *   %KIN_ENGINE_ERROR_DAMAGED, or as kin_family_open_finish(): nothing was opened, and nothing
 *   of the records was changed
 *
 * Returns: (transfer full): the family
 */
KinFamily *
kin_recovery_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_recovery_bring_back_async:
 * @family: open, with people whose keys the keyring does not have any more
 * @code: what was typed from a recovery page
 *
 * Gives the keyring back what it lost.
 */
void
kin_recovery_bring_back_async (KinFamily           *family,
                               KinSecret           *code,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (family));
  g_return_if_fail (code != NULL);

  g_task_set_source_tag (task, kin_recovery_bring_back_async);
  begin (task, kin_family_get_folder (family), kin_family_get_keyring (family), code);
}

/**
 * kin_recovery_bring_back_finish:
 * @error: %KIN_ENGINE_ERROR_RECOVERY_CODE, %KIN_ENGINE_ERROR_RECOVERY_NONE, or
 *   %KIN_ENGINE_ERROR_DAMAGED: nothing was changed
 *
 * Returns: whether every key that the page covers is there
 */
gboolean
kin_recovery_bring_back_finish (KinFamily     *family,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, family), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_recovery_is_held:
 *
 * Returns: whether a key that was brought back is in no keyring: the next start asks for the code
 *   again
 */
gboolean
kin_recovery_is_held (KinFamily *family)
{
  g_return_val_if_fail (KIN_IS_FAMILY (family), FALSE);

  return kin_keyring_is_holding (kin_family_get_keyring (family));
}
