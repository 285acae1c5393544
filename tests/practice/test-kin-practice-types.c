/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-types"

#include "config.h"

#include "kin-practice-types.h"

static void
test_parameters (void)
{
  guint n;

  g_assert_nonnull (kin_practice_types_first ("Observation", &n));
  g_assert_cmpuint (n, ==, 4);
  g_assert_null (kin_practice_types_first ("Nonsense", &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (kin_practice_types_find ("Procedure", "date")->kind, ==, KIN_PRACTICE_DATE);
  g_assert_null (kin_practice_types_find ("Procedure", "dates"));
}

/* Rows of one type have to stand together, or the later ones are never looked at. */
static void
test_together (void)
{
  const char *const *types = kin_practice_types_list ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      guint n;
      const KinPracticeParameter *first = kin_practice_types_first (types[i], &n);

      for (guint j = 0; j < n; j++)
        g_assert_cmpstr (first[j].type, ==, types[i]);
    }
}

static void
test_patient (void)
{
  g_assert_true (kin_practice_types_by_subject ("Observation"));
  g_assert_true (kin_practice_types_by_patient ("Immunization"));
  g_assert_false (kin_practice_types_by_subject ("Immunization"));
  g_assert_false (kin_practice_types_by_patient ("Specimen"));
  g_assert_false (kin_practice_types_by_patient ("Practitioner"));
  g_assert_true (kin_practice_types_is_shared ("Practitioner"));
  g_assert_false (kin_practice_types_is_shared ("Patient"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/types/parameters", test_parameters);
  g_test_add_func ("/practice/types/together", test_together);
  g_test_add_func ("/practice/types/patient", test_patient);

  return g_test_run ();
}
