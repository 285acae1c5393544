/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-copies"

#include "config.h"

#include "engine-kit.h"
#include "kin-person-copies.h"

typedef struct
{
  char      *folder;
  KinFamily *family;
  KinPerson *rosa;
  KinPerson *luis;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->folder = kit_make_folder ();
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->rosa = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
  fixture->luis = kit_add_person (fixture->family, "Luis Delgado", "1971-09-08");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  g_object_unref (fixture->rosa);
  g_object_unref (fixture->luis);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
open_again (KinPerson *person)
{
  g_auto (KitResult) closed = { NULL };
  g_auto (KitResult) opened = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_close_async (person, kit_done, &closed);
  kin_person_close_finish (person, kit_wait (&closed), &error);
  g_assert_no_error (error);
  kin_person_open_async (person, NULL, kit_done, &opened);
  kin_person_open_finish (person, kit_wait (&opened), &error);
  g_assert_no_error (error);
}

static void
save (KinPerson          *person,
      const KinAskedCopy *copy,
      gboolean            is_waited_for)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_save_copy_async (person, copy, is_waited_for, kit_done, &result);
  kin_person_save_copy_finish (person, kit_wait (&result), &error);
  g_assert_no_error (error);
}

/* The clinics whose copies a person waits for, in order. */
static void
assert_waits_for (KinPerson  *person,
                  const char *clinics)
{
  g_autoptr (GPtrArray) copies = kin_person_list_copies (person);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < copies->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                            ((KinAskedCopy *) g_ptr_array_index (copies, i))->clinic);
  g_assert_cmpstr (names->str, ==, clinics);
}

/* What is waited for is there when everything was closed, is nobody else's, the first that is due
 * comes first, and it is over when it came. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (KinAskedCopy) late = kin_asked_copy_new (NULL, "Elm & Söhne  Clinic, 2nd floor",
                                                      "2026-01-02", "2026-03-01");
  g_autoptr (KinAskedCopy) soon = kin_asked_copy_new (NULL, "Oak", "2026-01-30", "2026-02-03");
  g_autoptr (KinAskedCopy) later = kin_asked_copy_new (soon->id, "Oak", "2026-01-30",
                                                       "2026-03-02");
  g_autoptr (KinAskedCopy) found = NULL;

  save (fixture->rosa, late, TRUE);
  save (fixture->rosa, soon, TRUE);
  assert_waits_for (fixture->rosa, "Oak|Elm & Söhne  Clinic, 2nd floor");
  open_again (fixture->rosa);
  assert_waits_for (fixture->rosa, "Oak|Elm & Söhne  Clinic, 2nd floor");
  assert_waits_for (fixture->luis, "");
  found = kin_person_find_copy (fixture->rosa, soon->id);
  g_assert_cmpstr (found->sent, ==, "2026-01-30");
  g_assert_cmpstr (found->due, ==, "2026-02-03");

  save (fixture->rosa, later, TRUE);
  assert_waits_for (fixture->rosa, "Elm & Söhne  Clinic, 2nd floor|Oak");
  save (fixture->rosa, late, FALSE);
  assert_waits_for (fixture->rosa, "Oak");
  open_again (fixture->rosa);
  assert_waits_for (fixture->rosa, "Oak");
  g_assert_null (kin_person_find_copy (fixture->rosa, late->id));
}

/* 45 CFR 164.524(b)(2): no later than 30 days. */
static void
test_day_of_law (void)
{
  static const char * const cases[][2] = {
    { "2026-11-26", "2026-12-26" },
    { "2026-12-15", "2027-01-14" },
    { "2028-02-01", "2028-03-02" },
    { "2026-11", NULL },
    { "soon", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = kin_copy_dup_day_of_law (cases[i][0]);

      g_assert_cmpstr (day, ==, cases[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/person-copies/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add_func ("/person-copies/day-of-law", test_day_of_law);

  return g_test_run ();
}
