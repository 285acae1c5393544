/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-key"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"
#include "kin-store-error.h"

#define KEY_LENGTH 32
#define KEY_ID_LENGTH 16

static KinSetKey *
set_key_new (KinSecret  *key,
             const char *key_id)
{
  KinSetKey *self = g_new0 (KinSetKey, 1);

  self->key = kin_secret_ref (key);
  self->key_id = g_strdup (key_id);

  return self;
}

void
kin_set_key_free (KinSetKey *self)
{
  kin_secret_unref (self->key);
  g_free (self->key_id);
  g_free (self);
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinSetKey *made = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_keyring_store_finish (KIN_KEYRING (source), result, &error))
    g_task_return_pointer (task, set_key_new (made->key, made->key_id),
                           (GDestroyNotify) kin_set_key_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_set_key_create_async:
 * @set: the id of a set of which no file exists yet: the caller answers for that
 *
 * Makes a random key and puts it into the keyring. It is given out only after the keyring has
 * said it back, so that no file is ever written with a key that nobody keeps.
 */
void
kin_set_key_create_async (KinKeyring          *keyring,
                          const char          *set,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (keyring, cancellable, callback, user_data);
  g_autoptr (KinSecret) key = kin_secret_new_random (KEY_LENGTH);
  g_autoptr (KinSecret) hex = kin_secret_to_hex (key);
  g_autoptr (KinSecret) id_bytes = kin_secret_new_random (KEY_ID_LENGTH);
  g_autoptr (KinSecret) id = kin_secret_to_hex (id_bytes);

  g_task_set_source_tag (task, kin_set_key_create_async);
  g_task_set_task_data (task, set_key_new (key, kin_secret_get_text (id)),
                        (GDestroyNotify) kin_set_key_free);
  kin_keyring_store_async (keyring, KIN_KEYRING_RECORD_KEY, set, kin_secret_get_text (id), hex,
                           cancellable, create_cb, task);
}

/**
 * kin_set_key_create_finish:
 *
 * Returns: (transfer full): the new key
 */
KinSetKey *
kin_set_key_create_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_set_key_find:
 * @set: the id of a set of files
 * @folder: where they are
 *
 * Finds the key of an existing set by what its file `meta` says. Nothing is written, and no
 * key is ever made here, whatever the keyring answers. For a thread that may wait.
 *
 * Returns: (transfer full): the key of the set
 */
KinSetKey *
kin_set_key_find (KinKeyring    *keyring,
                  const char    *set,
                  const char    *folder,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (KinSecret) hex = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (folder, &local);

  if (g_error_matches (local, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                         "The file that says which key opens the set is not there");
  else if (meta == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (meta == NULL)
    return NULL;

  hex = kin_keyring_lookup (keyring, KIN_KEYRING_RECORD_KEY, set, meta->key_id, cancellable, error);
  if (hex == NULL)
    return NULL;

  key = kin_secret_from_hex (kin_secret_get_text (hex));
  if (key != NULL)
    return set_key_new (key, meta->key_id);

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED,
                       "Keyring, read a key: not a key");
  return NULL;
}

typedef struct
{
  char *set;
  char *folder;
} Finding;

static void
finding_free (Finding *self)
{
  g_free (self->set);
  g_free (self->folder);
  g_free (self);
}

static void
find_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Finding *finding = task_data;
  GError *error = NULL;
  KinSetKey *key = kin_set_key_find (source_object, finding->set, finding->folder, cancellable,
                                     &error);

  if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify) kin_set_key_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_set_key_find_async:
 *
 * As kin_set_key_find(), for who does not wait.
 */
void
kin_set_key_find_async (KinKeyring          *keyring,
                        const char          *set,
                        const char          *folder,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (keyring, cancellable, callback, user_data);
  Finding *finding = g_new0 (Finding, 1);

  finding->set = g_strdup (set);
  finding->folder = g_strdup (folder);
  g_task_set_source_tag (task, kin_set_key_find_async);
  g_task_set_task_data (task, finding, (GDestroyNotify) finding_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * kin_set_key_find_finish:
 *
 * Returns: (transfer full): the key of the set
 */
KinSetKey *
kin_set_key_find_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
