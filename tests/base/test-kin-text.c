/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-text"

#include "config.h"

#include "kin-text.h"

#define FSI "\u2068"
#define PDI "\u2069"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static const Case lines[] = {
  { "", "" },
  { "Metformin 500 mg", FSI "Metformin 500 mg" PDI },
  { "אספירין 100", FSI "אספירין 100" PDI },
  { "(HbA1c)", FSI "(HbA1c)" PDI },

  /* A file name that hides its ending, and a name that turns around */
  { "scan\u202Efdp.exe", FSI "scanfdp.exe" PDI },
  { "\u202Dabc\u202C", FSI "abc" PDI },
  { "\u202Aa\u202Bb", FSI "ab" PDI },
  { "\u2067Dr. Who\u2069", FSI "Dr. Who" PDI },
  { "\u2066\u2068x", FSI "x" PDI },
  { "a\u200E\u200F\u061Cb", FSI "ab" PDI },

  /* An isolate cannot be closed from inside */
  { "a\u2069\u2069b", FSI "ab" PDI },

  /* Two names that would look the same */
  { "Am\u200Blodipine", FSI "Amlodipine" PDI },
  { "Am\u200Clodipine", FSI "Amlodipine" PDI },
  { "Am\u200Dlodipine", FSI "Amlodipine" PDI },
  { "Am\u2060lodip\uFEFFine", FSI "Amlodipine" PDI },
  { "Am\u00ADlodipine", FSI "Amlodipine" PDI },
  { "Am\u2063lodi\u180Epine", FSI "Amlodipine" PDI },
  { "Am\u3164lodi\uFFA0pine\u115F", FSI "Amlodipine" PDI },
  { "hidden\U000E0068\U000E0069", FSI "hidden" PDI },
  { "a\uFFF9b\uFFFAc\uFFFB", FSI "abc" PDI },

  /* Joiners where they belong: Persian, Hindi, a family of emoji */
  { "می\u200Cخواهم", FSI "می\u200Cخواهم" PDI },
  { "क्\u200Dष", FSI "क्\u200Dष" PDI },
  { "👩\u200D👧", FSI "👩\u200D👧" PDI },
  { "❤\uFE0F\u200D🔥", FSI "❤\uFE0F\u200D🔥" PDI },
  { "\u200Dx", FSI "x" PDI },
  { "漢\u200D字", FSI "漢字" PDI },
  { "5\u200D0 mg", FSI "50 mg" PDI },

  /* Control characters, also those that steer a terminal */
  { "red\x1b[31m", FSI "red\uFFFD[31m" PDI },
  { "a\x01\x7f\xc2\x80\xc2\x9bz", FSI "a\uFFFD\uFFFD\uFFFD\uFFFDz" PDI },
  { "one\ntwo\tthree\r\nfour", FSI "one two three  four" PDI },
  { "a\u2028b\u2029c\xc2\x85" "d", FSI "a b c d" PDI },

  /* Not UTF-8 */
  { "caf\xe9", FSI "caf\uFFFD" PDI },
};

static const Case notes[] = {
  { "", "" },
  { "one", FSI "one" PDI },
  { "one\ntwo", FSI "one" PDI "\n" FSI "two" PDI },
  { "one\r\ntwo\rthree\n", FSI "one" PDI "\n" FSI "two" PDI "\n" FSI "three" PDI "\n" },
  { "\n\nlast", "\n\n" FSI "last" PDI },
  { "a\u2029\u202Eb\u2028c", FSI "a" PDI "\n" FSI "b" PDI "\n" FSI "c" PDI },
};

static const Case folds[] = {
  { "", "" },
  { "HbA1c", "hba1c" },
  { "Ménière", "meniere" },
  { "Me\u0301nie\u0300re", "meniere" },
  { "SJÖGREN", "sjogren" },
  { "Straße", "strasse" },
  { "STRASSE", "strasse" },
  { "Łódź", "lodz" },
  { "Ångström", "angstrom" },
  { "Søren Ærø", "soren aero" },
  { "Đặng Thị", "dang thi" },
  { "ᎠᏓ", "ꭰꮣ" },
  { "ꭰꮣ", "ꭰꮣ" },
  { "İstanbul ılık", "istanbul ilik" },
  { "Œuvre", "oeuvre" },
  { "ΜΕΤΦΟΡΜΊΝΗΣ", "μετφορμινησ" },
  { "Ёлка", "елка" },
  { "ﬁbrosis", "fibrosis" },
  { "Ｈｂ　１２", "hb 12" },
  { "㎎", "mg" },
  { "met\u00ADform\u200Bin", "metformin" },
  { "❤\uFE0F", "❤" },
  { "شَرِبَ", "شرب" },
  { "שָׁלוֹם", "שלום" },
  { "हिन्दी", "हिन्दी" },
  { "がん", "がん" },
  { "ｶﾞﾝ", "ガン" },
  { "고혈압", "고혈압" },
  { "caf\xe9", "caf\uFFFD" },
};

