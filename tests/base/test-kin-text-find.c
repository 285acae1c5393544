/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-text-find"

#include "config.h"

#include "kin-text-find.h"

/* The text with what is found between brackets. */
static char *
mark (const char *text,
      GArray     *found)
{
  GString *marked = g_string_new (text);

  for (guint i = found->len; i > 0; i--)
    {
      KinTextRange *range = &g_array_index (found, KinTextRange, i - 1);

      g_string_insert_c (marked, range->end, ']');
      g_string_insert_c (marked, range->start, '[');
    }

  return g_string_free (marked, FALSE);
}

static const struct
{
  const char *text;
  const char *words;
  const char *marked;
} finds[] = {
  { "Glucose, fasting", "glucose", "[Glucose], fasting" },
  { "Glucose, fasting", "gluc", "[Gluc]ose, fasting" },
  { "Glucose, fasting", "fast glucose", "[Glucose], fasting" },
  { "Glucose, fasting", "glucose fast", "[Glucose], [fast]ing" },
  { "Blood glucose after glucose", "glucose", "Blood [glucose] after [glucose]" },
  { "Metformin", "formin", "Metformin" },
  { "Vitamin B12 deficiency", "vitamin d", "[Vitamin] B12 deficiency" },
  { "Maladie de Ménière", "MENIERE", "Maladie de [Ménière]" },
  { "Maladie de Me\u0301nie\u0300re", "ménière", "Maladie de [Me\u0301nie\u0300re]" },
  { "Größe", "grösse", "[Größe]" },
  { "ŁÓDŹ", "lodz", "[ŁÓDŹ]" },
  { "7.4 %", "7.4", "[7].[4] %" },
  { "本態性高血圧症", "血圧", "本態性高[血圧]症" },
  { "\u2068Iron\u2069", "iron", "\u2068[Iron]\u2069" },
  { "Iron", "", "Iron" },
  { "", "iron", "" },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      g_autoptr (GArray) found = kin_text_find (finds[i].text, finds[i].words);
      g_autofree char *marked = mark (finds[i].text, found);

      g_assert_cmpstr (marked, ==, finds[i].marked);
    }
}

static const struct
{
  const char *text;
  const char *phrase;
  const char *marked;
} phrases[] = {
  { "Blood pressure and blood sugar", "BLOOD PRES", "[Blood pres]sure and blood sugar" },
  { "Blood pressure and blood sugar", "blood", "[Blood] pressure and [blood] sugar" },
  { "Blood pressure and blood sugar", "pressure blood", "Blood pressure and blood sugar" },
  { "\u2068Blood\u2069\n\u2068pressure\u2069", "blood pressure",
    "\u2068[Blood\u2069\n\u2068pressure]\u2069" },
  { "Your X-ray, se\u00f1ora", "x ray senora", "Your [X-ray, se\u00f1ora]" },
  { "An unfounded fear", "found", "An unfounded fear" },
  { "hour after hour after hour", "hour after hour", "[hour after hour] after hour" },
  { "本態性高血圧症", "態性高", "本[態性高]血圧症" },
  { "7.4 % and 7.45", "7.4", "[7.4] % and 7.45" },
  { "Walk. Is it a walk?", "?!", "Walk. Is it a walk?" },
  { "Walk", "", "Walk" },
  { NULL, "walk", "" },
};

static void
test_find_phrase (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr (GArray) found = kin_text_find_phrase (phrases[i].text, phrases[i].phrase);
      g_autofree char *marked = mark (phrases[i].text != NULL ? phrases[i].text : "", found);

      g_assert_cmpstr (marked, ==, phrases[i].marked);
    }
}

static void
test_has_all (void)
{
  g_assert_false (kin_text_has_all ("Iron in blood", "iron Serum"));
  g_assert_false (kin_text_has_all (NULL, "iron serum"));
  g_assert_true (kin_text_has_all ("Iron in serum", "serum IRO"));
}

static const struct
{
  const char *text;
  const char *words;
  const char *shown;
  const char *extract;
} extracts[] = {
  { "Panel\nglucose was not fasting\nseen", "fasting", NULL, "glucose was not fasting" },
  { "Panel", "iron", NULL, NULL },
  { "Serum\nnot fasting", "serum fasting", "Serum", "not fasting" },
  /* Only the last word that was typed may be a beginning. */
  { "Ironing board\nSerum iron low", "iron serum", "Serum", "Serum iron low" },
  { "She was told about all of this at the visit of last spring, and that her iron should be "
    "taken with some juice and never with her tea, since tea holds it back",
    "iron", NULL,
    "…of last spring, and that her iron should be taken with some juice and never with her tea,…" },
  { "患者は三年前から本態性高血圧症の治療を受けている", "高血圧", NULL,
    "患者は三年前から本態性高血圧症の治療を受けている" },
};

static void
test_extract (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (extracts); i++)
    {
      g_autofree char *extract = kin_text_extract (extracts[i].text, extracts[i].words,
                                                   extracts[i].shown);

      g_assert_cmpstr (extract, ==, extracts[i].extract);
    }
}

/* A word of thousands of letters, marks without letters: there is always an end. */
static void
test_odd (void)
{
  g_autofree char *long_word = g_strnfill (5000, 'a');
  g_autofree char *extract = kin_text_extract (long_word, "aaa", NULL);

  g_assert_cmpuint (g_utf8_strlen (extract, -1), <=, 100);
  g_free (g_steal_pointer (&extract));
  extract = kin_text_extract ("\u0301\u0301iron", "iron", NULL);
  g_assert_true (extract == NULL || g_utf8_validate (extract, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-find/find", test_find);
  g_test_add_func ("/text-find/phrase", test_find_phrase);
  g_test_add_func ("/text-find/has-all", test_has_all);
  g_test_add_func ("/text-find/extract", test_extract);
  g_test_add_func ("/text-find/odd", test_odd);

  return g_test_run ();
}
