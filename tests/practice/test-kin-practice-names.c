/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-names"

#include "config.h"

#include "kin-practice-names.h"

#include <string.h>

static KinPracticeNames *
make_names (void)
{
  const char *text = "{\"resourceType\":\"Organization\",\"id\":\"clinic\",\"identifier\":"
                     "[{\"system\":\"http://ids\",\"value\":\"7\"},{\"value\":\"8\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  KinPracticeNames *names = kin_practice_names_new ();

  kin_practice_names_add (names, kin_json_get_root (json), "urn:uuid:1", "clinic");
  return names;
}

static const struct
{
  const char *from;
  const char *to;
} rewrites[] = {
  { "{\"reference\":\"urn:uuid:1\"}", "{\"reference\":\"Organization/clinic\"}" },
  { "{\"reference\" : \n \"urn:uuid:1\", \"x\": 1.10}",
    "{\"reference\" : \n \"Organization/clinic\", \"x\": 1.10}" },
  { "[{\"reference\":\"urn:uuid:1\"},{\"reference\":\"urn:uuid:1\"}]",
    "[{\"reference\":\"Organization/clinic\"},{\"reference\":\"Organization/clinic\"}]" },
  { "{\"reference\":\"Organization?identifier=http://ids|7\"}",
    "{\"reference\":\"Organization/clinic\"}" },
  { "{\"reference\":\"Organization?identifier=http://ids|9\"}", NULL },
  { "{\"reference\":\"urn:uuid:2\"}", NULL },
  { "{\"value\":\"urn:uuid:1\"}", NULL },
  { "{\"reference\":1}", NULL },
  { "{\"a\":\"\\\"reference\\\"\"}", NULL },
  { "\"reference\"", NULL },
};

static void
test_rewrite (void)
{
  g_autoptr (KinPracticeNames) names = make_names ();

  for (guint i = 0; i < G_N_ELEMENTS (rewrites); i++)
    {
      g_autoptr (GBytes) before = g_bytes_new (rewrites[i].from, strlen (rewrites[i].from));
      g_autoptr (GBytes) after = kin_practice_names_rewrite (names, before);
      const char *wanted = rewrites[i].to != NULL ? rewrites[i].to : rewrites[i].from;
      gsize length;
      const char *text = g_bytes_get_data (after, &length);

      g_assert_cmpmem (text, (int) length, wanted, (int) strlen (wanted));
      if (rewrites[i].to == NULL)
        g_assert_true (before == after);
    }
}

static void
test_resolve (void)
{
  g_autoptr (KinPracticeNames) names = make_names ();
  g_autofree char *urn = kin_practice_names_resolve ("urn:uuid:1", names);
  g_autofree char *relative = kin_practice_names_resolve ("Patient/1", names);
  g_autofree char *absolute = kin_practice_names_resolve ("http://a/b/Patient/1/_history/2", names);

  g_assert_cmpstr (urn, ==, "Organization/clinic");
  g_assert_cmpstr (relative, ==, "Patient/1");
  g_assert_cmpstr (absolute, ==, "Patient/1");
  g_assert_null (kin_practice_names_resolve ("urn:uuid:2", names));
  g_assert_null (kin_practice_names_resolve ("#contained", names));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/names/rewrite", test_rewrite);
  g_test_add_func ("/practice/names/resolve", test_resolve);

  return g_test_run ();
}
