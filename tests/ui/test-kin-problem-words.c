/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-problem-words"

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "kin-bundle.h"
#include "kin-engine-error.h"
#include "kin-json.h"
#include "kin-portal-error.h"
#include "kin-problem-words.h"
#include "kin-store-error.h"

#define MOST_WORDS 20

/* Codes that say nothing more than that it did not work. */
static const char *const unnamed[] = {
  "KIN_STORE_ERROR_OUT_OF_ORDER", "KIN_STORE_ERROR_CLOSED", "KIN_STORE_ERROR_FAILED",
};

/* The names of a domain's codes, read from its header: a code that is added there is tested. */
static GPtrArray *
read_codes (const char *header,
            const char *prefix)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "src", header, NULL);
  g_autofree char *text = NULL;
  g_autofree char *pattern = g_strdup_printf ("^  (%s_[A-Z0-9_]+)[,\\s]", prefix);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_ptr_array_add (codes, g_match_info_fetch (match, 1));

  return codes;
}

static gboolean
is_unnamed (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (unnamed); i++)
    if (g_str_equal (unnamed[i], name))
      return TRUE;

  return FALSE;
}

static void
assert_domain (GQuark      domain,
               const char *header,
               const char *prefix,
               guint       n_codes)
{
  g_autoptr (GPtrArray) codes = read_codes (header, prefix);

  g_assert_cmpuint (codes->len, >=, n_codes);
  for (guint i = 0; i < codes->len; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (domain, (int) i, "made up");
      KinProblem problem = kin_problem_from_error (error);

      g_test_message ("%s", (const char *) g_ptr_array_index (codes, i));
      g_assert_cmpint (problem != KIN_PROBLEM_UNKNOWN, ==,
                       !is_unnamed (g_ptr_array_index (codes, i)));
      g_assert_nonnull (kin_problem_get_words (problem)->now);
    }
}

/* The last code of each domain is where its header says that it is. */
static void
test_every_code (void)
{
  assert_domain (KIN_ENGINE_ERROR, "engine/kin-engine-error.h", "KIN_ENGINE_ERROR",
                 KIN_ENGINE_ERROR_DAMAGED + 1);
  assert_domain (KIN_STORE_ERROR, "store/kin-store-error.h", "KIN_STORE_ERROR",
                 KIN_STORE_ERROR_FAILED + 1);
  assert_domain (KIN_PORTAL_ERROR, "portal/kin-portal-error.h", "KIN_PORTAL_ERROR",
                 KIN_PORTAL_ERROR_SIGN_IN_REFUSED + 1);
  assert_domain (KIN_RECORD_ERROR, "record/kin-bundle.h", "KIN_RECORD_ERROR",
                 KIN_RECORD_ERROR_BAD_RESOURCE + 1);
  assert_domain (KIN_JSON_ERROR, "base/kin-json.h", "KIN_JSON_ERROR",
                 KIN_JSON_ERROR_TOO_LARGE + 1);
}

static void
assert_short (const char *text)
{
  g_auto (GStrv) sentences = g_regex_split_simple ("(?<=[.?:]) ", text, 0, 0);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_regex_split_simple ("\\s+", sentences[i], 0, 0);

      g_assert_cmpuint (g_strv_length (words), <=, MOST_WORDS);
    }
}

/* ux.md U-40. */
static void
assert_plain (const char *text)
{
  g_assert_false (g_regex_match_simple ("\\b(invalid|error|illegal|abort|fatal|failed|please|sorry|"
                                        "oops|normal|abnormal|resources?|sync|servers?|fhir|"
                                        "tokens?|null|proxy|database|json|oauth|scope|client)\\b",
                                        text, G_REGEX_CASELESS, 0));
}

/* Each has words of its own: what happened, as a heading, and what to do now, as sentences. */
static void
test_every_problem (void)
{
  g_autoptr (GEnumClass) problems = g_type_class_ref (KIN_TYPE_PROBLEM);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < problems->n_values; i++)
    {
      const KinProblemWords *words = kin_problem_get_words ((KinProblem) problems->values[i].value);

      g_test_message ("%s: %s", problems->values[i].value_nick, words->what);
      g_assert_true (g_hash_table_add (seen, (gpointer) words->what));
      g_assert_false (g_str_has_suffix (words->what, "."));
      g_assert_true (g_str_has_suffix (words->now, "."));
      assert_short (words->what);
      assert_short (words->now);
      assert_plain (words->what);
      assert_plain (words->now);
    }
}

/* What differs in what a person does next differs in its problem. */
static void
test_answers (void)
{
  static const struct
  {
    KinPortalError code;
    KinProblem     problem;
  } answers[] = {
    { KIN_PORTAL_ERROR_TOO_LARGE, KIN_PROBLEM_PORTAL_TROUBLE },
    { KIN_PORTAL_ERROR_BOMB, KIN_PROBLEM_PORTAL_BOMB },
    { KIN_PORTAL_ERROR_ENOUGH, KIN_PROBLEM_PORTAL_ENOUGH },
    { KIN_PORTAL_ERROR_NOT_FHIR, KIN_PROBLEM_UNREADABLE },
    { KIN_PORTAL_ERROR_NOT_COMPLETE, KIN_PROBLEM_PORTAL_TROUBLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (KIN_PORTAL_ERROR, (int) answers[i].code, "x");

      g_assert_cmpint (kin_problem_from_error (error), ==, answers[i].problem);
    }
}

/* Where trying again cannot help, nobody is told to. */
static void
test_no_vain_tries (void)
{
  static const KinProblem vain[] = {
    KIN_PROBLEM_BAD_ADDRESS,        KIN_PROBLEM_NOT_SECURE,     KIN_PROBLEM_NOT_A_PORTAL,
    KIN_PROBLEM_PORTAL_OLD,         KIN_PROBLEM_PORTAL_REFUSED, KIN_PROBLEM_PORTAL_NO_SIGN_IN,
    KIN_PROBLEM_SIGN_IN_CLIENT,     KIN_PROBLEM_SIGN_IN_SCOPE,  KIN_PROBLEM_RECORD_NEWER,
    KIN_PROBLEM_KEYRING_MISSING,    KIN_PROBLEM_OTHER_PERSON,   KIN_PROBLEM_IMPORT_FORMAT,
    KIN_PROBLEM_NOT_ENCRYPTED,      KIN_PROBLEM_PORTAL_BOMB,    KIN_PROBLEM_MADE_UP,
  };

  for (guint i = 0; i < G_N_ELEMENTS (vain); i++)
    {
      const char *now = kin_problem_get_words (vain[i])->now;

      g_test_message ("%s", now);
      g_assert_null (strstr (now, "ry again"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem-words/every-code", test_every_code);
  g_test_add_func ("/problem-words/every-problem", test_every_problem);
  g_test_add_func ("/problem-words/answers", test_answers);
  g_test_add_func ("/problem-words/no-vain-tries", test_no_vain_tries);

  return g_test_run ();
}
