/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-text"

#include "config.h"

#include "kin-text.h"

#define FIRST_STRONG_ISOLATE 0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069
#define NON_JOINER 0x200c
#define JOINER 0x200d
#define REPLACEMENT 0xfffd

/* Characters that nobody sees, and that can make one text look like another:
 * directions, zero-width marks, soft hyphens, tags, fillers. The two joiners are
 * for the caller to judge. */
static gboolean
is_invisible (gunichar c)
{
  switch (c)
    {
    /* Signs of number and verse, which are drawn. */
    case 0x600: case 0x601: case 0x602: case 0x603: case 0x604: case 0x605: case 0x6dd:
    case 0x70f: case 0x890: case 0x891: case 0x8e2: case 0x110bd: case 0x110cd:
      return FALSE;

    case 0x34f: case 0x115f: case 0x1160: case 0x17b4: case 0x17b5: case 0x3164: case 0xffa0:
      return TRUE;

    default:
      return g_unichar_type (c) == G_UNICODE_FORMAT;
    }
}

/* Persian and the scripts of India are misspelt without their joiners, and many
 * emoji are held together by one. Between Latin letters a joiner only hides. */
static gboolean
keeps_joiner (gunichar before)
{
  switch (g_unichar_get_script (before))
    {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
      return FALSE;

    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
      return g_unichar_type (before) == G_UNICODE_OTHER_SYMBOL || before == 0xfe0f
             || (before >= 0x1f3fb && before <= 0x1f3ff);

    default:
      return g_unichar_isalpha (before) || g_unichar_ismark (before);
    }
}

static gboolean
is_line_break (gunichar c)
{
  return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
append_neutral (GString    *shown,
                const char *start,
                const char *end)
{
  gunichar before = 0;

  g_string_append_unichar (shown, FIRST_STRONG_ISOLATE);
  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\t' || is_line_break (c))
        g_string_append_c (shown, ' ');
      else if (g_unichar_iscntrl (c))
        g_string_append_unichar (shown, REPLACEMENT);
      else if (c == JOINER || c == NON_JOINER ? keeps_joiner (before) : !is_invisible (c))
        g_string_append_unichar (shown, c);
      before = c;
    }
  g_string_append_unichar (shown, POP_DIRECTIONAL_ISOLATE);
}

/**
 * kin_text_isolate:
 * @text: (nullable): text from a server, in UTF-8
 *
 * Makes one line that is safe to put before a person, alone or inside a
 * sentence: whatever direction it has stays inside (an isolate is put around it,
 * https://www.unicode.org/reports/tr9/), characters that reorder or hide text are
 * left out, line breaks become spaces and other control characters U+FFFD. For
 * showing only: what is stored, compared, searched and exported stays as sent.
 *
 * Returns: (transfer full) (nullable): the line; empty for no text, %NULL for %NULL
 */
char *
kin_text_isolate (const char *text)
{
  g_autofree char *valid = NULL;
  GString *shown;

  if (text == NULL || *text == '\0')
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  shown = g_string_new (NULL);
  append_neutral (shown, valid, valid + strlen (valid));

  return g_string_free (shown, FALSE);
}

