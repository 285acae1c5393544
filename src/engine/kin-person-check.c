/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-check"

#include "config.h"

#include "kin-person-private.h"

/* A file that was opened early is read whole a moment later, when what a person waits for is
 * there. One that was read already is not read again. */

#define QUIET_MILLISECONDS 1000

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPerson) self = user_data;
  g_autoptr (GError) error = NULL;

  if (kin_personal_store_check_finish (KIN_PERSONAL_STORE (source), result, &error))
    return;

  g_message ("The file of what is noted: %s", error->message);
  if (kin_store_error_is_damage (error)
      && kin_person_get_personal (self) == KIN_PERSONAL_STORE (source))
    kin_person_say_damaged (self);
}

static gboolean
on_quiet (gpointer user_data)
{
  KinPerson *self = user_data;

  kin_person_get_watch (self)->check.due = 0;
  kin_personal_store_check_async (kin_person_get_personal (self), check_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

void
kin_person_watch_check (KinPerson *self)
{
  kin_person_get_watch (self)->check.due
    = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MILLISECONDS, on_quiet, self, NULL);
}

/* Before the files are closed. */
void
kin_person_settle_check (KinPerson *self)
{
  g_clear_handle_id (&kin_person_get_watch (self)->check.due, g_source_remove);
}
