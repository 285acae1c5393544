/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-urgent"

#include "config.h"

#include "kin-mark.h"
#include "kin-person-record.h"
#include "kin-person-urgent.h"

/* So many are read at a time, and more as long as they are recent. What is older and not opened
 * yet is found among the latest of them. */
#define MOST_ITEMS 300

/* Where laboratories and clinics put what they mark. */
static const KinSection sections[]
  = { KIN_SECTION_RESULTS, KIN_SECTION_MEASUREMENTS, KIN_SECTION_SCANS };

typedef struct
{
  GPtrArray *urgent;
  GDateTime *now;
  guint      n_read;        /* sections */
  guint      offset;        /* in the one that is read */
} Walk;

static void
walk_free (Walk *self)
{
  g_clear_pointer (&self->urgent, g_ptr_array_unref);
  g_date_time_unref (self->now);
  g_free (self);
}

static void read_next (GTask *task);

/* A sensor sends hundreds a day. */
static gboolean
are_all_recent (Walk      *walk,
                GPtrArray *items)
{
  return items->len == MOST_ITEMS &&
         kin_mark_is_recent (kin_item_get_date (g_ptr_array_index (items, items->len - 1)),
                             walk->now);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) items = NULL;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;

  items = kin_person_list_finish (KIN_PERSON (source), result, &error);
  if (items == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < items->len; i++)
    if (kin_item_is_urgent (g_ptr_array_index (items, i)))
      g_ptr_array_add (walk->urgent, g_object_ref (g_ptr_array_index (items, i)));

  if (are_all_recent (walk, items))
    {
      walk->offset += MOST_ITEMS;
    }
  else
    {
      walk->offset = 0;
      walk->n_read++;
    }
  read_next (task);
}

static void
read_next (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);

  if (walk->n_read == G_N_ELEMENTS (sections) || !kin_person_get_is_open (self))
    {
      g_task_return_pointer (task, g_steal_pointer (&walk->urgent),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  kin_person_list_async (self, sections[walk->n_read], 0, walk->offset, MOST_ITEMS,
                         g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

/**
 * kin_person_list_urgent_async:
 *
 * Looks for what a laboratory or a clinic marked as needing quick attention.
 */
void
kin_person_list_urgent_async (KinPerson           *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  walk->now = g_date_time_new_now_local ();
  walk->urgent = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, kin_person_list_urgent_async);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  read_next (task);
}

/**
 * kin_person_list_urgent_finish:
 *
 * Returns: (transfer full) (element-type KinItem): the items, of each section the latest first
 */
GPtrArray *
kin_person_list_urgent_finish (KinPerson     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
