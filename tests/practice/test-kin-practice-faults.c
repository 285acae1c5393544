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
  g_autoptr (KinPracticeRule) rule = kin_practice_faults_take (faults, "GET", path, query, NULL);

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
  first = kin_practice_faults_take (faults, "GET", "/a", "x=1", NULL);
  second = kin_practice_faults_take (faults, "GET", "/a", "x=1", NULL);
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

/* What was sent along decides too, and each time is counted. */
static void
test_body (void)
{
  g_autoptr (KinPracticeFaults) faults = kin_practice_faults_new ();
  g_autoptr (GBytes) with = g_bytes_new_static ("a=1&scope=x", 11);
  g_autoptr (GBytes) without = g_bytes_new_static ("a=1", 3);
  g_autoptr (KinPracticeAnswer) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  g_assert_true (set (faults,
                      "[{\"habit\":\"wants scope\",\"match\":\"/token\",\"times\":-1,"
                      "\"lacks\":\"scope=\"}]",
                      NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (KinPracticeRule) good = kin_practice_faults_take (faults, "POST", "/token", NULL,
                                                                   with);
      g_autoptr (KinPracticeRule) bad = kin_practice_faults_take (faults, "POST", "/token", NULL,
                                                                  without);

      g_assert_null (good);
      g_assert_nonnull (bad);
    }
  answer = kin_practice_faults_answer (faults);
  body = kin_practice_answer_dup_body (answer);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (text, "{\"habit\":\"wants scope\",\"played\":2}"));
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
  g_test_add_func ("/practice/faults/body", test_body);
  g_test_add_func ("/practice/faults/refuse", test_refuse);

  return g_test_run ();
}
