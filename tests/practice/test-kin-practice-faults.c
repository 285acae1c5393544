/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-faults"

#include "config.h"

#include "kin-practice-care.h"
#include "kin-practice-faults.h"

#include <string.h>

static gboolean
set (KinPracticeFaults *faults, const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return kin_practice_faults_set (faults, bytes, error);
}

static gboolean
takes (KinPracticeFaults *faults, const char *path, const char *query)
{
  g_autoptr (KinPracticeRule) rule = kin_practice_faults_take (faults, "GET", path, query);

  return rule != NULL;
}

static void
test_order (void)
{
  g_autoptr (KinPracticeFaults) faults = kin_practice_faults_new ();
  g_autoptr (KinPracticeRule) first = NULL;
  g_autoptr (KinPracticeRule) second = NULL;

  g_assert_true (set (faults,
                      "[{\"match\":\"^GET /a\",\"status\":500,\"times\":1},"
                      "{\"match\":\"/a\\\\?x=1\",\"cut\":3,\"times\":-1},"
                      "{\"match\":\"/b\",\"after\":2}]",
                      NULL));
  first = kin_practice_faults_take (faults, "GET", "/a", "x=1");
  second = kin_practice_faults_take (faults, "GET", "/a", "x=1");
  g_assert_cmpint (first->status, ==, 500);
  g_assert_false (kin_practice_rule_is_raw (first));
  g_assert_cmpint (second->cut, ==, 3);
  g_assert_true (kin_practice_rule_is_raw (second));
  g_assert_true (takes (faults, "/a", "x=1"));
  g_assert_false (takes (faults, "/a", NULL));
  g_assert_false (takes (faults, "/b", NULL));
  g_assert_false (takes (faults, "/b", NULL));
  g_assert_true (takes (faults, "/b", NULL));
  g_assert_false (takes (faults, "/b", NULL));
}

static const char *const refused[] = {
  "", "{}", "[1]", "[{}]", "[{\"match\":\"(\"}]", "[{\"match\":\"a\",\"delya\":1}]",
  "[{\"match\":\"a\",\"delay\":\"1\"}]", "[{\"match\":\"a\",\"framing\":\"odd\"}]",
  "[{\"match\":\"a\",\"plant\":\"odd\"}]", "[{\"match\":\"a\",\"reset\":1}]",
  "[{\"match\":\"a\",\"reply\":[]}]",
};

static void
test_refuse (void)
{
  g_autoptr (KinPracticeFaults) faults = kin_practice_faults_new ();

  g_assert_true (set (faults, "[{\"match\":\"/a\",\"times\":-1}]", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_false (set (faults, refused[i], &error));
      g_assert_nonnull (error);
      /* The rules before are still in force. */
      g_assert_true (takes (faults, "/a", NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/faults/order", test_order);
  g_test_add_func ("/practice/faults/refuse", test_refuse);

  return g_test_run ();
}
