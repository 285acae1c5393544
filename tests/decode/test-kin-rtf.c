/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-rtf"

#include "config.h"

#include <string.h>

#include "kin-decode-rtf.h"

typedef struct
{
  const char *name;
  const char *rtf;
  const char *words;
} Case;

static const Case cases[] = {
  { "as a portal sends it",
    "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24\n"
    "Dear Mrs. Hallstr\\u246?m,\\par\\par\nAll is well.\\par\n}",
    "Dear Mrs. Hallström,\n\nAll is well." },
  { "letters of Windows", "{\\rtf1 caf\\'e9 \\'93na\\'efve\\'94 \\'80}", "café “naïve” €" },
  { "letters of Russia", "{\\rtf1\\ansicpg1251 \\'cc\\'d0\\'d2 \\u1085?\\u1077?\\u1090?}",
    "МРТ нет" },
  { "letters of nobody", "{\\rtf1\\ansicpg99999 caf\\'e9}", "café" },
  { "bytes that are not escaped", "{\\rtf1 caf\xe9}", "café" },
  { "below zero", "{\\rtf1 \\u-4064?x}", "\357\200\240x" },
  { "in two halves", "{\\rtf1 \\u-10179?\\u-8704?!}", "😀!" },
  { "half a sign", "{\\rtf1 a\\u-10179?b\\u-8704?c}", "abc" },
  { "two signs in place of one", "{\\rtf1\\uc2 a\\u228\\'61\\'65b{\\uc0\\u246}c\\u252xxd}",
    "aäböcüd" },
  { "a sign that the end of a group cuts", "{\\rtf1{\\b a\\u228}bc}", "aäbc" },
  { "braces", "{\\rtf1 \\{a\\}\\\\b}", "{a}\\b" },
  { "words that are not for reading",
    "{\\rtf1{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\author Ann}}"
    "{\\*\\generator Word 9;}{\\pict\\wmetafile8 0102ff}a{\\v hidden}b{\\*\\bkmkstart x}c}",
    "abc" },
  { "bytes as they are", "{\\rtf1 a{\\pict\\bin3 }}}}b\\bin2 xyz}", "abz" },
  { "what a field shows", "{\\rtf1 {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt our page}}}",
    "our page" },
  { "a table", "{\\rtf1\\trowd\\intbl Sodium\\cell 139\\cell\\row\\intbl Iron\\cell 4\\cell\\row}",
    "Sodium | 139 |\nIron | 4 |" },
  { "blanks", "{\\rtf1 a  \\tab b\\~c\\par\\par\\par\\par d\\_e\\-f}", "a b c\n\nd-ef" },
  { "quotes and dashes", "{\\rtf1 \\lquote a\\rquote\\emdash\\ldblquote b\\rdblquote\\bullet}",
    "‘a’—“b”•" },
  { "words without a number that end at a line", "{\\rtf1\\b\nBold\\b0\nnot}", "Boldnot" },
  { "it ends where it ends", "{\\rtf1 a}b", "a" },
  { "it does not end", "{\\rtf1 a{\\b b", "ab" },
  { "it ends in a word", "{\\rtf1 a\\", "a" },
  { "it ends in a byte", "{\\rtf1 a\\'e", "ae" },
  { "numbers without end", "{\\rtf1 a\\u99999999999999999999?b\\uc99999999999 c\\bin-5 d}",
    "abcd" },
  { "a word without end",
    "{\\rtf1 \\abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz a}", "a" },
  { "nothing", "{\\rtf}", "" },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (one->rtf, strlen (one->rtf));
  g_autofree char *words = kin_decode_rtf_to_words (bytes, 1000);

  g_assert_cmpstr (words, ==, one->words);
}

/* Groups in groups, and a letter without end: it ends, and what was read is there. */
static void
test_bounds (void)
{
  g_autoptr (GString) rtf = g_string_new ("{\\rtf1 begin");
  g_autoptr (GBytes) deep = NULL;
  g_autoptr (GBytes) wide = NULL;
  g_autofree char *of_deep = NULL;
  g_autofree char *of_wide = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (rtf, "{\\b ");
  g_string_append (rtf, "end");
  deep = g_bytes_new (rtf->str, rtf->len);
  of_deep = kin_decode_rtf_to_words (deep, 1000);
  g_assert_cmpstr (of_deep, ==, "begin");

  g_string_assign (rtf, "{\\rtf1 ");
  for (guint i = 0; i < 100000; i++)
    g_string_append (rtf, "\\u8364?");
  wide = g_bytes_new (rtf->str, rtf->len);
  of_wide = kin_decode_rtf_to_words (wide, 1000);
  g_assert_cmpuint (strlen (of_wide), <, 1010);
  g_assert_true (g_utf8_validate (of_wide, -1, NULL));
}

static void
test_kinds (void)
{
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) half = g_bytes_new_static ("{\\rt", 4);
  g_autoptr (GBytes) whole = g_bytes_new_static ("{\\rtf1", 6);

  g_assert_false (kin_decode_is_rtf (none));
  g_assert_false (kin_decode_is_rtf (half));
  g_assert_true (kin_decode_is_rtf (whole));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rtf/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rtf/bounds", test_bounds);
  g_test_add_func ("/rtf/kinds", test_kinds);

  return g_test_run ();
}
