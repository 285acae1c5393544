/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-hidden"

#include "config.h"

#include "kin-person-hidden.h"
#include "kin-person-private.h"

/* What the person does not want to see, because it is about somebody else. The decision is a note
 * in `personal.db`, where nothing that a clinic sends can reach it; `record.db` follows it. So
 * the note is written first, taken back last, and held to whenever the person is opened. */

#define KIND_HIDDEN "hidden"

/* Between two looks at what came. */
#define PAUSE_MILLISECONDS 2000

/* The three parts of the kin_item_dup_name() that is noted. */
static GStrv
split_name (const KinNote *note)
{
  GStrv parts = g_str_equal (note->kind, KIND_HIDDEN) ? g_strsplit (note->name, "/", 3) : NULL;

  if (parts != NULL && g_strv_length (parts) != 3)
    g_clear_pointer (&parts, g_strfreev);

  return parts;
}

static gboolean
is_of_section (const KinNote *note,
               KinSection     section)
{
  return g_str_equal (note->kind, KIND_HIDDEN) &&
         (section == KIN_SECTION_NONE ||
          g_str_equal (note->value, kin_section_get_id (section)));
}

/**
 * kin_person_is_hidden:
 * @item: of this person's record
 *
 * Returns: whether the person hid it
 */
gboolean
kin_person_is_hidden (KinPerson *self,
                      KinItem   *item)
{
  g_autofree char *name = kin_item_dup_name (item);
  guint position;

  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return kin_person_find_note (self, KIND_HIDDEN, name, &position);
}

/**
 * kin_person_count_hidden:
 * @section: where they were, or %KIN_SECTION_NONE for all
 *
 * Returns: how many entries the person hid
 */
guint
kin_person_count_hidden (KinPerson  *self,
                         KinSection  section)
{
  GPtrArray *notes;
  guint count = 0;

  g_return_val_if_fail (KIN_IS_PERSON (self), 0);

  notes = kin_person_get_notes (self);
  for (guint i = 0; i < notes->len; i++)
    if (is_of_section (g_ptr_array_index (notes, i), section))
      count++;

  return count;
}

/* Hiding, and taking it back */

typedef struct
{
  KinItem  *item;
  char     *name;
  gboolean  hidden;
} Decision;

static void
decision_free (Decision *self)
{
  g_object_unref (self->item);
  g_free (self->name);
  g_free (self);
}

static void write_note (GTask *task);
static void write_record (GTask *task);

static const char *
get_section (const Decision *decision)
{
  return kin_section_get_id (kin_item_get_section (decision->item));
}

/* The file has the note still. */
static void
put_back (GTask *task)
{
  const Decision *decision = g_task_get_task_data (task);

  if (!decision->hidden && kin_person_get_is_open (g_task_get_source_object (task)))
    kin_person_take_note (g_task_get_source_object (task), KIND_HIDDEN, decision->name,
                          get_section (decision));
}

/* The second step is not cancelled, or the files would disagree; but the person may be closed. */
static void
go_on (GTask  *task,
       void  (*write) (GTask *task))
{
  if (kin_person_get_is_open (g_task_get_source_object (task)))
    write (task);
  else
    g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                             "The person is closed");
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      put_back (task);
      g_task_return_error (task, error);
      return;
    }

  kin_person_take_note (g_task_get_source_object (task), KIND_HIDDEN, decision->name,
                        decision->hidden ? get_section (decision) : NULL);
  kin_person_say_changed (g_task_get_source_object (task));
  if (decision->hidden)
    go_on (task, write_record);
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_note (GTask *task)
{
  const Decision *decision = g_task_get_task_data (task);

  kin_personal_store_save_note_async (
    kin_person_get_personal (g_task_get_source_object (task)), KIND_HIDDEN, decision->name,
    decision->hidden ? get_section (decision) : NULL, NULL, note_cb, g_object_ref (task));
}

static void
record_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_record_store_set_hidden_finish (KIN_RECORD_STORE (source), result, &error))
    {
      put_back (task);
      g_task_return_error (task, error);
    }
  else if (decision->hidden)
    g_task_return_boolean (task, TRUE);
  else
    go_on (task, write_note);
}

static void
write_record (GTask *task)
{
  const Decision *decision = g_task_get_task_data (task);

  kin_record_store_set_hidden_async (kin_person_get_record (g_task_get_source_object (task)),
                                     kin_item_get_source (decision->item),
                                     kin_item_get_kind (decision->item),
                                     kin_item_get_resource_id (decision->item), decision->hidden,
                                     NULL, record_cb, g_object_ref (task));
}

/**
 * kin_person_set_hidden_async:
 * @item: of this person's record
 * @hidden: %FALSE shows it again
 *
 * Takes an entry out of lists, counts, search and print, or puts it back. It stays in the file,
 * and stays hidden whatever the clinic says of it later.
 */
