/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-copies"

#include "config.h"

#include <string.h>

#include "kin-person-copies.h"
#include "kin-person-private.h"
#include "kin-time.h"

/* Copies that were asked for by letter. Each is a note by a random id: the day on which it was
 * sent, a space, the day on which it is due, a space, the clinic. It is there as long as the person
 * waits for it. */

#define KIND_COPY "copy"

/* In the United States a clinic has to act on it no later than 30 days after it got the letter
 * (45 CFR 164.524(b)(2)). When it got it nobody here knows: the day of sending stands for it. */
#define DAYS_OF_LAW 30

/**
 * kin_asked_copy_new:
 * @id: (nullable): of a copy that is waited for; %NULL for another one
 *
 * Returns: (transfer full): a copy that was asked for
 */
KinAskedCopy *
kin_asked_copy_new (const char *id,
                    const char *clinic,
                    const char *sent,
                    const char *due)
{
  KinAskedCopy *self = g_new0 (KinAskedCopy, 1);

  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->clinic = g_strdup (clinic);
  self->sent = g_strdup (sent);
  self->due = g_strdup (due);

  return self;
}

KinAskedCopy *
kin_asked_copy_copy (const KinAskedCopy *self)
{
  return kin_asked_copy_new (self->id, self->clinic, self->sent, self->due);
}

void
kin_asked_copy_free (KinAskedCopy *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->clinic);
  g_free (self->sent);
  g_free (self->due);
  g_free (self);
}

/**
 * kin_copy_dup_day_of_law:
 * @sent: the FHIR date of a day
 *
 * Returns: (transfer full) (nullable): the day by which a clinic in the United States has to answer
 *   a letter of that day; %NULL when @sent is no day
 */
char *
kin_copy_dup_day_of_law (const char *sent)
{
  KinTime time;
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) last = NULL;

  if (!kin_time_parse (sent, &time) || time.precision < KIN_TIME_DAY)
    return NULL;

  day = g_date_time_new_utc (time.year, time.month, time.day, 0, 0, 0);
  last = g_date_time_add_days (day, DAYS_OF_LAW);

  return last != NULL ? g_date_time_format (last, "%Y-%m-%d") : NULL;
}

static KinAskedCopy *
read_note (const KinNote *note)
{
  g_auto (GStrv) parts = g_strsplit (note->value, " ", 3);

  return g_strv_length (parts) == 3
         ? kin_asked_copy_new (note->name, parts[2], parts[0], parts[1]) : NULL;
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const KinAskedCopy *one = *(const KinAskedCopy * const *) a;
  const KinAskedCopy *other = *(const KinAskedCopy * const *) b;
  int order = strcmp (one->due, other->due);

  return order != 0 ? order : strcmp (one->id, other->id);
}

/**
 * kin_person_list_copies:
 *
 * Returns: (transfer full) (element-type KinAskedCopy): the copies that the person waits for, the
 *   first that is due first
 */
GPtrArray *
kin_person_list_copies (KinPerson *self)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_asked_copy_free);
  GPtrArray *notes;

  g_return_val_if_fail (KIN_IS_PERSON (self), copies);

  notes = kin_person_get_notes (self);
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);
      KinAskedCopy *copy = g_str_equal (note->kind, KIND_COPY) ? read_note (note) : NULL;

      if (copy != NULL)
        g_ptr_array_add (copies, copy);
    }
  g_ptr_array_sort (copies, compare_due);

  return copies;
}

/**
 * kin_person_find_copy:
 * @id: of one
 *
 * Returns: (transfer full) (nullable): it, as long as the person waits for it
 */
KinAskedCopy *
kin_person_find_copy (KinPerson  *self,
                      const char *id)
{
  guint position;

  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  if (!kin_person_find_note (self, KIND_COPY, id, &position))
    return NULL;

  return read_note (g_ptr_array_index (kin_person_get_notes (self), position));
}

/**
 * kin_person_save_copy_async:
 * @copy: what was asked for; one of the same id is replaced
 * @is_waited_for: %FALSE: it came, or is not waited for any more
 *
 * Keeps that the person waits for a copy, or ends it.
 */
void
kin_person_save_copy_async (KinPerson           *self,
                            const KinAskedCopy  *copy,
                            gboolean             is_waited_for,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *value = NULL;

  g_return_if_fail (kin_person_get_is_open (self));

  if (is_waited_for)
    value = g_strjoin (" ", copy->sent, copy->due, copy->clinic, NULL);
  g_task_set_source_tag (task, kin_person_save_copy_async);
  kin_person_keep_note (task, KIND_COPY, copy->id, value);
}

/**
 * kin_person_save_copy_finish:
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_person_save_copy_finish (KinPerson     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
