/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-family-private.h"
#include "kin-key-wrap.h"
#include "kin-recovery-code.h"
#include "kin-recovery-private.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"

/* The recovery page: a code on paper that opens everything when the keyring is lost.
 *
 * The code wraps the key of the family's set, and that key wraps the key of each person's. So a
 * code comes into force, or goes, by one file replaced in one step, and whoever is added later is
 * covered without the code. While there is a code, everyone in the family is covered.
 *
 * A code holds from before it is first shown: every page that somebody may have in hand opens
 * the records, until another one was typed back from paper. */

/* Pages that were shown and never typed back; older ones than these are given up. */
#define MOST_CODES 8

/**
 * kin_recovery_get_state:
 * @path: (nullable): the data folder, or %NULL for the usual one
 *
 * Takes no time worth a thread, and needs no key: one small file is read.
 *
 * Returns: whether there is a recovery page for the records there
 */
KinRecoveryState
kin_recovery_get_state (const char *path)
{
  g_autofree char *folder = kin_data_folder_dup_path (path);
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (folder, NULL);

  if (meta == NULL || meta->wrapped_by_code == NULL || *meta->wrapped_by_code == NULL)
    return KIN_RECOVERY_NONE;

  if (!meta->code_was_typed)
    return KIN_RECOVERY_PRINTED;

  return g_strv_length (meta->wrapped_by_code) > 1 ? KIN_RECOVERY_RENEWED : KIN_RECOVERY_TYPED;
}

/* Making a code goes the family's key → each person's key, wrapped with it → the code, beside
 * the family. Covering one person later is the middle of it. */

typedef struct
{
  KinSetKey *family_key;
  GPtrArray *people;               /* of KinPerson */
  guint      next;
  KinSecret *code;                 /* NULL when only people are covered */
} Covering;

static void
covering_free (Covering *covering)
{
  g_clear_pointer (&covering->family_key, kin_set_key_free);
  g_ptr_array_unref (covering->people);
  g_clear_pointer (&covering->code, kin_secret_unref);
  g_free (covering);
}

static gboolean
is_covered (KinSetMeta *meta,
            KinPerson  *person,
            KinSetKey  *family_key)
{
  g_autoptr (KinSecret) key = NULL;

  if (meta->wrapped_by_family == NULL)
    return FALSE;

  key = kin_key_unwrap (meta->wrapped_by_family, family_key->key, kin_person_get_id (person),
                        meta->key_id, NULL);
  return key != NULL;
}

/* The newest code is the last. The one that was typed back stays the first. */
static void
add_code (KinSetMeta *meta,
          const char *wrapped)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_codes = meta->wrapped_by_code != NULL ? g_strv_length (meta->wrapped_by_code) : 0;
  guint given_up = n_codes < MOST_CODES ? n_codes : meta->code_was_typed ? 1 : 0;

  for (guint i = 0; i < n_codes; i++)
    if (i != given_up)
      g_strv_builder_add (builder, meta->wrapped_by_code[i]);
  g_strv_builder_add (builder, wrapped);

  g_strfreev (meta->wrapped_by_code);
  meta->wrapped_by_code = g_strv_builder_end (builder);
}

static void
finish_covering (GTask *task)
{
  KinFamily *family = g_task_get_source_object (task);
  Covering *covering = g_task_get_task_data (task);
  const char *folder = kin_data_folder_get_path (kin_family_get_folder (family));
  KinSetKey *key = covering->family_key;
  g_autoptr (KinSetMeta) meta = NULL;
  g_autofree char *wrapped = NULL;
  GError *error = NULL;

  if (covering->code == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  wrapped = kin_key_wrap (key->key, covering->code, KIN_FAMILY_SET, key->key_id);
  meta = kin_set_meta_read (folder, &error);
  if (meta != NULL)
    add_code (meta, wrapped);
  if (meta != NULL && kin_set_meta_write (meta, folder, &error))
    g_task_return_pointer (task, kin_secret_ref (covering->code),
                           (GDestroyNotify) kin_secret_unref);
  else
    g_task_return_error (task, error);
}

static void cover_next (GTask *task);

static gboolean
cover (KinPerson  *person,
       KinSetKey  *key,
       KinSetKey  *family_key,
       GError    **error)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (kin_person_get_folder (person), error);

  if (meta == NULL)
    return FALSE;

  g_free (meta->wrapped_by_family);
  meta->wrapped_by_family = kin_key_wrap (key->key, family_key->key, kin_person_get_id (person),
                                          key->key_id);

  return kin_set_meta_write (meta, kin_person_get_folder (person), error);
}