void
kin_person_set_hidden_async (KinPerson           *self,
                             KinItem             *item,
                             gboolean             hidden,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Decision *decision = g_new0 (Decision, 1);

  g_return_if_fail (kin_person_get_is_open (self));

  decision->item = g_object_ref (item);
  decision->name = kin_item_dup_name (item);
  decision->hidden = hidden;
  g_task_set_source_tag (task, kin_person_set_hidden_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, decision, (GDestroyNotify) decision_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (hidden)
    {
      write_note (task);
      return;
    }

  /* Or what the record does now would be undone by the note. */
  kin_person_take_note (self, KIND_HIDDEN, decision->name, NULL);
  write_record (task);
}

gboolean
kin_person_set_hidden_finish (KinPerson     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
hide_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_record_store_set_hidden_finish (KIN_RECORD_STORE (source), result, &error))
    g_warning ("What was hidden may show: %s", error->message);
}

static void
hide_what_is_noted (KinPerson *self)
{
  GPtrArray *notes = kin_person_get_notes (self);

  for (guint i = 0; i < notes->len; i++)
    {
      g_auto (GStrv) parts = split_name (g_ptr_array_index (notes, i));

      if (parts != NULL && kin_person_get_is_open (self))
        kin_record_store_set_hidden_async (kin_person_get_record (self), parts[0], parts[1],
                                           parts[2], TRUE, NULL, hide_again_cb, NULL);
    }
}

static gboolean on_pause_over (gpointer user_data);

static void
hide_and_pause (KinPerson *self)
{
  KinHiddenWatch *watch = &kin_person_get_watch (self)->hidden;

  watch->is_changed = FALSE;
  if (kin_person_count_hidden (self, KIN_SECTION_NONE) == 0)
    return;

  hide_what_is_noted (self);
  watch->due = g_timeout_add (PAUSE_MILLISECONDS, on_pause_over, self);
}

static gboolean
on_pause_over (gpointer user_data)
{
  KinHiddenWatch *watch = &kin_person_get_watch (user_data)->hidden;

  watch->due = 0;
  if (watch->is_changed)
    hide_and_pause (user_data);

  return G_SOURCE_REMOVE;
}

/* Each time ends a batch of what is written: not with everything that comes. */
static void
on_record_changed (KinPerson *self)
{
  KinHiddenWatch *watch = &kin_person_get_watch (self)->hidden;

  watch->is_changed = TRUE;
  if (watch->due == 0)
    hide_and_pause (self);
}

/* The record does what the notes say, also when it was cut off before it could. Into one that
 * began again what was hidden comes once more, at any time. */
void
kin_person_hide_again (KinPerson *self)
{
  hide_what_is_noted (self);
  g_signal_connect_object (kin_person_get_record (self), "changed",
                           G_CALLBACK (on_record_changed), self, G_CONNECT_SWAPPED);
}

/* Before the files are closed. */
void
kin_person_settle_hidden (KinPerson *self)
{
  g_signal_handlers_disconnect_by_func (kin_person_get_record (self), on_record_changed, self);
  g_clear_handle_id (&kin_person_get_watch (self)->hidden.due, g_source_remove);
}

/* Listing them */

typedef struct
{
  GPtrArray *names;           /* of GStrv */
  GPtrArray *items;
  guint      next;
} Walk;

static void
walk_free (Walk *self)
{
  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static void find_next (GTask *task);

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  KinItem *item = kin_record_store_find_finish (KIN_RECORD_STORE (source), result, &error);

  if (item != NULL)
    g_ptr_array_add (walk->items, item);
  else if (!g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  find_next (task);
}

static void
find_next (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  char **parts;

  if (walk->next == walk->names->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&walk->items),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  parts = g_ptr_array_index (walk->names, walk->next++);
  kin_record_store_find_async (kin_person_get_record (g_task_get_source_object (task)), parts[0],
                               parts[1], parts[2], g_task_get_cancellable (task), find_cb,
                               g_object_ref (task));
}

/**
 * kin_person_list_hidden_async:
 * @section: where they were, or %KIN_SECTION_NONE for all
 *
 * Reads what the person hid.
 */
void
kin_person_list_hidden_async (KinPerson           *self,
                              KinSection           section,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *notes = kin_person_get_notes (self);
  Walk *walk = g_new0 (Walk, 1);

  g_return_if_fail (kin_person_get_is_open (self));

  walk->names = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  walk->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);
      GStrv parts = is_of_section (note, section) ? split_name (note) : NULL;

      if (parts != NULL)
        g_ptr_array_add (walk->names, parts);
    }

  g_task_set_source_tag (task, kin_person_list_hidden_async);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  find_next (task);
}

/**
 * kin_person_list_hidden_finish:
 *
 * Returns: (transfer full) (element-type KinItem): them, with their resources, in the order in
 *   which they were hidden
 */
GPtrArray *
kin_person_list_hidden_finish (KinPerson     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
