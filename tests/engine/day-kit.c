/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "day-kit"

#include "config.h"

#include <string.h>

#include "day-kit.h"
#include "kin-person-private.h"
#include "kin-person-record.h"

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  kin_person_close_finish (KIN_PERSON (source), result, NULL);
}

/* The window of the person is closed while something is on its way. */
void
day_close_meanwhile (DayFixture *fixture)
{
  if (!fixture->closes || !kin_person_get_is_open (fixture->person))
    return;

  fixture->closes = FALSE;
  kin_person_close_async (fixture->person, closed_cb, NULL);
}

/* Lets go of all that belongs to an open family. */
void
day_leave (DayFixture *fixture)
{
  if (fixture->family != NULL)
    kit_close_family (fixture->family);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->luis);
  g_clear_object (&fixture->person);
  g_clear_object (&fixture->family);
}

gboolean
day_open_again (DayFixture  *fixture,
                GError     **error)
{
  day_leave (fixture);
  fixture->family = kit_open_family (fixture->folder, error);
  if (fixture->family == NULL)
    return FALSE;

  fixture->person = kin_family_find (fixture->family, "Teo", NULL);
  return DAY_ASK (kin_person_open, fixture->person, error, fixture->stop);
}

static void
import_made_up (KinPerson  *person,
                const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("KIN_DATA"), "practice", name, NULL);

  kit_import (person, path);
}

void
day_set_up (DayFixture *fixture)
{
  g_autoptr (GPtrArray) letters = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fixture->folder = kit_make_folder ();
  fixture->letter = g_build_filename (fixture->folder, "An X-ray.txt", NULL);
  g_assert_true (g_file_set_contents (fixture->letter, "Dear Teo", -1, NULL));
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->person = kit_add_person (fixture->family, "Teo", NULL);
  import_made_up (fixture->person, "teo-person.json");
  import_made_up (fixture->person, "teo-care.json");
  kit_import (fixture->person, fixture->letter);
  letters = DAY_ASK (kin_person_list, fixture->person, NULL, KIN_SECTION_DOCUMENTS, 0, 0, 0, NULL);
  fixture->shown = DAY_ASK (kin_person_load, fixture->person, NULL,
                            kin_item_get_id (g_ptr_array_index (letters, 0)), NULL);
  bytes = g_bytes_new_static ("A picture", strlen ("A picture"));
  g_assert_true (DAY_ASK (kin_record_store_save_attachment, kin_person_get_record (fixture->person),
                          NULL, kin_item_get_source (fixture->shown), DAY_FILE_URL, "text/plain",
                          bytes, NULL, NULL));
  fixture->teams = DAY_ASK (kin_person_list, fixture->person, NULL, KIN_SECTION_CARE_TEAM, 0, 0, 0,
                            NULL);
  g_assert_cmpuint (fixture->teams->len, >, 0);
}

void
day_tear_down (DayFixture *fixture)
{
  kit_close_family (fixture->family);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->luis);
  g_object_unref (fixture->shown);
  g_ptr_array_unref (fixture->teams);
  g_clear_pointer (&fixture->code, kin_secret_unref);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->letter);
  g_free (fixture->folder);
}
