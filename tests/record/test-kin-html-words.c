/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-html-words"

#include "config.h"

#include <string.h>

#include "kin-html-words.h"

static const struct
{
  const char *page;
  const char *words;
} pages[] = {
  { "", "" },
  { "<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three" },
  { "a<br>b", "a\nb" },
  { "1 &lt; 2 &gt; 0 &quot;x&quot;", "1 < 2 > 0 \"x\"" },
  { "a&nbsp;&nbsp; b", "a b" },
  { "37.2&deg;C, 5 &micro;g, don&rsquo;t, Caf&eacute;", "37.2°C, 5 µg, don’t, Café" },
  { "&#8805; 3, &#x2265;3, &#39;a&#39;, b&#160;c", "≥ 3, ≥3, 'a', b c" },
  { "R&D; &nothing; &#; &#x; &#xd800; &#7; &#99999999; &", "R&D; &nothing; &#; &#x; &#xd800; &#7;"
    " &#99999999; &" },
  { "<b title=\"a > b\">bold</b>", "bold" },
  { "<b title = 'a > b'>bold</b>", "bold" },
  { "<p title=it's>quiet</p> and <i>loud</i>", "quiet\nand loud" },

  /* Nothing is run, loaded or drawn, and nothing is shown that was not for reading. */
  { "<style>p{color:red}</style><script>alert(1)</script>Read me", "Read me" },
  { "<img src='http://example.org/seen.png' alt='x'>Read me", "Read me" },
  { "before<script>alert(1)", "before" },
  { "<!DOCTYPE html><?xml version='1.0'?>Read me", "Read me" },
  { "a<!-- not <b>for</b> you > -->b", "ab" },
  { "a<!--[if mso]><table><tr><td>x</td></tr></table><![endif]-->b", "ab" },
  { "a<!-->b<!-- c --> d", "ab d" },

  /* A value is not torn from its sign, nor the letter from its end. */
  { "<p>glucose < 54</p><p>Call us.</p>", "glucose < 54\n\nCall us." },
  { "glucose <54 or > 400", "glucose <54 or > 400" },
  { "below <limit of <b>5</b>", "below <limit of 5" },
  { "before<a href='", "before<a href='" },
  { "ends with <", "ends with <" },

  /* As programs write the ends of lines and quotes. */
  { "a&#13;\nb&#10;c&#9;d&#xD;", "a b c d" },
  { "a&#32;&#32; b", "a b" },
  { "it&#146;s 3&#150;5", "it’s 3–5" },
  { "a&#1;b&#127;c&#0;d", "a&#1;b&#127;c&#0;d" },

  /* A power is not a hundredfold. */
  { "10<sup>3</sup>/uL", "10^3/uL" },
  { "CO<sub>2</sub>", "CO2" },

  /* What stands in columns is not run together. */
  { "<table><tr><th>Test</th><th>Value</th></tr><tr><td>Sodium</td><td>140</td></tr></table>",
    "Test | Value\n\nSodium | 140" },
  { "<tr><td><p>Sodium</p></td>\n <td><p>140</p></td></tr>", "Sodium | 140" },
  { "<tr><td>Sodium<td>140", "Sodium | 140" },
  { "a<table><tr><td></td><td>140</td></tr></table>", "a\n\n| 140" },
  { "<tr><td>Sodium</td><td> </td><td>low</td><td>&nbsp;</td></tr>", "Sodium | | low" },
  { "<tr><td></td><td></td></tr>a", "a" },

  /* Under the heading that it stands under on paper, also beside and below a larger cell. */
  { "<table><tr><th>Test</th><th>Old</th><th>New</th></tr>"
    "<tr><td rowspan='2'>Sodium</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
    "<tr><td>Zinc</td><td>5</td></tr></table>",
    "Test | Old | New\n\nSodium | 1 | 2\n\n| 3 | 4\n\nZinc | 5" },
  { "<tr><td>Sodium</td><td ROWSPAN=\"2\">1</td></tr><tr><td>Zinc</td></tr><tr><td>a<td>b</tr>",
    "Sodium | 1\n\nZinc\n\na | b" },
  { "<tr><td colspan=2>All</td><td>7</td></tr>", "All | | 7" },
  { "<table><tr><td rowspan=9>a</td></tr></table><tr><td>b</td></tr>", "a\n\nb" },
  { "<tr><td colspan='99999999999'>a</td></tr><tr><td colspan=x rowspan=-1>b</td></tr>", "a\n\nb" },
};

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *words = kin_html_to_words (pages[i].page, G_MAXSIZE);

      g_assert_cmpstr (words, ==, pages[i].words);
    }
}

/* A page of four megabytes is read before anybody wonders; a part of it sooner, still. */
static void
test_large (void)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;

  while (page->len < 4 * 1024 * 1024)
    g_string_append (page, "<p>ab");

  g_test_timer_start ();
  all = kin_html_to_words (page->str, G_MAXSIZE);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10);
  g_assert_cmpuint (strlen (all), >, 2 * 1024 * 1024);

  some = kin_html_to_words (page->str, 1000);
  g_assert_cmpuint (strlen (some), <=, 1000);
  g_assert_true (g_str_has_prefix (all, some));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/html-words/pages", test_pages);
  g_test_add_func ("/record/html-words/large", test_large);

  return g_test_run ();
}
