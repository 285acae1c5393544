/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-paper"

#include "config.h"

#include "kin-practice-paper.h"

#include <string.h>

static char *
print (KinPracticePaper *paper, const char *button)
{
  g_autoptr (KinPracticeAnswer) answer = kin_practice_paper_to_answer (paper, 200, button);
  g_autoptr (GBytes) body = kin_practice_answer_dup_body (answer);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  return g_strndup (text, length);
}

/* Names come from files, and a file may hold anything. */
static void
test_escaped (void)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new ("<b>", "<i>", "<u>");
  g_autofree char *html = NULL;

  kin_practice_paper_begin_choices (paper, "<q>", FALSE);
  kin_practice_paper_add_choice (paper, "x", "\"><s>", "<em>");
  kin_practice_paper_add_button (paper, "y", "\"><s>", "<em>", "<a>");
  kin_practice_paper_end_choices (paper);
  html = print (paper, "<h6>");

  g_assert_null (strstr (html, "<b>"));
  g_assert_null (strstr (html, "<i>"));
  g_assert_null (strstr (html, "<u>"));
  g_assert_null (strstr (html, "<q>"));
  g_assert_null (strstr (html, "<s>"));
  g_assert_null (strstr (html, "<em>"));
  g_assert_null (strstr (html, "<a>"));
  g_assert_null (strstr (html, "<h6>"));
  g_assert_nonnull (strstr (html, "&lt;em&gt;"));
}

static void
test_plain (void)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new ("Sign in", NULL, NULL);
  g_autofree char *html = NULL;

  kin_practice_paper_add_field (paper, "username", "User name", "");
  html = print (paper, "Continue");

  g_assert_nonnull (strstr (html, "<html lang=\"en\">"));
  g_assert_nonnull (strstr (html, "<title>Sign in – Practice portal</title>"));
  g_assert_nonnull (strstr (html, "<label class=\"field\">User name<input name=\"username\""));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "http:"));
  /* Enter presses the first button. */
  g_assert_true (strstr (html, "Continue") < strstr (html, "Cancel"));
}

static void
test_words (void)
{
  g_assert_cmpstr (kin_practice_words_for_type ("Immunization"), ==, "Vaccines");
  g_assert_cmpstr (kin_practice_words_for_type ("Basic"), ==, "Basic");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/paper/escaped", test_escaped);
  g_test_add_func ("/practice/paper/plain", test_plain);
  g_test_add_func ("/practice/paper/words", test_words);

  return g_test_run ();
}
