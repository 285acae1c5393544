/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-scope"

#include "config.h"

#include "kin-scope.h"

static void
test_normalise (void)
{
  static const struct
  {
    const char *given;
    const char *normal;
  } cases[] = {
    { "", "" },
    { "patient/Observation.read", "patient/Observation.rs" },
    { "patient/Observation.write", "patient/Observation.cud" },
    { "patient/*.*", "patient/*.cruds" },
    { "openid  fhirUser\topenid", "fhirUser openid" },
    { "patient/B.rs patient/A.read", "patient/A.rs patient/B.rs" },
    { "patient/A.sr", "patient/A.sr" },
    { "patient/A.", "patient/A." },
    { "patient/.rs", "patient/.rs" },
    { "launch/patient", "launch/patient" },
    { "patient/Observation.rs?category=s|laboratory",
      "patient/Observation.rs?category=s|laboratory" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = kin_scope_normalise (cases[i].given);

      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

static void
test_allows (void)
{
  static const struct
  {
    const char *granted;
    const char *type;
    char verb;
    gboolean allowed;
  } cases[] = {
    { NULL, "Observation", 'r', FALSE },
    { "", "Observation", 'r', FALSE },
    { "patient/Observation.rs", "Observation", 'r', TRUE },
    { "patient/Observation.rs", "Observation", 's', TRUE },
    { "patient/Observation.rs", "Observation", 'c', FALSE },
    { "patient/Observation.rs", "Condition", 'r', FALSE },
    { "patient/Observation.rs", "Observatio", 'r', FALSE },
    { "patient/Observation.read", "Observation", 's', TRUE },
    { "patient/Observation.write", "Observation", 'r', FALSE },
    { "patient/*.read", "Condition", 'r', TRUE },
    { "patient/*.r", "Condition", 's', FALSE },
    { "user/Condition.rs", "Condition", 's', TRUE },
    { "system/Condition.rs", "Condition", 's', FALSE },
    { "xpatient/Condition.rs", "Condition", 's', FALSE },
    { "patient/Condition.sr", "Condition", 'r', FALSE },
    { "patient/Condition.rrs", "Condition", 'r', FALSE },
    { "patient/Condition.rs?category=x|y", "Condition", 'r', TRUE },
    { "patient/Condition.rs?", "Condition", 'r', TRUE },
    { "Condition.rs", "Condition", 'r', FALSE },
    { "openid patient/Condition.rs offline_access", "Condition", 'r', TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s %c", cases[i].granted, cases[i].type, cases[i].verb);
      g_assert_cmpint (kin_scope_allows (cases[i].granted, cases[i].type, cases[i].verb), ==,
                       cases[i].allowed);
    }
}

static void
test_categories (void)
{
  const char *granted = "patient/Observation.rs?category=http%3A%2F%2Fs|laboratory "
                        "patient/Observation.rs?category=http://s|vital-signs "
                        "patient/Condition.rs patient/Condition.rs?category=x|y "
                        "patient/Procedure.rs?status=done&category=x|y";
  g_auto (GStrv) observations = kin_scope_dup_categories (granted, "Observation", 's');
  g_auto (GStrv) conditions = kin_scope_dup_categories (granted, "Condition", 's');
  g_auto (GStrv) procedures = kin_scope_dup_categories (granted, "Procedure", 's');
  g_auto (GStrv) goals = kin_scope_dup_categories (granted, "Goal", 's');

  g_assert_cmpuint (g_strv_length (observations), ==, 2);
  g_assert_cmpstr (observations[0], ==, "http://s|laboratory");
  g_assert_cmpstr (observations[1], ==, "http://s|vital-signs");
  g_assert_null (conditions);
  g_assert_cmpuint (g_strv_length (procedures), ==, 0);
  g_assert_cmpuint (g_strv_length (goals), ==, 0);
}

/* The golden list: reading, nothing else, in one spelling (rule T-10). */
static void
test_ask (void)
{
  const char *types[] = { "Patient", "Observation", NULL };
  g_autofree char *v1 = kin_scope_ask (types, FALSE, TRUE);
  g_autofree char *v2 = kin_scope_ask (types, TRUE, FALSE);

  g_assert_cmpstr (v1, ==, "launch/patient openid fhirUser offline_access "
                           "patient/Patient.read patient/Observation.read");
  g_assert_cmpstr (v2, ==, "launch/patient openid fhirUser "
                           "patient/Patient.rs patient/Observation.rs");
  g_assert_true (kin_scope_has (v1, "offline_access"));
  g_assert_false (kin_scope_has (v1, "offline"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/scope/normalise", test_normalise);
  g_test_add_func ("/portal/scope/allows", test_allows);
  g_test_add_func ("/portal/scope/categories", test_categories);
  g_test_add_func ("/portal/scope/ask", test_ask);

  return g_test_run ();
}
