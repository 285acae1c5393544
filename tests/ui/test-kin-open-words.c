/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-open-words"

#include "config.h"

#include <string.h>

#include "kin-open-words.h"

#define NAME "\u2068Rosa Delgado\u2069"

static KinIdentity *
parse (const char *patient)
{
  return kin_identity_parse (patient);
}

static void
test_whose (void)
{
  static const struct
  {
    const char *patient;
    const char *words;
  } cases[] = {
    { NULL, "It does not say whose record it is." },
    { "{\"resourceType\":\"Patient\",\"id\":\"p\"}", "It does not say whose record it is." },
    { "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"text\":\"Rosa Delgado\"}]}",
      "This is the record of " NAME ". It has no birth date." },
    { "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1944-03-02\","
      "\"name\":[{\"text\":\"Rosa Delgado\"}]}",
      "This is the record of " NAME ", born 2 March 1944." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinIdentity) identity = cases[i].patient != NULL ? parse (cases[i].patient) : NULL;
      g_autofree char *words = kin_open_whose_to_words (identity);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_amount (void)
{
  static const struct
  {
    guint64     n_entries;
    const char *oldest;
    const char *newest;
    const char *words;
  } cases[] = {
    { 0, NULL, NULL, "It holds no entries to read, only who it is about." },
    { 1, NULL, NULL, "It holds 1 entry." },
    { 1, "2024-05-03", "2024-05-03", "It holds 1 entry, of 3 May 2024." },
    { 12, "1951", "2026-08-03", "It holds 12 entries, from 1951 to 3 August 2026." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = kin_open_amount_to_words (cases[i].n_entries, cases[i].oldest,
                                                         cases[i].newest);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_letter (void)
{
  static const char * const cases[][2] = {
    { "%PDF-1.7", "PDF document, kept under 3 August 2026" },
    { "\xff\xd8\xff", "Picture, kept under 3 August 2026" },
    { "Dear Rosa", "Page of text, kept under 3 August 2026" },
    { "<?xml version=\"1.0\"?>", "Health document, kept under 3 August 2026" },
    { "PK\003\004", "Packed file, kept under 3 August 2026" },
    { "MZ\x90\xff", "File, kept under 3 August 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i][0], strlen (cases[i][0]));
      g_autoptr (KinLetter) letter = kin_letter_new ("x", 1785758400, bytes);
      g_autofree char *words = kin_open_letter_to_words (letter);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
}

static void
test_letter_name (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (KinLetter) named = kin_letter_new ("Diet.txt", 0, bytes);
  g_autoptr (KinLetter) unnamed = kin_letter_new ("", 0, bytes);
  g_autofree char *name = kin_open_letter_to_name (named);
  g_autofree char *no_name = kin_open_letter_to_name (unnamed);

  g_assert_cmpstr (name, ==, "\u2068Diet\u2069");
  g_assert_cmpstr (no_name, ==, "Letter without a name");
}

/* What was left out is never silent. */
static void
test_saved (void)
{
  static const struct
  {
    KinImportCounts  counts;
    const char      *words;
  } cases[] = {
    { { 0 }, "There is nothing new. What came before is here." },
    { { .resources = 1, .stored = 1 }, "1 entry is new or changed." },
    { { .letters = 2 }, "2 letters are kept under Letters and documents." },
    { { .resources = 4, .stored = 3, .quarantined = 1 },
      "3 entries are new or changed.\n1 entry could not be used and was set aside." },
    { { .resources = 1, .stored = 1, .left_out = 2 },
      "1 entry is new or changed.\n2 parts of the file came from no clinic and were left out." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wanted = g_strconcat (cases[i].words,
                                             "\nYou can read it without a network.", NULL);
      g_autofree char *words = kin_open_saved_to_words (&cases[i].counts);

      g_assert_cmpstr (words, ==, wanted);
    }
}

static void
test_stopped (void)
{
  static const struct
  {
    KinImportCounts  counts;
    const char      *words;
  } cases[] = {
    { { 0 }, "Nothing new had come yet." },
    { { .resources = 2, .stored = 2, .letters = 1 },
      "2 entries are new or changed.\n1 letter is kept under Letters and documents." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wanted = g_strconcat (cases[i].words,
                                             "\nOpen the file again to add the rest.", NULL);
      g_autofree char *words = kin_open_stopped_to_words (&cases[i].counts);

      g_assert_cmpstr (words, ==, wanted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/open-words/whose", test_whose);
  g_test_add_func ("/open-words/amount", test_amount);
  g_test_add_func ("/open-words/letter", test_letter);
  g_test_add_func ("/open-words/letter-name", test_letter_name);
  g_test_add_func ("/open-words/saved", test_saved);

  g_test_add_func ("/open-words/stopped", test_stopped);

  return g_test_run ();
}
