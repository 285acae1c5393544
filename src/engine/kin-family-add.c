/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-add"

#include "config.h"

#include "kin-colours.h"
#include "kin-crash-point.h"
#include "kin-family-private.h"
#include "kin-person-private.h"
#include "kin-recovery-private.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"

/* Adding the first person makes the family's key and file; then the person's; then what opens it
 * with the recovery page, if there is one; then the line that says that the person is here. */

typedef struct
{
  char           *name;
  char           *birth_date;
  char           *relation;
  char           *colour;
  KinPersonFlags  flags;
  KinPerson      *person;
  GError         *error;       /* why it was not done, while what was opened is closed */
} Addition;

static void
addition_free (Addition *addition)
{
  g_free (addition->name);
  g_free (addition->birth_date);
  g_free (addition->relation);
  g_free (addition->colour);
  g_clear_object (&addition->person);
  g_clear_error (&addition->error);
  g_free (addition);
}

static void
not_added_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Addition *addition = g_task_get_task_data (task);

  if (!kin_person_close_finish (KIN_PERSON (source), result, &error))
    g_warning ("Closing a person's files: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&addition->error));
}

/* Whoever is not in the family is not closed with it: what was opened is closed here, before
 * anybody is told. */
static void
give_up_addition (GTask  *task,
                  GError *error)
{
  Addition *addition = g_task_get_task_data (task);

  addition->error = error;
  kin_person_close_async (addition->person, not_added_cb, g_object_ref (task));
}

static void
save_person_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_family_store_save_person_finish (KIN_FAMILY_STORE (source), result, &error))
    {
      give_up_addition (task, error);
      return;
    }

  kin_crash_point ("family.person-listed");
  g_list_store_append (kin_family_get_people (self), addition->person);
  g_task_return_pointer (task, g_object_ref (addition->person), g_object_unref);
}

static void
cover_person_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPersonNote) note = NULL;
  KinFamily *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_recovery_cover_finish (self, result, &error))
    {
      give_up_addition (task, error);
      return;
    }

  kin_crash_point ("family.person-made");
  note = kin_person_note_new (kin_person_get_id (addition->person), addition->name,
                              addition->birth_date);
  note->relation = g_strdup (addition->relation);
  note->colour = g_strdup (addition->colour);
  note->is_self = (addition->flags & KIN_PERSON_SELF) != 0;
  note->is_sample = (addition->flags & KIN_PERSON_SAMPLE) != 0;
  kin_family_store_save_person_async (kin_family_get_store (self), note,
                                      g_task_get_cancellable (task), save_person_cb,
                                      g_object_ref (task));
}

static void
create_person_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (kin_person_create_finish (KIN_PERSON (source), result, &error))
    kin_recovery_cover_async (self, KIN_PERSON (source), g_task_get_cancellable (task),
                              cover_person_cb, g_object_ref (task));
  else
    give_up_addition (task, error);
}

static void
add_person (GTask *task)
{
  KinFamily *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);
  g_autofree char *id = g_uuid_string_random ();

  addition->person = kin_family_new_person (self, id, addition->name, addition->birth_date,
                                            addition->colour, addition->flags);
  kin_person_set_relation (addition->person, addition->relation);
  kin_person_create_async (addition->person, g_task_get_cancellable (task), create_person_cb,
                           g_object_ref (task));
}

static void
create_store_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinFamily *self = g_task_get_source_object (task);
  KinFamilyStore *store;
  GError *error = NULL;

  store = kin_family_store_open_finish (result, &error);
  kin_crash_point ("family.file-made");
  if (store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kin_family_take_store (self, store);
  add_person (task);
}

static void
create_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinSetKey) key = NULL;
  g_autoptr (KinSetMeta) meta = NULL;
  KinFamily *self = g_task_get_source_object (task);
  const char *path = kin_data_folder_get_path (kin_family_get_folder (self));
  GError *error = NULL;

  key = kin_set_key_create_finish (result, &error);
  if (key != NULL)
    {
      meta = kin_set_meta_new (key->key_id);
      kin_set_meta_write (meta, path, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    kin_family_store_open_async (path, KIN_STORE_CREATE, key->key, key->key_id,
                                 g_task_get_cancellable (task), create_store_cb,
                                 g_object_ref (task));
}

/**
 * kin_family_add_async:
 * @name: as the person is called at home
 * @birth_date: (nullable): FHIR date
 * @relation: (nullable): what the person is to the one who uses this computer account
 * @colour: (nullable): the name of the colour and pattern that mark the person's pages; %NULL
 *   for one that nobody has
 *
 * Adds a person, with files and a key of their own.
 */
void
kin_family_add_async (KinFamily           *self,
                      const char          *name,
                      const char          *birth_date,
                      const char          *relation,
                      const char          *colour,
                      KinPersonFlags       flags,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Addition *addition = g_new0 (Addition, 1);

  g_return_if_fail (KIN_IS_FAMILY (self));

  addition->name = g_strdup (name);
  addition->birth_date = g_strdup (birth_date);
  addition->relation = kin_family_dup_relation (relation);
  addition->colour = g_strdup (colour != NULL ? colour
                                              : kin_colours_find_free (G_LIST_MODEL (self)));
  addition->flags = flags;
  g_task_set_source_tag (task, kin_family_add_async);
  g_task_set_task_data (task, addition, (GDestroyNotify) addition_free);

  if (kin_family_get_store (self) != NULL)
    add_person (task);
  else
    kin_set_key_create_async (kin_family_get_keyring (self), KIN_FAMILY_SET, cancellable,
                              create_key_cb, g_object_ref (task));
}

/**
 * kin_family_add_finish:
 *
 * Returns: (transfer full): the new person, open
 */
KinPerson *
kin_family_add_finish (KinFamily     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
