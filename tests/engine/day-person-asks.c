/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "day-person-asks"

#include "config.h"

#include "day-kit.h"
#include "kin-import.h"
#include "kin-person-clinics.h"
#include "kin-person-copies.h"
#include "kin-person-hidden.h"
#include "kin-person-history.h"
#include "kin-person-letters.h"
#include "kin-person-notes.h"
#include "kin-person-phones.h"
#include "kin-person-private.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-person-twins.h"
#include "kin-person-urgent.h"

static gboolean
clear_list (GPtrArray *list)
{
  if (list != NULL)
    g_ptr_array_unref (list);
  return list != NULL;
}

static gboolean
clear_object (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
  return object != NULL;
}

static gboolean
import (DayFixture  *fixture,
        GError     **error)
{
  const char *paths[] = { fixture->letter, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  KinImportCounts counts = { 0 };
  g_auto (KitResult) saved = { NULL };

  if (!DAY_ASK (kin_import_look, import, error, fixture->stop))
    return FALSE;

  kin_import_confirm_async (import, fixture->stop, kit_done, &saved);
  return kin_import_confirm_finish (import, kit_wait (&saved), &counts, error);
}

DAY_ASK_OF (person, set_letter_date, day_plain, kin_person_set_letter_date, fixture->shown,
            "2020-02-03")
DAY_ASK_OF (person, set_hidden, day_plain, kin_person_set_hidden, fixture->shown, TRUE)
DAY_ASK_OF (person, list_hidden, clear_list, kin_person_list_hidden, KIN_SECTION_NONE)
DAY_ASK_OF (person, set_apart, day_plain, kin_person_set_apart,
            g_ptr_array_index (fixture->teams, 0), fixture->shown, TRUE)
DAY_ASK_OF (person, set_together, day_plain, kin_person_set_apart,
            g_ptr_array_index (fixture->teams, 0), fixture->shown, FALSE)
DAY_ASK_OF (person, list_twins_of_other, clear_list, kin_person_list_twins,
            g_ptr_array_index (fixture->teams, 1))
DAY_ASK_OF (person, list_twins, clear_list, kin_person_list_twins,
            g_ptr_array_index (fixture->teams, 0))

static gboolean
save_copy (DayFixture  *fixture,
           GError     **error)
{
  g_autoptr (KinAskedCopy) copy = kin_asked_copy_new ("1", "Oak", "2026-11-01", NULL);
  g_auto (KitResult) result = { NULL };

  kin_person_save_copy_async (fixture->person, copy, TRUE, kit_done, &result);
  return kin_person_save_copy_finish (fixture->person, kit_wait (&result), error);
}

static gboolean
save_phone (DayFixture  *fixture,
            GError     **error)
{
  gboolean saved = DAY_ASK (kin_person_save_phone, fixture->person, error, "Oak", "555 0100",
                            fixture->stop);
  g_autoptr (GPtrArray) phones = kin_person_list_phones (fixture->person);

  g_assert_true (!saved || phones->len == 1);
  return saved;
}

DAY_ASK_OF (person, list_phones, clear_list, kin_person_list_team_phones, fixture->teams)
DAY_ASK_OF (person, list_urgent, clear_list, kin_person_list_urgent)

static gboolean
save_clinic (DayFixture  *fixture,
             GError     **error)
{
  g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address", NULL,
                                               "key", "Oak\nOstermere", "way", KIN_WAY_PAPER, NULL);

  return DAY_ASK (kin_person_save_clinic, fixture->person, error, clinic, TRUE, fixture->stop);
}

DAY_ASK_OF (person, search, clear_list, kin_person_search, "x-ray", 10)
DAY_ASK_OF (person, load, clear_object, kin_person_load, kin_item_get_id (fixture->shown))

static gboolean
find (DayFixture  *fixture,
      GError     **error)
{
  g_autofree char *reference = g_strdup_printf ("%s/%s", kin_item_get_kind (fixture->shown),
                                                kin_item_get_resource_id (fixture->shown));

  return clear_object (DAY_ASK (kin_person_find, fixture->person, error,
                                kin_item_get_source (fixture->shown), reference, fixture->stop));
}

static gboolean
read_file (DayFixture  *fixture,
           GError     **error)
{
  GBytes *bytes = DAY_ASK (kin_person_file, fixture->person, error,
                           kin_item_get_source (fixture->shown), DAY_FILE_URL, fixture->stop);

  g_clear_pointer (&bytes, g_bytes_unref);
  return error == NULL || *error == NULL;
}

DAY_ASK_OF (person, get_history, clear_list, kin_person_history, kin_item_get_id (fixture->shown))
DAY_ASK_OF (person, get_ledger, clear_object, kin_person_ledger, fixture->connection)

static gboolean
count (DayFixture  *fixture,
       GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GArray) counts = NULL;

  kin_person_count_async (fixture->person, fixture->stop, kit_done, &result);
  counts = kin_person_count_finish (fixture->person, kit_wait (&result), NULL, error);
  return counts != NULL;
}

/* Nobody waits for it: the next time it is done again. */
static gboolean
mark_read (DayFixture  *fixture,
           GError     **error)
{
  kin_person_mark_read (fixture->person, fixture->shown);
  return count (fixture, error);
}

static gboolean
set_mark (DayFixture  *fixture,
          GError     **error)
{
  kin_person_set_mark (fixture->person, "looked", NULL);
  kin_person_set_mark (fixture->person, "looked", "2026-11-27");
  g_assert_cmpstr (kin_person_get_mark (fixture->person, "looked"), ==, "2026-11-27");
  return count (fixture, error);
}

static gboolean
export (DayFixture  *fixture,
        GError     **error)
{
  g_autofree char *to = kit_make_folder ();
  gint64 kept = DAY_ASK (kin_person_export, fixture->person, error, to, fixture->stop);

  kit_remove_folder (to);
  return kept >= 0;
}

static gboolean
save_connection (DayFixture  *fixture,
                 GError     **error)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();

  note->id = g_strdup ("3a0f0b1e-0000-4000-8000-000000000001");
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup ("https://oak.example.org/fhir");
  note->patient_id = g_strdup ("p");
  note->binding = g_strdup ("{\"id\":\"p\"}");
  note->state = g_strdup ("ready");
  g_clear_object (&fixture->connection);
  fixture->connection = DAY_ASK (kin_person_save_connection, fixture->person, error, note,
                                 fixture->stop);
  return fixture->connection != NULL;
}

DAY_ASK_OF (person, forget_connection, day_plain, kin_person_forget_connection, fixture->connection)

const DayAsk day_person_asks[] = {
  { "save-connection", save_connection }, { "get-ledger", get_ledger }, { "import", import },
  { "set-letter-date", set_letter_date }, { "list-twins", list_twins }, { "set-apart", set_apart },
  { "list-twins-apart", list_twins }, { "list-twins-of-other", list_twins_of_other },
  { "set-together", set_together }, { "list-phones", list_phones },
  { "list-urgent", list_urgent }, { "save-copy", save_copy }, { "save-phone", save_phone },
  { "save-clinic", save_clinic }, { "search", search }, { "load", load }, { "find", find },
  { "read-file", read_file }, { "history", get_history }, { "count", count },
  { "mark-read", mark_read }, { "set-mark", set_mark }, { "export", export },
  { "set-hidden", set_hidden }, { "list-hidden", list_hidden },
  { "forget-connection", forget_connection }, { NULL },
};
