/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-path"

#include "config.h"

#include "kin-path-private.h"
#include "record-samples.h"

#define RESOURCE                                                                                  \
  "{'a':[{'b':'1'},{'b':['2','3']},{'c':'x'},7,[{'b':'no'}]],'d':{'e':{'f':'4'}},"                \
  "'effectivePeriod':{'start':'2020'},'effective':'no'}"

static const struct
{
  const char *path;
  const char *values;
} table[] = {
  { "a.b", "1 2 3" },
  { "d.e.f", "4" },
  { "effective[x].start", "2020" },
  { "d.e", "" },
  { "a.b.c", "" },
  { "nothing.here", "" },
  { "a-name-of-more-than-sixty-four-letters-that-no-element-of-fhir-has-ever-had", "" },
};

static void
test_list (void)
{
  g_autoptr (KinJson) json = sample_parse (RESOURCE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) values = kin_path_list_text (kin_json_get_root (json), table[i].path);
      g_autofree char *joined = g_strjoinv (" ", values);

      g_test_message ("%s", table[i].path);
      g_assert_cmpstr (joined, ==, table[i].values);
    }
}

static void
test_first (void)
{
  g_autoptr (KinJson) json = sample_parse (RESOURCE);
  KinJsonNode root = kin_json_get_root (json);
  g_autofree char *text = kin_path_dup_text (root, KIN_PATHS ("a.x", "d.e.f", "a.b"));
  g_autofree char *none = kin_path_dup_text (root, KIN_PATHS ("x"));

  g_assert_cmpstr (text, ==, "4");
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/path/list", test_list);
  g_test_add_func ("/path/first", test_first);

  return g_test_run ();
}
