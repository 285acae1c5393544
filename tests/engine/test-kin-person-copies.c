/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-copies"

#include "config.h"

#include "engine-kit.h"
#include "kin-person-copies.h"

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
test_kept (KitTwo        *fixture,
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
  kit_open_again (fixture->rosa);
  assert_waits_for (fixture->rosa, "Oak|Elm & Söhne  Clinic, 2nd floor");
  assert_waits_for (fixture->luis, "");
  found = kin_person_find_copy (fixture->rosa, soon->id);
  g_assert_cmpstr (found->sent, ==, "2026-01-30");
  g_assert_cmpstr (found->due, ==, "2026-02-03");

  save (fixture->rosa, later, TRUE);
  assert_waits_for (fixture->rosa, "Elm & Söhne  Clinic, 2nd floor|Oak");
  save (fixture->rosa, late, FALSE);
  assert_waits_for (fixture->rosa, "Oak");
  kit_open_again (fixture->rosa);
  assert_waits_for (fixture->rosa, "Oak");
  g_assert_null (kin_person_find_copy (fixture->rosa, late->id));
}

static void
on_changed (KinPerson *person,
            gpointer   user_data)
{
  guint *waits_for = user_data;
  g_autoptr (GPtrArray) copies = kin_person_list_copies (person);

  *waits_for = copies->len;
}

/* Whoever shows what is waited for is told once it is so. */
static void
test_told (KitTwo        *fixture,
           gconstpointer  unused)
{
  g_autoptr (KinAskedCopy) copy = kin_asked_copy_new (NULL, "Oak", "2026-01-30", "2026-02-03");
  guint waits_for = 7;

  g_signal_connect (fixture->rosa, "changed", G_CALLBACK (on_changed), &waits_for);
  save (fixture->rosa, copy, TRUE);
  g_assert_cmpuint (waits_for, ==, 1);
  save (fixture->rosa, copy, FALSE);
  g_assert_cmpuint (waits_for, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->rosa, &waits_for);
}

/* 45 CFR 164.524(b)(2): no later than 30 days. */
static void
test_day_of_law (void)
{
  static const char * const cases[][2] = {
    { "2026-11-26", "2026-12-26" },
    { "2026-12-15", "2027-01-14" },
    { "2028-02-01", "2028-03-02" },
    { "9999-12-20", NULL },
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

  g_test_add ("/person-copies/kept", KitTwo, NULL, kit_two_set_up, test_kept, kit_two_tear_down);
  g_test_add ("/person-copies/told", KitTwo, NULL, kit_two_set_up, test_told, kit_two_tear_down);
  g_test_add_func ("/person-copies/day-of-law", test_day_of_law);

  return g_test_run ();
}
