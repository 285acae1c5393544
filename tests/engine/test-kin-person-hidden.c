/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-hidden"

#include "config.h"

#include "engine-kit.h"
#include "kin-disconnect.h"
#include "kin-person-hidden.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-person-twins.h"

/* The same weight, with the same id, of whoever it is. */
#define RECORD \
  "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" \
  "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"%s\"," \
  "\"name\":[{\"given\":[\"%s\"],\"family\":\"Delgado\"}]}}," \
  "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"w\",\"status\":\"final\"," \
  "\"code\":{\"text\":\"Weight\"},\"subject\":{\"reference\":\"Patient/p\"}," \
  "\"category\":[{\"coding\":[{\"code\":\"vital-signs\"}]}]," \
  "\"valueQuantity\":{\"value\":%s,\"unit\":\"kg\"}}}]}"

static void
import (KitTwo     *fixture,
        KinPerson  *person,
        const char *given,
        const char *born,
        const char *weight)
{
  g_autofree char *path = g_build_filename (fixture->folder, "record.json", NULL);
  g_autofree char *text = g_strdup_printf (RECORD, born, given, weight);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  kit_import (person, path);
}

static void
set_up (KitTwo        *fixture,
        gconstpointer  unused)
{
  kit_two_set_up (fixture, unused);
  import (fixture, fixture->rosa, "Rosa", "1944-03-02", "61.5");
  import (fixture, fixture->luis, "Luis", "1971-09-08", "80.0");
}

static GPtrArray *
list (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };

  kin_person_list_async (person, KIN_SECTION_MEASUREMENTS, 0, 0, 0, NULL, kit_done, &result);
  return kin_person_list_finish (person, kit_wait (&result), NULL);
}

static GPtrArray *
list_hidden (KinPerson  *person,
             KinSection  section)
{
  g_auto (KitResult) result = { NULL };

  kin_person_list_hidden_async (person, section, NULL, kit_done, &result);
  return kin_person_list_hidden_finish (person, kit_wait (&result), NULL);
}

static void
assert_counts (KinPerson *person,
               guint      listed,
               guint      hidden)
{
  g_autoptr (GPtrArray) items = list (person);
  g_autoptr (GPtrArray) unseen = list_hidden (person, KIN_SECTION_NONE);

  g_assert_cmpuint (items->len, ==, listed);
  g_assert_cmpuint (unseen->len, ==, hidden);
  g_assert_cmpuint (kin_person_count_hidden (person, KIN_SECTION_NONE), ==, hidden);
  g_assert_cmpuint (kin_person_count_hidden (person, KIN_SECTION_MEASUREMENTS), ==, hidden);
  g_assert_cmpuint (kin_person_count_hidden (person, KIN_SECTION_RESULTS), ==, 0);
}

