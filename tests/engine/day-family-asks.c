/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "day-family-asks"

#include "config.h"

#include "day-kit.h"
#include "kin-disconnect.h"
#include "kin-recovery.h"
#include "kin-set-ups.h"

static gboolean
set_photo (DayFixture  *fixture,
           GError     **error)
{
  g_autoptr (GBytes) photo = g_bytes_new_static ("\x89PNG", 4);

  return DAY_ASK (kin_family_set_photo, fixture->family, error, fixture->person, photo,
                  fixture->stop);
}

static gboolean
set_relation (DayFixture  *fixture,
              GError     **error)
{
  return DAY_ASK (kin_family_set_relation, fixture->family, error, fixture->person, "Mother",
                  fixture->stop);
}

static gboolean
save_set_up (DayFixture  *fixture,
             GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address",
                                               "https://oak.example.org/fhir", "key", "Oak", NULL);
  KinSetUps *set_ups = kin_person_get_set_ups (fixture->person);

  kin_set_ups_save_async (set_ups, "epic", clinic, FALSE, "2026-12-01", kit_done, &result);
  return kin_set_ups_save_finish (set_ups, kit_wait (&result), error);
}

static gboolean
make_code (DayFixture  *fixture,
           GError     **error)
{
  g_clear_pointer (&fixture->code, kin_secret_unref);
  fixture->code = DAY_ASK (kin_recovery_make, fixture->family, error, fixture->stop);
  return fixture->code != NULL;
}

DAY_ASK_OF (family, bring_back, day_plain, kin_recovery_bring_back, fixture->code)
DAY_ASK_OF (family, type_code, day_plain, kin_recovery_type, fixture->code)
DAY_ASK_OF (family, forget_code, day_plain, kin_recovery_forget)

static gboolean
add_person (DayFixture  *fixture,
            GError     **error)
{
  g_clear_object (&fixture->luis);
  fixture->luis = DAY_ASK (kin_family_add, fixture->family, error, "Luis", NULL, NULL, NULL,
                           KIN_PERSON_NO_FLAGS, fixture->stop);
  return fixture->luis != NULL;
}

gboolean
day_remove_person (DayFixture  *fixture,
                   GError     **error)
{
  return DAY_ASK (kin_family_remove, fixture->family, error, fixture->luis, fixture->stop);
}

static gboolean
open_person (DayFixture  *fixture,
             GError     **error)
{
  g_auto (KitResult) closed = { NULL };

  kin_person_close_async (fixture->person, kit_done, &closed);
  kin_person_close_finish (fixture->person, kit_wait (&closed), NULL);
  return DAY_ASK (kin_person_open, fixture->person, error, fixture->stop);
}

static gboolean
open_by_code (DayFixture  *fixture,
              GError     **error)
{
  g_auto (KitResult) result = { NULL };

  day_leave (fixture);
  kin_recovery_open_async (fixture->folder, fixture->code, fixture->stop, kit_done, &result);
  fixture->family = kin_recovery_open_finish (kit_wait (&result), error);
  if (fixture->family == NULL)
    return FALSE;

  fixture->person = kin_family_find (fixture->family, "Teo", NULL);
  return DAY_ASK (kin_person_open, fixture->person, error, fixture->stop);
}

static gboolean
erase (DayFixture  *fixture,
       KinItem     *item,
       GError     **error)
{
  KinConnection *source = kin_person_find_connection (fixture->person,
                                                      kin_item_get_source (item));
  g_auto (KitResult) result = { NULL };

  /* It was done before. */
  if (source == NULL)
    return TRUE;

  kin_source_erase_async (fixture->person, source, fixture->stop, kit_done, &result);
  day_close_meanwhile (fixture);
  return kin_source_erase_finish (kit_wait (&result), error);
}

static gboolean
erase_record (DayFixture  *fixture,
              GError     **error)
{
  return erase (fixture, g_ptr_array_index (fixture->teams, 0), error);
}

static gboolean
erase_letters (DayFixture  *fixture,
               GError     **error)
{
  return erase (fixture, fixture->shown, error);
}

const DayAsk day_family_asks[] = {
  { "set-photo", set_photo }, { "set-relation", set_relation },
  { "save-set-up", save_set_up }, { "make-code", make_code },
  { "add-person", add_person }, { "type-code", type_code }, { "bring-back", bring_back },
  { "remove-person", day_remove_person }, { "open-person", open_person },
  { "open-by-code", open_by_code }, { "forget-code", forget_code },
  { "open-again", day_open_again }, { NULL },
};

const DayAsk day_erase_asks[] = {
  { "erase-record", erase_record }, { "erase-letters", erase_letters }, { NULL },
};
