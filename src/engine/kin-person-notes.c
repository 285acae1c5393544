/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-notes"

#include "config.h"

#include "kin-person-notes.h"
#include "kin-person-private.h"

/* What the person notes about a record: phone numbers, and marks such as until when something was
 * put off. There are few of them; all are read when the person is opened. */

#define KIND_PHONE "phone"

void
kin_phone_free (KinPhone *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->number);
  g_free (self->note);
  g_free (self);
}

/* Where the note of that kind and name is in the list. */
gboolean
kin_person_find_note (KinPerson  *self,
                      const char *kind,
                      const char *name,
                      guint      *position)
{
  GPtrArray *notes = kin_person_get_notes (self);

  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->kind, kind) && g_str_equal (note->name, name))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* In memory what it is, or will be in a moment, on the disk. */
void
kin_person_take_note (KinPerson  *self,
                      const char *kind,
                      const char *name,
                      const char *value)
{
  guint position;

  if (kin_person_find_note (self, kind, name, &position))
    g_ptr_array_remove_index (kin_person_get_notes (self), position);
  if (value != NULL)
    g_ptr_array_add (kin_person_get_notes (self), kin_note_new (kind, name, value));
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const KinNote *note = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  kin_person_take_note (g_task_get_source_object (task), note->kind, note->name, note->value);
  kin_person_say_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/* Keeps a note of the person whose @task it is, which then returns whether it is on the disk; no
 * @value forgets it. */
void
kin_person_keep_note (GTask      *task,
                      const char *kind,
                      const char *name,
                      const char *value)
{
  KinPerson *self = g_task_get_source_object (task);

  g_task_set_task_data (task, kin_note_new (kind, name, value), (GDestroyNotify) kin_note_free);
  kin_personal_store_save_note_async (kin_person_get_personal (self), kind, name, value,
                                      g_task_get_cancellable (task), keep_cb, g_object_ref (task));
}

static void
forget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    g_debug ("A note about what is gone stays: %s", error->message);
}

/* Whether one of the kin_item_dup_name()s in the name of a note is of @connection. */
static gboolean
is_about (const KinNote *note,
          const char    *connection)
{
  g_autofree char *begin = g_strconcat (connection, "/", NULL);
  g_auto (GStrv) names = g_strsplit (note->name, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], begin))
      return TRUE;

  return FALSE;
}

/* A date that a letter is about is known by the letter alone. */
static gboolean
is_date_of (KinPerson     *self,
            const KinNote *note,
            const char    *connection)
{
  g_autofree char *name = kin_person_letter_note_name (connection, note->name);
  guint position;

  return g_str_equal (note->kind, KIN_PERSON_LETTER_DATE)
         && kin_person_find_note (self, KIN_PERSON_LETTER, name, &position);
}

static void
forget_notes (KinPerson  *self,
              const char *connection,
              gboolean    dates)
{
  GPtrArray *notes = kin_person_get_notes (self);

  for (guint i = notes->len; i > 0; i--)
    {
      const KinNote *note = g_ptr_array_index (notes, i - 1);

      if (dates ? !is_date_of (self, note, connection) : !is_about (note, connection))
        continue;

      kin_personal_store_save_note_async (kin_person_get_personal (self), note->kind, note->name,
                                          NULL, NULL, forget_cb, NULL);
      g_ptr_array_remove_index (notes, i - 1);
    }
}

/* Nothing is left of a source about which anything was decided. */
void
kin_person_forget_notes (KinPerson  *self,
                         const char *connection)
{
  forget_notes (self, connection, TRUE);
  forget_notes (self, connection, FALSE);
}

/**
 * kin_person_get_mark:
 * @name: what was marked
 *
 * Returns: (nullable): what kin_person_set_mark() said
 */
const char *
kin_person_get_mark (KinPerson  *self,
                     const char *name)
{
  guint position;

  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  if (!kin_person_find_note (self, KIN_PERSON_MARK, name, &position))
    return NULL;

  return ((const KinNote *) g_ptr_array_index (kin_person_get_notes (self), position))->value;
}

static void
mark_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* It was only put off: the next time it is shown again. */
  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    g_debug ("A mark was not kept: %s", error->message);
}

/**
 * kin_person_set_mark:
 * @name: what is marked, in words of ours and with nothing about the person
 * @value: (nullable): %NULL takes the mark away
 *
 * Marks something about the use of a record, such as when it was last looked at.
 */
void
kin_person_set_mark (KinPerson  *self,
                     const char *name,
                     const char *value)
{
  g_return_if_fail (kin_person_get_is_open (self));

  if (g_strcmp0 (kin_person_get_mark (self, name), value) == 0)
    return;

  kin_person_take_note (self, KIN_PERSON_MARK, name, value);
  kin_personal_store_save_note_async (kin_person_get_personal (self), KIN_PERSON_MARK, name, value,
                                      NULL, mark_cb, NULL);
}

/**
 * kin_person_get_from_copy:
 *
 * Whether the file of what is noted was damaged and its copy took its place, and nobody has read
 * that yet.
 *
 * Returns: (nullable): from when the copy was, in UTC; %NULL when there is nothing to tell
 */
const char *
kin_person_get_from_copy (KinPerson *self)
{
  return kin_person_get_mark (self, KIN_PERSONAL_FROM_COPY);
}

/**
 * kin_person_end_from_copy:
 *
 * Somebody has read it.
 */
void
kin_person_end_from_copy (KinPerson *self)
{
  kin_person_set_mark (self, KIN_PERSONAL_FROM_COPY, NULL);
}

/**
 * kin_person_list_phones:
 *
 * Returns: (transfer full) (element-type KinPhone): the numbers that the person typed, first come
 *   first
 */
GPtrArray *
kin_person_list_phones (KinPerson *self)
{
  GPtrArray *phones = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_phone_free);
  GPtrArray *notes;

  g_return_val_if_fail (KIN_IS_PERSON (self), phones);

  notes = kin_person_get_notes (self);
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);
      KinPhone *phone;

      if (!g_str_equal (note->kind, KIND_PHONE))
        continue;

      phone = g_new0 (KinPhone, 1);
      phone->name = g_strdup (note->name);
      phone->number = g_strdup (note->value);
      g_ptr_array_add (phones, phone);
    }

  return phones;
}

/**
 * kin_person_save_phone_async:
 * @name: whom one reaches; a number of the same name is replaced
 * @number: (nullable): as it was typed; %NULL forgets it
 *
 * Keeps a phone number beside those that clinics sent.
 */
void
kin_person_save_phone_async (KinPerson           *self,
                             const char          *name,
                             const char          *number,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_save_phone_async);
  kin_person_keep_note (task, KIND_PHONE, name, number);
}

/**
 * kin_person_save_phone_finish:
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_person_save_phone_finish (KinPerson     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