static const char *
find_line_end (const char *at)
{
  while (*at != '\0' && !is_line_break (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

/**
 * kin_text_isolate_lines:
 * @text: (nullable): text from a server, in UTF-8
 *
 * Like kin_text_isolate() for a note or a letter: its lines stay, each safe by
 * itself, since a direction ends with its line.
 *
 * Returns: (transfer full) (nullable): the lines; %NULL for %NULL
 */
char *
kin_text_isolate_lines (const char *text)
{
  g_autofree char *valid = NULL;
  const char *at;
  GString *shown;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  shown = g_string_new (NULL);
  for (at = valid; *at != '\0'; )
    {
      const char *end = find_line_end (at);

      if (end > at)
        append_neutral (shown, at, end);
      at = end;
      if (*at != '\0')
        {
          g_string_append_c (shown, '\n');
          at = at[0] == '\r' && at[1] == '\n' ? at + 2 : g_utf8_next_char (at);
        }
    }

  return g_string_free (shown, FALSE);
}

/* Marks that people leave out when they type: accents, and the vowel points of
 * Hebrew and Arabic. Vowel signs of other scripts and the voicing of Japanese are
 * letters to their readers; their combining classes tell them apart. */
static gboolean
is_accent (gunichar c)
{
  int class = g_unichar_combining_class (c);

  return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

/* Letters that Unicode does not take apart and that people type without their stroke. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0xe6: return "ae";
    case 0xf0: case 0x111: return "d";
    case 0xf8: return "o";
    case 0xfe: return "th";
    case 0x127: return "h";
    case 0x131: return "i";
    case 0x142: return "l";
    case 0x153: return "oe";
    case 0x167: return "t";
    default: return NULL;
    }
}

static char *
strip_accents (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      /* Case folding of GLib swaps the cases of Cherokee. */
      gunichar c = g_unichar_tolower (g_utf8_get_char (at));
      const char *letter = plain_letter (c);

      if (letter != NULL)
        g_string_append (plain, letter);
      else if (c < 0x80 || !(is_accent (c) || is_invisible (c) || is_variation_selector (c)))
        g_string_append_unichar (plain, c);
    }

  return g_string_free (plain, FALSE);
}

/**
 * kin_text_fold:
 * @text: text in UTF-8
 *
 * Text for comparing in a search: without case, accents, widths and characters
 * that nobody sees. Folding twice changes nothing more.
 *
 * Returns: (transfer full): the folded text
 */
char *
kin_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *again = NULL;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  valid = g_utf8_make_valid (text, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (apart, -1);
  again = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  plain = strip_accents (again);

  /* Together again, so that a Korean syllable is one character. */
  return g_utf8_normalize (plain, -1, G_NORMALIZE_ALL_COMPOSE);
}

/* Scripts that put no space between words. */
static gboolean
is_unspaced (gunichar c)
{
  if (c < 0x1100)
    return FALSE;
  if (c == 0x30fc)              /* the long vowel of Katakana */
    return TRUE;

  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
is_in_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* The next run of letters and digits, in scripts with spaces or in scripts without. */
static gboolean
next_run (const char **at,
          const char **start,
          gboolean    *unspaced)
{
  while (**at != '\0' && !is_in_word (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  if (**at == '\0')
    return FALSE;

  *start = *at;
  *unspaced = is_unspaced (g_utf8_get_char (*at));
  for (; **at != '\0'; *at = g_utf8_next_char (*at))
    {
      gunichar c = g_utf8_get_char (*at);

      if (!is_in_word (c) || (is_unspaced (c) != *unspaced && !g_unichar_ismark (c)))
        break;
    }

  return TRUE;
}

static void
append_word (GString    *words,
             const char *start,
             const char *end)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append_len (words, start, end - start);
}

/* "高血圧" becomes "高血 血圧". The last character stands alone where text is indexed,
 * so that a search for just this one finds a word that starts with it. */
static void
append_pairs (GString    *words,
              const char *start,
              const char *end,
              gboolean    with_last)
{
  const char *next = g_utf8_next_char (start);

  if (next >= end)
    with_last = TRUE;

  for (; next < end; start = g_utf8_next_char (start), next = g_utf8_next_char (next))
    append_word (words, start, g_utf8_next_char (next));
  if (with_last)
    append_word (words, start, end);
}

/* Nearly all text, and every character of it is what it seems. */
static char *
ascii_to_index (const char *text)
{
  char *words = g_malloc (strlen (text) + 1);
  char *to = words;
  gboolean gap = FALSE;

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isalnum (*text))
        {
          gap = to > words;
          continue;
        }
      if (gap)
        *to++ = ' ';
      gap = FALSE;
      *to++ = g_ascii_isupper (*text) ? (char) (*text | 0x20) : *text;
    }
  *to = '\0';

  return words;
}

/**
 * kin_text_to_index:
 * @text: text that is to be found, in UTF-8
 *
 * The words of a text for a full-text index, folded, with a space between them.
 * Runs of Chinese, Japanese and Korean are cut into overlapping pairs.
 *
 * Returns: (transfer full): the words
 */
char *
kin_text_to_index (const char *text)
{
  g_autofree char *folded = NULL;
  const char *at, *start;
  gboolean unspaced;
  GString *words;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return ascii_to_index (text);

  folded = kin_text_fold (text);
  words = g_string_sized_new (strlen (folded));
  for (at = folded; next_run (&at, &start, &unspaced); )
    {
      if (unspaced)
        append_pairs (words, start, at, TRUE);
      else
        append_word (words, start, at);
    }

  return g_string_free (words, FALSE);
}

/**
 * kin_text_to_query:
 * @words: what a person typed to find something, in UTF-8
 *
 * What to look for in text from kin_text_to_index(): a record has to hold every
 * entry. An entry is one or more words that must follow each other, and its last
 * word may be the start of a longer one. There are only letters, digits, marks and
 * single spaces in an entry, nothing that a query language reads as its own.
 *
 * Returns: (transfer full) (array zero-terminated=1): the entries; empty when
 *   there is no letter or digit in @words
 */
char **
kin_text_to_query (const char *words)
{
  g_autofree char *folded = NULL;
  const char *at, *start;
  gboolean unspaced;
  GPtrArray *entries;

  g_return_val_if_fail (words != NULL, NULL);

  folded = kin_text_fold (words);
  entries = g_ptr_array_new ();
  for (at = folded; next_run (&at, &start, &unspaced); )
    {
      GString *entry = g_string_new (NULL);

      if (unspaced)
        append_pairs (entry, start, at, FALSE);
      else
        append_word (entry, start, at);
      g_ptr_array_add (entries, g_string_free (entry, FALSE));
    }
  g_ptr_array_add (entries, NULL);

  return (char **) g_ptr_array_free (entries, FALSE);
}

/**
 * kin_text_to_words:
 * @words: what a person typed to find something, in UTF-8
 *
 * Returns: (transfer full) (array zero-terminated=1): like kin_text_to_query(), each word by itself
 */
char **
kin_text_to_words (const char *words)
{
  g_auto (GStrv) entries = kin_text_to_query (words);
  g_autofree char *line = g_strjoinv (" ", entries);

  return g_strsplit (line, " ", -1);
}

/**
 * kin_text_get_first:
 * @data: what may be text
 *
 * Returns: the first letter after blanks, and after a byte order mark of UTF-8; zero where there is
 *   none
 */
char
kin_text_get_first (gconstpointer data,
                    gsize         length)
{
  const char *at = data;
  const char *end = at + length;

  if (length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  while (at < end && g_ascii_isspace (*at))
    at++;

  return at < end ? *at : '\0';
}