static void
set_hidden (KinPerson *person,
            KinItem   *item,
            gboolean   hidden)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_set_hidden_async (person, item, hidden, NULL, kit_done, &result);
  g_assert_true (kin_person_set_hidden_finish (person, kit_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_true (kin_person_is_hidden (person, item) == hidden);
}

static void
test_never_across_people (KitTwo        *fixture,
                          gconstpointer  unused)
{
  g_autoptr (GPtrArray) items = list (fixture->rosa);

  set_hidden (fixture->rosa, g_ptr_array_index (items, 0), TRUE);
  assert_counts (fixture->rosa, 0, 1);
  assert_counts (fixture->luis, 1, 0);
  set_hidden (fixture->rosa, g_ptr_array_index (items, 0), FALSE);
  assert_counts (fixture->rosa, 1, 0);
}

/* Another version of it comes, and the app is started anew: it is still hidden. */
static void
test_stays_hidden (KitTwo        *fixture,
                   gconstpointer  unused)
{
  g_autoptr (GPtrArray) items = list (fixture->rosa);
  g_autoptr (GPtrArray) hidden = NULL;

  set_hidden (fixture->rosa, g_ptr_array_index (items, 0), TRUE);
  import (fixture, fixture->rosa, "Rosa", "1944-03-02", "73.2");
  assert_counts (fixture->rosa, 0, 1);
  kit_open_again (fixture->rosa);
  assert_counts (fixture->rosa, 0, 1);

  hidden = list_hidden (fixture->rosa, KIN_SECTION_MEASUREMENTS);
  set_hidden (fixture->rosa, g_ptr_array_index (hidden, 0), FALSE);
  kit_open_again (fixture->rosa);
  assert_counts (fixture->rosa, 1, 0);
}

static gboolean
on_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* What is hidden is looked for once more some time after something came. */
static void
wait_for_second_look (void)
{
  gboolean is_over = FALSE;

  g_timeout_add (2500, on_over, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* The record was damaged and begins again: what was hidden comes once more, and stays hidden. */
static void
test_begins_again (KitTwo        *fixture,
                   gconstpointer  unused)
{
  KinPerson *rosa = fixture->rosa;
  g_autoptr (GPtrArray) items = list (rosa);
  g_autofree char *path = g_build_filename (kin_person_get_folder (rosa), "record.db", NULL);

  set_hidden (rosa, g_ptr_array_index (items, 0), TRUE);
  kit_close (rosa);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_true (kit_renew (rosa, NULL));
  import (fixture, rosa, "Rosa", "1944-03-02", "61.5");
  assert_counts (rosa, 0, 1);

  wait_for_second_look ();
  wait_for_second_look ();
  set_hidden (rosa, g_ptr_array_index (items, 0), FALSE);
  assert_counts (rosa, 1, 0);
  import (fixture, rosa, "Rosa", "1944-03-02", "73.2");
  wait_for_second_look ();
  assert_counts (rosa, 1, 0);
}

/* The power went off between the note and the record: the note holds. */
static void
test_cut_off_in_between (KitTwo        *fixture,
                         gconstpointer  unused)
{
  g_autoptr (GPtrArray) items = list (fixture->rosa);
  KinItem *item = g_ptr_array_index (items, 0);
  g_auto (KitResult) result = { NULL };

  set_hidden (fixture->rosa, item, TRUE);
  kin_record_store_set_hidden_async (kin_person_get_record (fixture->rosa),
                                     kin_item_get_source (item), kin_item_get_kind (item),
                                     kin_item_get_resource_id (item), FALSE, NULL, kit_done,
                                     &result);
  kit_wait (&result);
  kit_open_again (fixture->rosa);
  assert_counts (fixture->rosa, 0, 1);
}

/* Of what is erased nothing is left to be hidden, or to be kept apart. */
static void
test_erased (KitTwo        *fixture,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) items = list (fixture->rosa);
  g_autoptr (GPtrArray) others = list (fixture->luis);
  KinItem *item = g_ptr_array_index (items, 0);
  g_auto (KitResult) result = { NULL };
  g_auto (KitResult) parted = { NULL };

  set_hidden (fixture->rosa, item, TRUE);
  kin_person_set_apart_async (fixture->rosa, g_ptr_array_index (others, 0), item, TRUE, NULL,
                              kit_done, &parted);
  g_assert_true (kin_person_set_apart_finish (fixture->rosa, kit_wait (&parted), NULL));
  g_assert_cmpuint (kin_person_get_notes (fixture->rosa)->len, ==, 2);
  kin_source_erase_async (fixture->rosa,
                          kin_person_find_connection (fixture->rosa, kin_item_get_source (item)),
                          NULL, kit_done, &result);
  g_assert_true (kin_source_erase_finish (kit_wait (&result), NULL));
  assert_counts (fixture->rosa, 0, 0);
  kit_open_again (fixture->rosa);
  assert_counts (fixture->rosa, 0, 0);
  g_assert_cmpuint (kin_person_get_notes (fixture->rosa)->len, ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/hidden/" name, KitTwo, NULL, set_up, function, kit_two_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("never-across-people", test_never_across_people);
  ADD ("stays-hidden", test_stays_hidden);
  ADD ("begins-again", test_begins_again);
  ADD ("cut-off-in-between", test_cut_off_in_between);
  ADD ("erased", test_erased);

  return g_test_run ();
}
