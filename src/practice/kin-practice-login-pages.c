/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-login-pages"

#include "config.h"

#include "kin-practice-login-pages-private.h"

#include "kin-practice-paper.h"

/**
 * kin_practice_login_show_password:
 * @trouble: (nullable): what was wrong with the last try
 *
 * Returns: (transfer full): the page that asks for user name and password
 */
KinPracticeAnswer *
kin_practice_login_show_password (const char *trouble)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new (
      "Sign in", "The user name and the password were shown when the practice portal started.",
      trouble);

  kin_practice_paper_add_field (paper, "username", "User name",
                                "autocomplete=\"username\" autocapitalize=\"none\" autofocus");
  kin_practice_paper_add_field (paper, "password", "Password",
                                "type=\"password\" autocomplete=\"current-password\"");
  return kin_practice_paper_to_answer (paper, SOUP_STATUS_OK, "Continue");
}

/**
 * kin_practice_login_show_code:
 * @trouble: (nullable): what was wrong with the last try
 *
 * Returns: (transfer full): the page that asks for the one-time code
 */
KinPracticeAnswer *
kin_practice_login_show_code (const char *trouble)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new (
      "Enter your code",
      "A real portal sends the code to your phone. This one showed it when it started.", trouble);

  kin_practice_paper_add_field (paper, "code", "Six-digit code",
                                "inputmode=\"numeric\" autocomplete=\"one-time-code\" autofocus");
  return kin_practice_paper_to_answer (paper, SOUP_STATUS_OK, "Continue");
}

/* What tells people of one family apart, and why they are here. */
static char *
dup_remark (KinPracticePatient *patient)
{
  const char *born = patient->birth_date != NULL ? patient->birth_date : "unknown";

  if (patient->relation == NULL)
    return patient->birth_date != NULL ? g_strdup_printf ("born %s", born) : NULL;

  return g_strdup_printf ("born %s. You help as: %s", born, patient->relation);
}

/**
 * kin_practice_login_show_person:
 * @care: what the portal knows
 * @trouble: (nullable): what was wrong with the last try
 *
 * Returns: (transfer full): the page that asks whose record it is about
 */
KinPracticeAnswer *
kin_practice_login_show_person (KinPracticeCare *care, const char *trouble)
{
  GPtrArray *patients = kin_practice_care_get_patients (care);
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new (
      "Choose a person", "The app gets the record of one person at a time.", trouble);

  kin_practice_paper_begin_choices (paper, "Whose record?", FALSE);
  for (guint i = 0; i < patients->len; i++)
    {
      KinPracticePatient *patient = g_ptr_array_index (patients, i);
      g_autofree char *remark = dup_remark (patient);

      kin_practice_paper_add_button (paper, "patient", patient->id, patient->name, remark);
    }
  kin_practice_paper_end_choices (paper);

  return kin_practice_paper_to_answer (paper, SOUP_STATUS_OK, NULL);
}

/**
 * kin_practice_login_list_types:
 * @care: what the portal knows
 * @scopes: what an app asked for
 *
 * Returns: (transfer container) (element-type utf8): the types it asked for that this portal
 *   has, each once
 */
GPtrArray *
kin_practice_login_list_types (KinPracticeCare *care, GPtrArray *scopes)
{
  GPtrArray *all = kin_practice_care_get_types (care);
  GPtrArray *types = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const char *type = g_ptr_array_index (all, i);

      if (kin_practice_scopes_allow (scopes, type, 'r')
          || kin_practice_scopes_allow (scopes, type, 's'))
        g_ptr_array_add (types, (gpointer) type);
    }

  return types;
}

/* Who somebody is comes first, and everything else where one looks for it. */
static int
compare_words (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;

  if (g_str_equal (first, "Patient") || g_str_equal (second, "Patient"))
    return g_str_equal (second, "Patient") - g_str_equal (first, "Patient");

  return g_strcmp0 (kin_practice_words_for_type (first), kin_practice_words_for_type (second));
}

/**
 * kin_practice_login_show_share:
 * @care: what the portal knows
 * @grant: what the app asked for, and about whom
 * @trouble: (nullable): what was wrong with the last try
 *
 * Returns: (transfer full): the page that asks what to share
 */
KinPracticeAnswer *
kin_practice_login_show_share (KinPracticeCare *care, KinPracticeGrant *grant, const char *trouble)
{
  g_autoptr (GPtrArray) types = kin_practice_login_list_types (care, grant->scopes);
  KinPracticePatient *patient = kin_practice_care_get_patient (care, grant->patient);
  g_autofree char *lead
      = g_strdup_printf ("%s asks to read these parts of the record of %s. It cannot change "
                         "anything. Untick what you do not want to share.",
                         grant->client->name, patient->name);
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new ("Choose what to share", lead,
                                                               trouble);

  g_ptr_array_sort (types, compare_words);
  if (kin_practice_scopes_have (grant->scopes, "offline_access"))
    {
      kin_practice_paper_begin_choices (paper, "For how long", FALSE);
      kin_practice_paper_add_choice (paper, "stay", "yes",
                                     "Until I take it back, so that I need not sign in each time");
      kin_practice_paper_end_choices (paper);
    }
  kin_practice_paper_begin_choices (paper, "What to share", TRUE);
  for (guint i = 0; i < types->len; i++)
    {
      const char *type = g_ptr_array_index (types, i);

      kin_practice_paper_add_choice (paper, "share", type, kin_practice_words_for_type (type));
    }
  kin_practice_paper_end_choices (paper);

  return kin_practice_paper_to_answer (paper, SOUP_STATUS_OK, "Share");
}
