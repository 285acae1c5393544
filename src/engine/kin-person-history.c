/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-history"

#include "config.h"

#include "kin-person-history.h"
#include "kin-person-private.h"

void
kin_earlier_free (KinEarlier *self)
{
  g_object_unref (self->item);
  g_free (self->until);
  g_free (self);
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) versions = NULL;
  GPtrArray *earlier;
  GError *error = NULL;

  versions = kin_record_store_history_finish (KIN_RECORD_STORE (source), result, &error);
  if (versions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_earlier_free);
  for (guint i = 0; i < versions->len; i++)
    {
      const KinItemVersion *version = g_ptr_array_index (versions, i);
      KinEarlier *one = g_new0 (KinEarlier, 1);

      one->item = g_object_ref (version->item);
      one->until = g_strdup (version->replaced);
      g_ptr_array_add (earlier, one);
    }

  g_task_return_pointer (task, earlier, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * kin_person_history_async:
 * @id: of an item
 *
 * Reads what an item said before, each time it said something else.
 */
void
kin_person_history_async (KinPerson           *self,
                          gint64               id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_history_async);
  kin_record_store_history_async (kin_person_get_record (self), id, cancellable, history_cb, task);
}

/**
 * kin_person_history_finish:
 *
 * Returns: (transfer container) (element-type KinEarlier): newest first, without what it says now
 */
GPtrArray *
kin_person_history_finish (KinPerson     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
