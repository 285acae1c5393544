/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-renew"

#include "config.h"

#include "kin-person-notes.h"
#include "kin-person-open-private.h"

/* A record that begins again: marks → connections → the record, like any other opening. What is
 * noted comes before the record is touched: whoever is cut off later is told, and a clinic is
 * asked once more than it had to be. */

static char *
dup_mark (GPtrArray  *notes,
          const char *name)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->kind, KIN_PERSON_MARK) && g_str_equal (note->name, name))
        return g_strdup (note->value);
    }

  return NULL;
}

static void
settle_mark (KinPerson  *self,
             const char *name,
             const char *renewal,
             const char *before,
             gboolean    is_renewed)
{
  kin_person_take_note (self, KIN_PERSON_MARK, name, renewal);
  if (!is_renewed)
    kin_person_set_mark (self, name, before);
}

/**
 * kin_person_renewal_end:
 * @task: of an opening whose person is open
 *
 * The marks were made before; a record that was whole after all did not begin again.
 */
void
kin_person_renewal_end (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);
  const KinPersonOpening *opening = g_task_get_task_data (task);

  if (opening->renewal == NULL)
    return;

  settle_mark (self, KIN_PERSON_BEGAN_AGAIN, opening->renewal, opening->began_before,
               opening->is_renewed);
  settle_mark (self, KIN_PERSON_FILES_UNREAD, opening->renewal, opening->unread_before,
               opening->is_renewed);
  kin_person_watch_files (self);
}

/* A record that begins again has nothing of any clinic, whenever that was asked last. */

static void forget_next (GTask *task);

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_personal_store_save_connection_finish (KIN_PERSONAL_STORE (source), result, &error))
    forget_next (task);
  else
    kin_person_opening_give_up (task, error);
}

static gboolean
was_asked (const KinConnectionNote *note)
{
  return g_strcmp0 (note->kind, KIN_CONNECTION_KIND_FILE) != 0 && note->last_success != NULL;
}

static void
forget_next (GTask *task)
{
  KinPersonOpening *opening = g_task_get_task_data (task);
  KinConnectionNote *note = NULL;

  while (note == NULL && opening->n_forgotten < opening->connections->len)
    {
      note = g_ptr_array_index (opening->connections, opening->n_forgotten++);
      if (!was_asked (note))
        note = NULL;
    }

  if (note == NULL)
    {
      kin_person_opening_open_record (task);
      return;
    }

  g_clear_pointer (&note->last_success, g_free);
  kin_personal_store_save_connection_async (opening->personal, note,
                                            g_task_get_cancellable (task), forgotten_cb,
                                            g_object_ref (task));
}

static void
save_mark (GTask               *task,
           const char          *name,
           GAsyncReadyCallback  saved)
{
  const KinPersonOpening *opening = g_task_get_task_data (task);

  kin_personal_store_save_note_async (opening->personal, KIN_PERSON_MARK, name, opening->renewal,
                                      g_task_get_cancellable (task), saved, g_object_ref (task));
}

static void
unread_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    forget_next (task);
  else
    kin_person_opening_give_up (task, error);
}

static void
began_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    save_mark (task, KIN_PERSON_FILES_UNREAD, unread_cb);
  else
    kin_person_opening_give_up (task, error);
}

/**
 * kin_person_renewal_begin:
 * @task: of an opening that has what is noted
 *
 * Notes that the record begins again, and goes on.
 */
void
kin_person_renewal_begin (GTask *task)
{
  KinPersonOpening *opening = g_task_get_task_data (task);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  opening->began_before = dup_mark (opening->notes, KIN_PERSON_BEGAN_AGAIN);
  opening->unread_before = dup_mark (opening->notes, KIN_PERSON_FILES_UNREAD);
  opening->renewal = g_date_time_format_iso8601 (now);
  save_mark (task, KIN_PERSON_BEGAN_AGAIN, began_cb);
}

/* Two at once would each take the file of the other for a damaged one. */
static void
on_renewed (GTask *task)
{
  kin_person_get_watch (g_task_get_source_object (task))->is_renewing = FALSE;
}

/**
 * kin_person_renew_async:
 *
 * Begins the record of a person again, who wants it so: the damaged file is kept under another
 * name, an empty one takes its place, and every clinic counts as not asked yet. What the person
 * noted stays, and files that were opened by hand are read again when it is quiet. A record that
 * is whole after all stays as it is. Then the person is open.
 */
void
kin_person_renew_async (KinPerson           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_renew_async);
  g_task_set_check_cancellable (task, FALSE);
  if (kin_person_get_watch (self)->is_renewing)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               "The record is beginning again");
      return;
    }

  kin_person_get_watch (self)->is_renewing = TRUE;
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_renewed), NULL);
  kin_person_opening_begin (task);
}

/**
 * kin_person_renew_finish:
 *
 * Returns: %TRUE when the record can be read
 */
gboolean
kin_person_renew_finish (KinPerson     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
