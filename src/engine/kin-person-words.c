/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-words"

#include "config.h"

#include "kin-decoder.h"
#include "kin-engine-error.h"
#include "kin-person-private.h"
#include "kin-person-words.h"
#include "kin-task.h"

/* Letters that only the sandbox may open are found by their words, too: one after the other they
 * go through it when it is quiet, and what stands in them is kept with the record. Nobody waits for
 * that: whatever else happens to the record comes first, and closing the person ends it. */

#define QUIET_MILLISECONDS 1000

typedef struct
{
  char            *program;
  gint64           before;
  KinUnreadLetter *letter;           /* the one in the sandbox */
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->program);
  kin_unread_letter_free (self->letter);
  g_free (self);
}

static void
set_is_reading (KinPerson *self,
                gboolean   is_reading)
{
  KinWordsWatch *watch = &kin_person_get_watch (self)->words;

  if (watch->is_reading == is_reading)
    return;

  watch->is_reading = is_reading;
  g_object_notify (G_OBJECT (self), "is-reading-letters");
}

/* Returns: (nullable): where the letters are; otherwise the task has ended. */
static KinRecordStore *
get_record (GTask *task)
{
  KinPerson *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return NULL;
  if (kin_person_get_is_open (self))
    return kin_person_get_record (self);

  g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED, "The person is closed");
  return NULL;
}

static void find_next (GTask *task);

/* With the one after this one. */
static void
go_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  reading->before = reading->letter->place;
  g_clear_pointer (&reading->letter, kin_unread_letter_free);
  find_next (task);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_person_get_watch (g_task_get_source_object (task))->words.is_saving = FALSE;
  if (!kin_record_store_save_words_finish (KIN_RECORD_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  go_on (task);
}

/* One that cannot be read has no words, and costs no other. Where there is no sandbox, or somebody
 * wants an end, nothing is known of it. */
static void
words_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = kin_decoder_read_words_finish (result, &error);
  KinRecordStore *record;

  if (words == NULL && !g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  record = get_record (task);
  if (record == NULL)
    return;

  kin_person_get_watch (g_task_get_source_object (task))->words.is_saving = TRUE;
  kin_record_store_save_words_async (record, reading->letter->bytes, words, NULL, saved_cb,
                                     g_object_ref (task));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->letter = kin_record_store_find_unread_letter_finish (KIN_RECORD_STORE (source), result,
                                                                &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (reading->letter == NULL)
    g_task_return_boolean (task, TRUE);
  else if (reading->letter->bytes == NULL)
    go_on (task);
  else
    {
      set_is_reading (g_task_get_source_object (task), TRUE);
      kin_decoder_read_words_async (reading->program, reading->letter->bytes,
                                    g_task_get_cancellable (task), words_cb, g_object_ref (task));
    }
}

static void
find_next (GTask *task)
{
  const Reading *reading = g_task_get_task_data (task);
  KinRecordStore *record = get_record (task);

  if (record != NULL)
    kin_record_store_find_unread_letter_async (record, reading->before,
                                               g_task_get_cancellable (task), found_cb,
                                               g_object_ref (task));
}

static void
on_ended (GTask *task)
{
  set_is_reading (g_task_get_source_object (task), FALSE);
}

/**
 * kin_person_read_letters_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @cancellable: (nullable): also ends the program; what is done is done
 *
 * Looks through the letters that nobody has looked through, so that they are found by their words.
 * It happens by itself when the record is quiet; this is for who has no time for that.
 */
void
kin_person_read_letters_async (KinPerson           *self,
                               const char          *program,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (kin_person_get_is_open (self));

  reading->program = g_strdup (program);
  reading->before = G_MAXINT64;
  g_task_set_source_tag (task, kin_person_read_letters_async);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_ended), NULL);
  find_next (task);
}

/**
 * kin_person_read_letters_finish:
 * @error: %KIN_ENGINE_ERROR_NO_SANDBOX, %G_IO_ERROR_CANCELLED, or a #KinStoreError
 *
 * Returns: whether all of them were looked through
 */
gboolean
kin_person_read_letters_finish (KinPerson     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* By itself */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_person_read_letters_finish (KIN_PERSON (source), result, &error))
    g_debug ("Some letters are not found by their words yet: %s", error->message);
}

static void
stop (KinPerson *self)
{
  KinWordsWatch *watch = &kin_person_get_watch (self)->words;

  g_clear_handle_id (&watch->due, g_source_remove);
  g_cancellable_cancel (watch->cancellable);
  g_clear_object (&watch->cancellable);
}

static gboolean
on_quiet (gpointer user_data)
{
  KinPerson *self = user_data;
  KinWordsWatch *watch = &kin_person_get_watch (self)->words;

  watch->due = 0;
  watch->cancellable = g_cancellable_new ();
  kin_person_read_letters_async (self, NULL, watch->cancellable, done_cb, NULL);

  return G_SOURCE_REMOVE;
}

/* Files came, perhaps: they are looked through when it is quiet. */
void
kin_person_look_for_words (KinPerson *self)
{
  stop (self);
  if (kin_person_get_is_open (self))
    kin_person_get_watch (self)->words.due
      = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MILLISECONDS, on_quiet, self, NULL);
}

/* What others change has its turn first. */
static void
on_record_changed (KinPerson *self)
{
  if (!kin_person_get_watch (self)->words.is_saving)
    kin_person_look_for_words (self);
}

void
kin_person_watch_words (KinPerson *self)
{
  g_signal_connect_object (kin_person_get_record (self), "changed",
                           G_CALLBACK (on_record_changed), self, G_CONNECT_SWAPPED);
  kin_person_look_for_words (self);
}

/* Before the files are closed. */
void
kin_person_settle_words (KinPerson *self)
{
  g_signal_handlers_disconnect_by_func (kin_person_get_record (self), on_record_changed, self);
  stop (self);
}