static const Case indexed[] = {
  { "", "" },
  { " .,;— ", "" },
  { "Blood pressure, systolic", "blood pressure systolic" },
  { "6.5 % (HbA1c)", "6 5 hba1c" },
  { "\"quoted\" AND NOT* near/3", "quoted and not near 3" },
  { "高", "高" },
  { "血圧", "血圧 圧" },
  { "高血圧症", "高血 血圧 圧症 症" },
  { "2型糖尿病 (E11)", "2 型糖 糖尿 尿病 病 e11" },
  { "インスリン", "イン ンス スリ リン ン" },
  { "ワーファリン", "ワー ーフ ファ ァリ リン ン" },
  { "がん検診", "がん ん検 検診 診" },
  { "고혈압 약", "고혈 혈압 압 약" },
  { "時々", "時々 々" },
  { "COVID-19ワクチン", "covid 19 ワク クチ チン ン" },
};

typedef struct
{
  const char *words;
  const char *entries[6];
} Query;

static const Query queries[] = {
  { "", { NULL } },
  { " \"*'-() ", { NULL } },
  { "metf", { "metf", NULL } },
  { "Blood  Préssure", { "blood", "pressure", NULL } },
  { "a\"b* OR c:d", { "a", "b", "or", "c", "d", NULL } },
  { "高", { "高", NULL } },
  { "血圧", { "血圧", NULL } },
  { "高血圧", { "高血 血圧", NULL } },
  { "2型糖尿病", { "2", "型糖 糖尿 尿病", NULL } },
  { "고혈압 aspirin", { "고혈 혈압", "aspirin", NULL } },
};

static void
test_text_isolate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *shown = kin_text_isolate (lines[i].text);

      g_assert_cmpstr (shown, ==, lines[i].expected);
    }

  g_assert_null (kin_text_isolate (NULL));
}

static void
test_text_isolate_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *shown = kin_text_isolate_lines (notes[i].text);

      g_assert_cmpstr (shown, ==, notes[i].expected);
    }

  g_assert_null (kin_text_isolate_lines (NULL));
}

static void
test_text_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *folded = kin_text_fold (folds[i].text);

      g_assert_cmpstr (folded, ==, folds[i].expected);
    }
}

/* Every character there is: folded once is folded, what is shown is valid and
 * holds no more direction than its own isolate, and nothing in a query can be
 * read as an operator. */
static void
test_text_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      g_autofree char *folded = NULL;
      g_autofree char *twice = NULL;
      g_autofree char *shown = NULL;
      g_auto (GStrv) query = NULL;
      char text[8] = { 0 };

      if (!g_unichar_validate (c) || (c > 0x323af && c < 0xe0000) || c > 0xe0fff)
        continue;

      g_unichar_to_utf8 (c, text);
      folded = kin_text_fold (text);
      twice = kin_text_fold (folded);
      g_assert_cmpstr (folded, ==, twice);

      shown = kin_text_isolate (text);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 3);
      g_assert_null (strpbrk (shown, "\n\r\t\x1b"));

      query = kin_text_to_query (text);
      for (guint i = 0; query[i] != NULL; i++)
        {
          g_assert_cmpstr (query[i], !=, "");
          g_assert_null (strpbrk (query[i], "\"*^:()-'+."));
        }
    }
}

static void
test_text_to_index (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (indexed); i++)
    {
      g_autofree char *words = kin_text_to_index (indexed[i].text);

      g_assert_cmpstr (words, ==, indexed[i].expected);
    }
}

static void
test_text_to_query (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_auto (GStrv) entries = kin_text_to_query (queries[i].words);

      g_assert_cmpstrv (entries, (char **) queries[i].entries);
    }
}

/* An entry as its words in a row, the last one as a beginning. */
static gboolean
is_found (const char *text,
          const char *typed)
{
  g_autofree char *words = kin_text_to_index (text);
  g_autofree char *row = g_strconcat (" ", words, NULL);
  g_auto (GStrv) entries = kin_text_to_query (typed);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_autofree char *entry = g_strconcat (" ", entries[i], NULL);

      if (strstr (row, entry) == NULL)
        return FALSE;
    }

  return entries[0] != NULL;
}

static void
test_text_is_found (void)
{
  g_assert_true (is_found ("Metformin hydrochloride 500 MG Oral Tablet", "metf 500"));
  g_assert_true (is_found ("Maladie de Ménière", "MENIERE"));
  g_assert_true (is_found ("Maladie de Meniere", "Ménière"));
  g_assert_true (is_found ("本態性高血圧症の治療", "高血圧"));
  g_assert_true (is_found ("本態性高血圧症", "症"));
  g_assert_true (is_found ("本態性高血圧症", "本"));
  g_assert_true (is_found ("고혈압약", "혈압"));
  g_assert_false (is_found ("血高圧", "高血"));
  g_assert_false (is_found ("高血 病圧", "高血圧"));
  g_assert_false (is_found ("Metformin", "formin"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/isolate", test_text_isolate);
  g_test_add_func ("/text/isolate-lines", test_text_isolate_lines);
  g_test_add_func ("/text/fold", test_text_fold);
  g_test_add_func ("/text/every-character", test_text_every_character);
  g_test_add_func ("/text/to-index", test_text_to_index);
  g_test_add_func ("/text/to-query", test_text_to_query);
  g_test_add_func ("/text/is-found", test_text_is_found);

  return g_test_run ();
}
