/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-section"

#include "config.h"

#include "kin-section.h"

/* Every section has a word of its own and is found by it. */
static void
test_ids (void)
{
  for (guint i = 0; i < KIN_N_SECTIONS; i++)
    {
      KinSection section = KIN_SECTION_OTHER;
      const char *id = kin_section_get_id ((KinSection) i);

      g_assert_true (kin_section_from_id (id, &section));
      g_assert_cmpint (section, ==, (int) i);
    }

  g_assert_false (kin_section_from_id ("Results", NULL));
  g_assert_false (kin_section_from_id ("", NULL));
}

/* The numbers are in files that people have. */
static void
test_numbers (void)
{
  g_assert_cmpint (KIN_SECTION_NONE, ==, 0);
  g_assert_cmpint (KIN_SECTION_RESULTS, ==, 1);
  g_assert_cmpint (KIN_SECTION_VISITS, ==, 8);
  g_assert_cmpint (KIN_SECTION_OTHER, ==, 15);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/section/ids", test_ids);
  g_test_add_func ("/section/numbers", test_numbers);

  return g_test_run ();
}