static void
person_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Covering *covering = g_task_get_task_data (task);
  KinPerson *person = g_ptr_array_index (covering->people, covering->next);
  g_autoptr (KinSetKey) key = NULL;
  GError *error = NULL;

  key = kin_set_key_find_finish (result, &error);
  if (key != NULL)
    cover (person, key, covering->family_key, &error);

  /* A record whose key is lost already is not the reason to leave the others without. */
  if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING))
    {
      g_warning ("The recovery page cannot cover a record without a key");
      g_clear_error (&error);
    }

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  covering->next++;
  cover_next (task);
}

static void
cover_next (GTask *task)
{
  KinFamily *family = g_task_get_source_object (task);
  Covering *covering = g_task_get_task_data (task);

  for (; covering->next < covering->people->len; covering->next++)
    {
      KinPerson *person = g_ptr_array_index (covering->people, covering->next);
      g_autoptr (KinSetMeta) meta = kin_set_meta_read (kin_person_get_folder (person), NULL);

      if (meta != NULL && is_covered (meta, person, covering->family_key))
        continue;

      kin_set_key_find_async (kin_family_get_keyring (family), kin_person_get_id (person),
                              kin_person_get_folder (person), g_task_get_cancellable (task),
                              person_key_cb, g_object_ref (task));
      return;
    }

  finish_covering (task);
}

static void
family_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Covering *covering = g_task_get_task_data (task);
  GError *error = NULL;

  covering->family_key = kin_set_key_find_finish (result, &error);
  if (covering->family_key == NULL)
    g_task_return_error (task, error);
  else
    cover_next (task);
}

static void
begin_covering (GTask    *task,
                Covering *covering)
{
  KinFamily *family = g_task_get_source_object (task);

  g_task_set_task_data (task, covering, (GDestroyNotify) covering_free);
  kin_set_key_find_async (kin_family_get_keyring (family), KIN_FAMILY_SET,
                          kin_data_folder_get_path (kin_family_get_folder (family)),
                          g_task_get_cancellable (task), family_key_cb, g_object_ref (task));
}

static GPtrArray *
list_people (KinFamily *family)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (family));

  for (guint i = 0; i < n_people; i++)
    g_ptr_array_add (people, g_list_model_get_item (G_LIST_MODEL (family), i));

  return people;
}

/**
 * kin_recovery_make_async:
 * @family: with at least one person
 *
 * Makes a recovery code and puts it in force beside those that are. Only then is it given out.
 */
void
kin_recovery_make_async (KinFamily           *family,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);
  Covering *covering = g_new0 (Covering, 1);

  g_return_if_fail (KIN_IS_FAMILY (family));

  g_task_set_source_tag (task, kin_recovery_make_async);
  covering->people = list_people (family);
  covering->code = kin_recovery_code_new ();
  begin_covering (task, covering);
}

/**
 * kin_recovery_make_finish:
 * @error: a keyring error, or one of the store when the file cannot be written
 *
 * Returns: (transfer full): the code, for kin_recovery_code_to_text(); it is kept nowhere
 */
KinSecret *
kin_recovery_make_finish (KinFamily     *family,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, family), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_recovery_cover_async:
 * @person: who has files and a key, and is not in the list of people yet
 *
 * Where there is a recovery page, it opens this person's record too from now on.
 */
void
kin_recovery_cover_async (KinFamily           *family,
                          KinPerson           *person,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);
  const char *folder = kin_data_folder_get_path (kin_family_get_folder (family));
  Covering *covering;

  g_task_set_source_tag (task, kin_recovery_cover_async);
  if (kin_recovery_get_state (folder) == KIN_RECOVERY_NONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  covering = g_new0 (Covering, 1);
  covering->people = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (covering->people, g_object_ref (person));
  begin_covering (task, covering);
}

