/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-letters"

#include "config.h"

#include "kin-letter.h"
#include "kin-person-letters.h"
#include "kin-person-private.h"
#include "kin-task.h"

/* Letters that the person kept from her own files, and what she says of their dates: a file knows
 * only when it was last changed. What she says is a note in `personal.db`; the entry in the record
 * is made anew from it, also when the same file is opened again. */

static gboolean
is_of_file (KinPerson *self,
            KinItem   *item)
{
  KinConnection *source = kin_person_find_connection (self, kin_item_get_source (item));

  return source != NULL && !kin_connection_get_is_portal (source);
}

/**
 * kin_person_is_from_file:
 * @item: of this person's record
 *
 * Returns: whether it came from a file that somebody opened, and not from a clinic that is
 *   connected, nor with the sample family
 */
gboolean
kin_person_is_from_file (KinPerson *self,
                         KinItem   *item)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return is_of_file (self, item) && !kin_person_get_is_sample (self);
}

/**
 * kin_person_is_own_letter:
 * @item: of this person's record
 *
 * Returns: whether it is a letter that the person kept from a file
 */
gboolean
kin_person_is_own_letter (KinPerson *self,
                          KinItem   *item)
{
  KinConnection *source = kin_person_find_connection (self, kin_item_get_source (item));

  return is_of_file (self, item) &&
         g_strcmp0 (kin_connection_get_patient_id (source), kin_person_get_id (self)) == 0 &&
         g_strcmp0 (kin_item_get_kind (item), "DocumentReference") == 0;
}

/**
 * kin_person_get_letter_date:
 * @letter: FHIR id of a letter
 *
 * Returns: (nullable): the FHIR date that the person says it has
 */
const char *
kin_person_get_letter_date (KinPerson  *self,
                            const char *letter)
{
  guint position;

  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  if (!kin_person_find_note (self, KIN_PERSON_LETTER_DATE, letter, &position))
    return NULL;

  return ((const KinNote *) g_ptr_array_index (kin_person_get_notes (self), position))->value;
}

/* As kin_item_dup_name() names its entry: the note goes when the source goes. */
char *
kin_person_letter_note_name (const char *connection,
                             const char *letter)
{
  return g_strjoin ("/", connection, "DocumentReference", letter, NULL);
}

/* The entry of a letter, checked as all that comes in. */
KinBundle *
kin_person_bundle_letter (KinPerson  *self,
                          KinLetter  *letter,
                          GError    **error)
{
  const char *id = kin_person_get_id (self);
  g_autoptr (GBytes) bytes = kin_letter_to_resource (letter, id);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, error);

  return bundle != NULL ? kin_bundle_check_person (bundle, NULL, id, error) : NULL;
}

/* A new date goes note → the bytes of the letter → its entry → not new to the person. */

typedef struct
{
  KinItem *item;
  char    *date;
} Wish;

static void
wish_free (Wish *self)
{
  g_object_unref (self->item);
  g_free (self->date);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_record_store_mark_read_finish (KIN_RECORD_STORE (source), result,
                                                           &error),
                        &error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Wish *wish = g_task_get_task_data (task);
  gint64 id = kin_item_get_id (wish->item);
  GError *error = NULL;

  if (!kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL, &error))
    g_task_return_error (task, error);
  else
    kin_record_store_mark_read_async (KIN_RECORD_STORE (source), &id, 1, NULL, read_cb,
                                      g_object_ref (task));
}

static void
bytes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Wish *wish = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinLetter) letter = NULL;
  g_autoptr (KinBundle) bundle = NULL;
  g_autofree char *query = NULL;
  KinStep step = { .page = 1, .answer = KIN_OUTCOME_ANSWERED, .full = TRUE };
  GError *error = NULL;

  bytes = kin_record_store_load_attachment_finish (KIN_RECORD_STORE (source), result, &error);
  if (bytes != NULL)
    {
      letter = kin_letter_new_of_item (wish->item, bytes);
      letter->said = g_strdup (wish->date);
      bundle = kin_person_bundle_letter (g_task_get_source_object (task), letter, &error);
    }
  if (bundle == NULL)
    {
      if (error != NULL)
        g_task_return_error (task, error);
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such letter");
      return;
    }

  query = kin_letter_dup_query (letter);
  step.query = query;
  kin_record_store_ingest_async (KIN_RECORD_STORE (source), kin_item_get_source (wish->item),
                                 bundle, &step, NULL, stored_cb, g_object_ref (task));
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  const Wish *wish = g_task_get_task_data (task);
  const char *id = kin_item_get_resource_id (wish->item);
  g_autofree char *url = g_strconcat ("Binary/", id, NULL);
  GError *error = NULL;

  if (!kin_personal_store_save_note_finish (KIN_PERSONAL_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  kin_person_take_note (self, KIN_PERSON_LETTER_DATE, id, wish->date);
  if (!kin_person_get_is_open (self))
    {
      g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                               "The person is closed");
      return;
    }

  kin_record_store_load_attachment_async (kin_person_get_record (self),
                                          kin_item_get_source (wish->item), url, NULL, bytes_cb,
                                          g_object_ref (task));
}

/**
 * kin_person_set_letter_date_async:
 * @item: one of this person's own letters, with its resource
 * @date: (nullable): a FHIR date; %NULL for that of its file
 *
 * Keeps a letter under the date that the person says it has. The date of its file is kept, too.
 */
void
kin_person_set_letter_date_async (KinPerson           *self,
                                  KinItem             *item,
                                  const char          *date,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  g_return_if_fail (kin_person_get_is_open (self));
  g_return_if_fail (kin_person_is_own_letter (self, item));

  wish->item = g_object_ref (item);
  wish->date = g_strdup (date);
  g_task_set_source_tag (task, kin_person_set_letter_date_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  kin_personal_store_save_note_async (kin_person_get_personal (self), KIN_PERSON_LETTER_DATE,
                                      kin_item_get_resource_id (item), date, NULL, note_cb,
                                      g_object_ref (task));
}

gboolean
kin_person_set_letter_date_finish (KinPerson     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
