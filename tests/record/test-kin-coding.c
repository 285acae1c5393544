/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-coding"

#include "config.h"

#include "kin-coding.h"
#include "record-samples.h"

#define CONCEPT                                                                                   \
  "{'coding':[{'system':'http://loinc.org','code':'4548-4','display':'HbA1c'},"                   \
  "{'code':'a b'},{'system':'x'},7,{'code':8}],'text':'Sugar'}"

static void
test_list (void)
{
  g_autoptr (KinJson) json = sample_parse (CONCEPT);
  g_autoptr (GPtrArray) codings = kin_coding_list (kin_json_get_root (json));
  KinCoding *first = g_ptr_array_index (codings, 0);

  g_assert_cmpuint (codings->len, ==, 5);
  g_assert_cmpstr (first->system, ==, "http://loinc.org");
  g_assert_cmpstr (first->code, ==, "4548-4");
  g_assert_cmpstr (first->display, ==, "HbA1c");
}

/* The column separates codes by spaces, so there is none inside one. */
static void
test_append (void)
{
  g_autoptr (KinJson) json = sample_parse ("[" CONCEPT ",{'coding':[{'system':'y','code':'z'}]}]");
  g_autoptr (GString) codes = g_string_new (NULL);

  kin_coding_append (kin_json_get_root (json), codes);
  g_assert_cmpstr (codes->str, ==, "http://loinc.org|4548-4 |a%20b y|z");
}

static void
test_has (void)
{
  g_autoptr (KinJson) json = sample_parse ("[7,{'coding':[{'code':'LAB'}]},"
                                           "{'text':'Vital Signs'}]");
  KinJsonNode root = kin_json_get_root (json);

  g_assert_true (kin_coding_has (root, "lab"));
  g_assert_true (kin_coding_has (root, "vital signs"));
  g_assert_false (kin_coding_has (root, "la"));
  g_assert_false (kin_coding_has (kin_json_node_at (root, 0), "lab"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coding/list", test_list);
  g_test_add_func ("/coding/append", test_append);
  g_test_add_func ("/coding/has", test_has);

  return g_test_run ();
}