gboolean
kin_recovery_cover_finish (KinFamily     *family,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, family), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_recovery_uncover:
 * @person: who is going to be removed
 *
 * Takes the wrapped key away, so that the paper does not open what is left of a removal that was
 * cut off. What cannot be written is removed with the folder.
 */
void
kin_recovery_uncover (KinPerson *person)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (kin_person_get_folder (person), NULL);
  g_autoptr (GError) error = NULL;

  if (meta == NULL || meta->wrapped_by_family == NULL)
    return;

  g_clear_pointer (&meta->wrapped_by_family, g_free);
  if (!kin_set_meta_write (meta, kin_person_get_folder (person), &error))
    g_warning ("Taking a wrapped key away: %s", error->message);
}

/* Typing back, and forgetting: on a thread, because the disk is waited for. */

typedef struct
{
  char      *folder;
  KinSecret *code;                 /* NULL: every code is to go */
} Typing;

static void
typing_free (Typing *typing)
{
  g_free (typing->folder);
  g_clear_pointer (&typing->code, kin_secret_unref);
  g_free (typing);
}

/* Of all codes in force only the one that was typed stays. */
static gboolean
keep_only (KinSetMeta  *meta,
           KinSecret   *code,
           GError     **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (KinSecret) key = NULL;
  g_autofree char *wrapped = NULL;

  key = kin_recovery_unwrap (meta, code, &wrapped, error);
  if (key == NULL)
    return FALSE;

  g_strv_builder_add (builder, wrapped);
  g_strfreev (meta->wrapped_by_code);
  meta->wrapped_by_code = g_strv_builder_end (builder);
  meta->code_was_typed = TRUE;
  return TRUE;
}

static void
typing_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Typing *typing = task_data;
  g_autoptr (KinSetMeta) meta = NULL;
  GError *error = NULL;
  gboolean done;

  meta = kin_set_meta_read (typing->folder, &error);
  done = meta != NULL;
  if (done && typing->code != NULL)
    done = keep_only (meta, typing->code, &error);
  else if (done)
    g_clear_pointer (&meta->wrapped_by_code, g_strfreev);

  if (done && kin_set_meta_write (meta, typing->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
begin_typing (GTask     *task,
              KinSecret *code)
{
  KinFamily *family = g_task_get_source_object (task);
  Typing *typing = g_new0 (Typing, 1);

  typing->folder = g_strdup (kin_data_folder_get_path (kin_family_get_folder (family)));
  typing->code = code != NULL ? kin_secret_ref (code) : NULL;
  g_task_set_task_data (task, typing, (GDestroyNotify) typing_free);
  g_task_run_in_thread (task, typing_thread);
}

/**
 * kin_recovery_type_async:
 * @code: what was typed back from paper
 *
 * Proves that the paper can be read and opens the records. From then on it is the only one.
 */
void
kin_recovery_type_async (KinFamily           *family,
                         KinSecret           *code,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (family));
  g_return_if_fail (code != NULL);

  g_task_set_source_tag (task, kin_recovery_type_async);
  begin_typing (task, code);
}

/**
 * kin_recovery_type_finish:
 * @error: %KIN_ENGINE_ERROR_RECOVERY_CODE, %KIN_ENGINE_ERROR_RECOVERY_NONE,
 *   %KIN_ENGINE_ERROR_DAMAGED: nothing was changed
 *
 * Returns: whether it is the code in force
 */
gboolean
kin_recovery_type_finish (KinFamily     *family,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, family), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_recovery_forget_async:
 *
 * No recovery page opens anything any more.
 */
void
kin_recovery_forget_async (KinFamily           *family,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (family, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_FAMILY (family));

  g_task_set_source_tag (task, kin_recovery_forget_async);
  begin_typing (task, NULL);
}

gboolean
kin_recovery_forget_finish (KinFamily     *family,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, family), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
