/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-photo"

#include "config.h"

#include "kin-family-private.h"
#include "kin-person-private.h"

/* The photo and whose it is, while it is saved. */
typedef struct
{
  KinPerson *person;
  GBytes    *photo;
} Portrait;

static void
portrait_free (Portrait *portrait)
{
  g_object_unref (portrait->person);
  g_clear_pointer (&portrait->photo, g_bytes_unref);
  g_free (portrait);
}

static void
save_photo_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Portrait *portrait = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_family_store_save_photo_finish (KIN_FAMILY_STORE (source), result, &error))
    {
      kin_person_set_photo (portrait->person, portrait->photo);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
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
  Portrait *portrait = g_new0 (Portrait, 1);

  g_return_if_fail (KIN_IS_FAMILY (self) && kin_family_get_store (self) != NULL);
  g_return_if_fail (KIN_IS_PERSON (person));

  portrait->person = g_object_ref (person);
  portrait->photo = photo != NULL ? g_bytes_ref (photo) : NULL;
  g_task_set_source_tag (task, kin_family_set_photo_async);
  g_task_set_task_data (task, portrait, (GDestroyNotify) portrait_free);
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
