/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-details"

#include "config.h"

#include "kin-family-private.h"
#include "kin-person-private.h"
#include "kin-task.h"

/* What is said of somebody, and of whom, while it is saved. */
typedef struct
{
  KinPerson *person;
  GBytes    *photo;
  char      *relation;
} Details;

static void
details_free (Details *details)
{
  g_object_unref (details->person);
  g_clear_pointer (&details->photo, g_bytes_unref);
  g_free (details->relation);
  g_free (details);
}

static void
save_photo_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Details *details = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_family_store_save_photo_finish (KIN_FAMILY_STORE (source), result, &error))
    kin_person_set_photo (details->person, details->photo);
  kin_task_return_done (task, error == NULL, &error);
}

static void
save_relation_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Details *details = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_family_store_save_relation_finish (KIN_FAMILY_STORE (source), result, &error))
    kin_person_set_relation (details->person, details->relation);
  kin_task_return_done (task, error == NULL, &error);
}

/**
 * kin_family_set_photo_async:
 * @person: one of the family
 * @photo: (nullable): %KIN_PERSON_PHOTO_SIDE rows of pixels, or %NULL for none
 *
 * Keeps a photo of a person, in the family's encrypted file.
 */
void
kin_family_set_photo_async (KinFamily           *self,
                            KinPerson           *person,
                            GBytes              *photo,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Details *details = g_new0 (Details, 1);

  g_return_if_fail (KIN_IS_FAMILY (self) && kin_family_get_store (self) != NULL);
  g_return_if_fail (KIN_IS_PERSON (person));

  details->person = g_object_ref (person);
  details->photo = photo != NULL ? g_bytes_ref (photo) : NULL;
  g_task_set_source_tag (task, kin_family_set_photo_async);
  g_task_set_task_data (task, details, (GDestroyNotify) details_free);
  kin_family_store_save_photo_async (kin_family_get_store (self), kin_person_get_id (person),
                                     photo, cancellable, save_photo_cb, g_object_ref (task));
}

gboolean
kin_family_set_photo_finish (KinFamily     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_family_dup_relation:
 * @typed: (nullable): what was typed of what a person is to the one who types
 *
 * Returns: (nullable): that, without the spaces around it; %NULL where nothing is left
 */
char *
kin_family_dup_relation (const char *typed)
{
  g_autofree char *relation = g_strstrip (g_strdup (typed != NULL ? typed : ""));

  return *relation != '\0' ? g_steal_pointer (&relation) : NULL;
}

/**
 * kin_family_set_relation_async:
 * @person: one of the family
 * @relation: (nullable): what the person is to the one who uses this computer account
 *
 * Keeps it in the family's encrypted file, without the spaces around it; nothing is %NULL.
 */
void
kin_family_set_relation_async (KinFamily           *self,
                               KinPerson           *person,
                               const char          *relation,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Details *details = g_new0 (Details, 1);

  g_return_if_fail (KIN_IS_FAMILY (self) && kin_family_get_store (self) != NULL);
  g_return_if_fail (KIN_IS_PERSON (person));

  details->person = g_object_ref (person);
  details->relation = kin_family_dup_relation (relation);
  g_task_set_source_tag (task, kin_family_set_relation_async);
  g_task_set_task_data (task, details, (GDestroyNotify) details_free);
  kin_family_store_save_relation_async (kin_family_get_store (self), kin_person_get_id (person),
                                        details->relation, cancellable, save_relation_cb,
                                        g_object_ref (task));
}

gboolean
kin_family_set_relation_finish (KinFamily     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
