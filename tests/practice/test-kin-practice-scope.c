/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-scope"

#include "config.h"

#include "kin-practice-scope.h"

static const struct
{
  const char *text;
  const char *rights;   /* NULL: not a scope of this portal */
} scopes[] = {
  { "patient/Observation.rs", "rs" },
  { "patient/Observation.read", "rs" },
  { "patient/Observation.write", "cud" },
  { "patient/Observation.*", "cruds" },
  { "patient/*.r", "r" },
  { "patient/Observation.cruds", "cruds" },
  { "patient/Observation.rs?category=laboratory", "rs" },
  { "patient/Observation.sr", NULL },
  { "patient/Observation.rr", NULL },
  { "patient/Observation.", NULL },
  { "patient/Observation", NULL },
  { "patient/.rs", NULL },
  { "user/Observation.rs", NULL },
  { "profile", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr (KinPracticeScope) scope = kin_practice_scope_parse (scopes[i].text);

      g_test_message ("%s", scopes[i].text);
      g_assert_cmpint (scope != NULL, ==, scopes[i].rights != NULL);
      if (scope != NULL)
        g_assert_cmpstr (scope->rights, ==, scopes[i].rights);
    }
}

static void
test_allow (void)
{
  g_autoptr (GPtrArray) granted = kin_practice_scopes_parse (
      "openid  patient/Patient.r nonsense patient/Observation.rs?category=laboratory");
  g_autofree char *text = kin_practice_scopes_print (granted);

  g_assert_cmpstr (text, ==, "openid patient/Patient.r "
                             "patient/Observation.rs?category=laboratory");
  g_assert_true (kin_practice_scopes_have (granted, "openid"));
  g_assert_false (kin_practice_scopes_have (granted, "fhirUser"));
  g_assert_true (kin_practice_scopes_allow (granted, "Patient", 'r'));
  g_assert_false (kin_practice_scopes_allow (granted, "Patient", 's'));
  g_assert_true (kin_practice_scopes_allow (granted, "Observation", 's'));
  g_assert_false (kin_practice_scopes_allow (granted, "Condition", 'r'));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/scope/parse", test_parse);
  g_test_add_func ("/practice/scope/allow", test_allow);

  return g_test_run ();
}
