/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-letters"

#include "config.h"

#include <utime.h>

#include "engine-kit.h"
#include "kin-person-letters.h"
#include "kin-person-private.h"
#include "kin-person-record.h"

#define TEXT "Dear Rosa, your X-ray of March is enclosed."
#define CHANGED 1577880000              /* noon of 1 January 2020 */

typedef struct
{
  char      *folder;
  KinFamily *family;
  KinPerson *person;
} Fixture;

/* Keeps the letter, or keeps it once more. */
static void
import (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "X-ray, 2nd Dr. Lacroix.txt", NULL);
  const struct utimbuf times = { .actime = CHANGED, .modtime = CHANGED };

  g_assert_true (g_file_set_contents (path, TEXT, -1, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
  kit_import (fixture->person, path);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->folder = kit_make_folder ();
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->person = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
  import (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* The one letter, with its resource. */
static KinItem *
load (Fixture *fixture)
{
  g_auto (KitResult) listed = { NULL };
  g_auto (KitResult) loaded = { NULL };
  g_autoptr (GPtrArray) items = NULL;

  kin_person_list_async (fixture->person, KIN_SECTION_DOCUMENTS, 0, 0, 0, NULL, kit_done, &listed);
  items = kin_person_list_finish (fixture->person, kit_wait (&listed), NULL);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_false (kin_item_get_unread (g_ptr_array_index (items, 0)));
  kin_person_load_async (fixture->person, kin_item_get_id (g_ptr_array_index (items, 0)), NULL,
                         kit_done, &loaded);

  return kin_person_load_finish (fixture->person, kit_wait (&loaded), NULL);
}

static void
assert_date (Fixture    *fixture,
             const char *date)
{
  g_autoptr (KinItem) item = load (fixture);
  KinJsonNode root = kin_json_get_root (kin_item_get_json (item));
  KinJsonNode content = kin_json_node_at (kin_json_node_get (root, "content"), 0);
  g_autofree char *file_date = NULL;

  g_assert_true (kin_person_is_from_file (fixture->person, item));
  g_assert_true (kin_person_is_own_letter (fixture->person, item));
  g_assert_cmpstr (kin_item_get_date (item), ==, date);
  g_assert_cmpstr (kin_item_get_title (item), ==, "X-ray, 2nd Dr. Lacroix");

  /* What the file said is kept in any case. */
  file_date = kin_json_node_dup_string (kin_json_node_get_path (content, "attachment.creation"));
  g_assert_cmpstr (file_date, ==, "2020-01-01");
}

static void
set_date (Fixture    *fixture,
          const char *date)
{
  g_autoptr (KinItem) item = load (fixture);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_set_letter_date_async (fixture->person, item, date, NULL, kit_done, &result);
  g_assert_true (kin_person_set_letter_date_finish (fixture->person, kit_wait (&result), &error));
  g_assert_no_error (error);
}

static void
test_typed_and_taken_back (Fixture       *fixture,
                           gconstpointer  unused)
{
  assert_date (fixture, "2020-01-01");
  set_date (fixture, "2003-03-14");
  assert_date (fixture, "2003-03-14");
  set_date (fixture, "2003-03-15");
  assert_date (fixture, "2003-03-15");
  set_date (fixture, NULL);
  assert_date (fixture, "2020-01-01");
}

/* The same file is opened again: what was typed stands. */
static void
test_file_comes_again (Fixture       *fixture,
                       gconstpointer  unused)
{
  set_date (fixture, "2003-03-14");
  import (fixture);
  assert_date (fixture, "2003-03-14");
}

#define ADD(name, function) \
  g_test_add ("/letters/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("typed-and-taken-back", test_typed_and_taken_back);
  ADD ("file-comes-again", test_file_comes_again);

  return g_test_run ();
}
