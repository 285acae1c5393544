/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-twins"

#include "config.h"

#include <string.h>

#include "kin-person-private.h"
#include "kin-person-twins.h"
#include "kin-task.h"

/* The same thing from several sources is listed once. What the person decides about it is a note
 * in `personal.db`; the record is put in order by the notes and by what is in it, a moment after
 * it changed, and before it is closed. */

#define KIND_APART "apart"

/* A clinic that is asked sends many pages: they are looked through when it is quiet. */
#define QUIET_MILLISECONDS 1000

static char **
list_apart (KinPerson *self)
{
  GPtrArray *notes = kin_person_get_notes (self);
  GStrvBuilder *names = g_strv_builder_new ();
  char **apart;

  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->kind, KIND_APART))
        g_strv_builder_add (names, note->name);
    }
  apart = g_strv_builder_end (names);
  g_strv_builder_unref (names);

  return apart;
}

static void
match (KinPerson           *self,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_auto (GStrv) apart = list_apart (self);

  kin_record_store_match_async (kin_person_get_record (self), apart, NULL, callback, user_data);
}

static void
matched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_record_store_match_finish (KIN_RECORD_STORE (source), result, &error))
    g_warning ("Some entries may show twice: %s", error->message);
}

static gboolean
on_quiet (gpointer user_data)
{
  KinPerson *self = user_data;
  KinTwinWatch *watch = &kin_person_get_watch (self)->twins;

  watch->due = 0;
  watch->is_changed = FALSE;
  match (self, matched_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
match_when_quiet (KinPerson *self)
{
  KinTwinWatch *watch = &kin_person_get_watch (self)->twins;

  g_clear_handle_id (&watch->due, g_source_remove);
  watch->due = g_timeout_add (QUIET_MILLISECONDS, on_quiet, self);
}

static void
on_record_changed (KinPerson *self)
{
  kin_person_get_watch (self)->twins.is_changed = TRUE;
  match_when_quiet (self);
  kin_person_say_changed (self);
}

/* Begins with the record as it was left, which may have been in the middle. */
void
kin_person_watch_twins (KinPerson *self)
{
  g_signal_connect_object (kin_person_get_record (self), "changed",
                           G_CALLBACK (on_record_changed), self, G_CONNECT_SWAPPED);
  match_when_quiet (self);
}

/* What changed just before the files are closed is put in order, too. */
void
kin_person_settle_twins (KinPerson *self)
{
  KinTwinWatch *watch = &kin_person_get_watch (self)->twins;

  g_signal_handlers_disconnect_by_func (kin_person_get_record (self), on_record_changed, self);
  g_clear_handle_id (&watch->due, g_source_remove);
  if (watch->is_changed)
    match (self, matched_cb, NULL);
  watch->is_changed = FALSE;
}

/* Both names of a note; one of them may be @name. */
static GStrv
split_pair (const KinNote *note)
{
  GStrv names = g_str_equal (note->kind, KIND_APART) ? g_strsplit (note->name, " ", 2) : NULL;

  if (names != NULL && g_strv_length (names) != 2)
    g_clear_pointer (&names, g_strfreev);

  return names;
}

/* Listing them */

typedef struct
{
  KinItem   *item;
  GPtrArray *apart;           /* of GStrv: source, type and id */
  GPtrArray *twins;           /* of KinTwin */
  guint      next;
} Look;

static void
look_free (Look *self)
{
  g_object_unref (self->item);
  g_ptr_array_unref (self->apart);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  g_free (self);
}

static void find_next (GTask *task);

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  KinItem *item = kin_record_store_find_finish (KIN_RECORD_STORE (source), result, &error);

  if (item != NULL)
    g_ptr_array_add (look->twins, kin_twin_new (item, KIN_TWIN_NONE));
  else if (!g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  find_next (task);
}

static void
find_next (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  KinPerson *self = g_task_get_source_object (task);
  char **parts;

  if (look->next == look->apart->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&look->twins),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (!kin_person_get_is_open (self))
    {
      g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                               "The person is closed");
      return;
    }

  parts = g_ptr_array_index (look->apart, look->next++);
  kin_record_store_find_async (kin_person_get_record (self), parts[0], parts[1], parts[2],
                               g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  GError *error = NULL;

  look->twins = kin_record_store_list_twins_finish (KIN_RECORD_STORE (source), result, &error);
  if (look->twins != NULL)
    find_next (task);
  else
    g_task_return_error (task, error);
}

/* The others of which a note says that they are not this one. */
static GPtrArray *
list_names_apart (KinPerson *self,
                  KinItem   *item)
{
  GPtrArray *notes = kin_person_get_notes (self);
  GPtrArray *apart = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *name = kin_item_dup_name (item);

  for (guint i = 0; i < notes->len; i++)
    {
      g_auto (GStrv) names = split_pair (g_ptr_array_index (notes, i));
      GStrv parts;

      if (names == NULL || !(g_str_equal (names[0], name) || g_str_equal (names[1], name)))
        continue;

      parts = g_strsplit (g_str_equal (names[0], name) ? names[1] : names[0], "/", 3);
      if (g_strv_length (parts) == 3)
        g_ptr_array_add (apart, parts);
      else
        g_strfreev (parts);
    }

  return apart;
}

/**
 * kin_person_list_twins_async:
 * @item: of this person's record
 *
 * Reads the same thing as it came from other sources, and what the person keeps apart from it.
 */
void
kin_person_list_twins_async (KinPerson           *self,
                             KinItem             *item,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  g_return_if_fail (kin_person_get_is_open (self));
  g_return_if_fail (KIN_IS_ITEM (item));

  look->item = g_object_ref (item);
  look->apart = list_names_apart (self, item);
  g_task_set_source_tag (task, kin_person_list_twins_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  kin_record_store_list_twins_async (kin_person_get_record (self), kin_item_get_id (item),
                                     cancellable, listed_cb, g_object_ref (task));
}

/**
 * kin_person_list_twins_finish:
 *
 * Returns: (transfer full) (element-type KinTwin): them, with their resources
 */
GPtrArray *
kin_person_list_twins_finish (KinPerson     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Keeping them apart */

typedef struct
{
  char     *name;
  gboolean  apart;
} Decision;

static void
decision_free (Decision *self)
{
  g_free (self->name);
  g_free (self);
}

static void
in_order_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_record_store_match_finish (KIN_RECORD_STORE (source), result, &error),
                        &error);
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  const Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  kin_person_take_note (self, KIND_APART, decision->name, decision->apart ? "" : NULL);
  if (kin_person_get_is_open (self))
    match (self, in_order_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * kin_person_set_apart_async:
 * @one: of this person's record
 * @other: one that is listed together with it, or was
 * @apart: %FALSE lets them be one again
 *
 * Lists both of two entries that were seen to be the same thing.
 */
void
kin_person_set_apart_async (KinPerson           *self,
                            KinItem             *one,
                            KinItem             *other,
                            gboolean             apart,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Decision *decision = g_new0 (Decision, 1);

  g_return_if_fail (kin_person_get_is_open (self));

  decision->name = kin_twin_dup_name (one, other);
  decision->apart = apart;
  g_task_set_source_tag (task, kin_person_set_apart_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, decision, (GDestroyNotify) decision_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  kin_personal_store_save_note_async (kin_person_get_personal (self), KIND_APART, decision->name,
                                      apart ? "" : NULL, NULL, note_cb, g_object_ref (task));
}

gboolean
kin_person_set_apart_finish (KinPerson     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
