/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-rtf"

#include "config.h"

#include <string.h>

#include "kin-decode-rtf.h"

/* The words of a letter in RTF (https://www.biblioscape.com/rtf15_spec.htm). How they look is left
 * out, and so is what is not for reading: fonts, colours, styles, pictures, and whatever a reader
 * that does not know it is told to skip. */

#define SIGN "{\\rtf"

/* No letter has more groups in each other than this. */
#define MOST_GROUPS 200
#define LONGEST_WORD 32
#define MOST_SKIPPED 16

/* What a group begins with, and its end takes back. */
typedef struct
{
  gboolean silent;                   /* nothing of it is for reading */
  gboolean hidden;
  int      skipped;                  /* signs behind a \u that stand for the same one */
} Group;

typedef struct
{
  const char *at;
  const char *end;
  GString    *words;
  gsize       most;

  Group       groups[MOST_GROUPS];
  guint       depth;                 /* of the group that is open: its place + 1 */
  int         to_skip;
  gunichar    half;                  /* the first half of a sign, or 0 */
  int         page;                  /* 0 until it is said */
  gunichar    signs[128];            /* of bytes from 0x80 on */
  gboolean    has_signs;
} Reader;

/* Words that stand for a sign or an end of a line. */
static const struct
{
  const char *word;
  gunichar    sign;
} words_for_signs[] = {
  { "par", '\n' },       { "line", '\n' },      { "sect", '\n' },      { "page", '\n' },
  { "row", '\n' },       { "nestrow", '\n' },   { "softline", '\n' },  { "tab", ' ' },
  { "cell", '|' },       { "nestcell", '|' },   { "emspace", ' ' },    { "enspace", ' ' },
  { "qmspace", ' ' },    { "emdash", 0x2014 },  { "endash", 0x2013 },  { "bullet", 0x2022 },
  { "lquote", 0x2018 },  { "rquote", 0x2019 },  { "ldblquote", 0x201c }, { "rdblquote", 0x201d },
};

static const char * const silent_words[] = {
  "fonttbl", "colortbl", "stylesheet", "info", "pict", "nonshppict", "object", "xe", "tc", "rxe",
  "private", NULL,
};

/* Windows’ pages of 128 letters; any other is taken for that of the West. */
static void
take_page (Reader *reader)
{
  int page = reader->page >= 1250 && reader->page <= 1258 ? reader->page : 1252;
  g_autofree char *name = g_strdup_printf ("CP%d", page);

  reader->has_signs = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (reader->signs); i++)
    {
      const char byte = (char) (0x80 + i);
      g_autofree char *text = g_convert (&byte, 1, "UTF-8", name, NULL, NULL, NULL);

      reader->signs[i] = text != NULL ? g_utf8_get_char (text) : 0;
    }
}

static Group *
get_group (Reader *reader)
{
  return &reader->groups[reader->depth - 1];
}

/* Blanks are one, and empty lines are, too; none is at the beginning or the end of a line. */
static void
add_blank (GString *words,
           char     blank)
{
  gboolean is_behind_blank = g_str_has_suffix (words->str, " ");

  if (blank == '\n' && is_behind_blank)
    g_string_truncate (words, words->len - 1);
  if (words->len == 0 || g_str_has_suffix (words->str, "\n\n")
      || (blank == ' ' && (is_behind_blank || g_str_has_suffix (words->str, "\n"))))
    return;

  g_string_append_c (words, blank);
}

static void
add_sign (Reader   *reader,
          gunichar  sign)
{
  const Group *group = get_group (reader);

  if (reader->to_skip > 0)
    {
      reader->to_skip--;
      return;
    }
  reader->half = 0;
  if (group->silent || group->hidden)
    return;

  if (sign == '\n' || sign == ' ' || sign == 0xa0)
    add_blank (reader->words, sign == '\n' ? '\n' : ' ');
  else if (sign > ' ' && sign != 0x7f && (sign & 0xfffe) != 0xfffe && g_unichar_validate (sign))
    g_string_append_unichar (reader->words, sign);
}

static void
add_byte (Reader *reader,
          guint8  byte)
{
  if (byte >= 0x80 && !reader->has_signs)
    take_page (reader);
  add_sign (reader, byte < 0x80 ? byte : reader->signs[byte - 0x80]);
}

/* One of 16 bits, below zero from 0x8000 on; those above them come in two halves. */
static void
add_unicode (Reader *reader,
             int     number)
{
  gunichar sign = (gunichar) (number & 0xffff);
  gunichar half = reader->half;

  reader->to_skip = 0;
  reader->half = 0;
  if (sign >= 0xd800 && sign < 0xdc00)
    reader->half = sign;
  else if (sign >= 0xdc00 && sign < 0xe000)
    add_sign (reader, half != 0 ? 0x10000 + ((half - 0xd800) << 10) + (sign - 0xdc00) : 0);
  else
    add_sign (reader, sign);

  reader->to_skip = get_group (reader)->skipped;
}

/* Reading */

/* Returns: whether there was room for it */
static gboolean
open_group (Reader *reader)
{
  if (reader->depth == MOST_GROUPS)
    return FALSE;

  reader->groups[reader->depth] = reader->depth > 0 ? *get_group (reader)
                                                    : (Group) { FALSE, FALSE, 1 };
  reader->depth++;
  reader->to_skip = 0;

  return TRUE;
}

/* Bytes that are none of the text, as many as are said, or as there are. */
static void
skip_bytes (Reader *reader,
            int     number)
{
  reader->at += MIN (MAX (number, 0), reader->end - reader->at);
}

/* The cells of a row have bars between them. */
static void
add_sign_of (Reader     *reader,
             const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words_for_signs); i++)
    if (g_str_equal (word, words_for_signs[i].word))
      {
        gboolean is_bar = words_for_signs[i].sign == '|';

        if (is_bar)
          add_sign (reader, ' ');
        add_sign (reader, words_for_signs[i].sign);
        if (is_bar)
          add_sign (reader, ' ');
        return;
      }
}

static void
obey (Reader     *reader,
      const char *word,
      gboolean    has_number,
      int         number)
{
  Group *group = get_group (reader);

  if (g_strv_contains (silent_words, word))
    group->silent = TRUE;
  else if (g_str_equal (word, "u"))
    add_unicode (reader, number);
  else if (g_str_equal (word, "uc"))
    group->skipped = CLAMP (number, 0, MOST_SKIPPED);
  else if (g_str_equal (word, "bin"))
    skip_bytes (reader, number);
  else if (g_str_equal (word, "v"))
    group->hidden = !has_number || number != 0;
  else if (g_str_equal (word, "plain"))
    group->hidden = FALSE;
  else if (g_str_equal (word, "ansicpg") && reader->page == 0)
    reader->page = number;

  add_sign_of (reader, word);
}

/* A number behind a word; what is far too large is cut. */
static gboolean
read_number (Reader *reader,
             int    *number)
{
  gboolean below = reader->end - reader->at > 1 && *reader->at == '-'
                   && g_ascii_isdigit (reader->at[1]);
  const char *start = below ? ++reader->at : reader->at;
  gint64 value = 0;

  for (; reader->at < reader->end && g_ascii_isdigit (*reader->at); reader->at++)
    value = MIN (value * 10 + g_ascii_digit_value (*reader->at), G_MAXINT);
  *number = (int) (below ? -value : value);

  return reader->at > start;
}

static void
read_word (Reader *reader)
{
  char word[LONGEST_WORD + 1];
  guint length = 0;
  int number = 0;
  gboolean has_number;

  for (; reader->at < reader->end && g_ascii_isalpha (*reader->at); reader->at++)
    if (length < LONGEST_WORD)
      word[length++] = *reader->at;
  word[length] = '\0';

  has_number = read_number (reader, &number);
  if (reader->at < reader->end && *reader->at == ' ')
    reader->at++;
  obey (reader, word, has_number, number);
}

/* Two digits of sixteen, behind an apostrophe. */
static void
read_byte (Reader *reader)
{
  if (reader->end - reader->at < 2 || !g_ascii_isxdigit (reader->at[0])
      || !g_ascii_isxdigit (reader->at[1]))
    return;

  add_byte (reader, (guint8) (g_ascii_xdigit_value (reader->at[0]) * 16
                              + g_ascii_xdigit_value (reader->at[1])));
  reader->at += 2;
}

/* Behind a backslash. */
static void
read_control (Reader *reader)
{
  char sign;

  if (reader->at == reader->end)
    return;
  if (g_ascii_isalpha (*reader->at))
    {
      read_word (reader);
      return;
    }

  sign = *reader->at++;
  if (sign == '\'')
    read_byte (reader);
  else if (sign == '*')
    get_group (reader)->silent = TRUE;
  else if (sign == '\\' || sign == '{' || sign == '}')
    add_byte (reader, (guint8) sign);
  else if (sign == '\n' || sign == '\r')
    add_sign (reader, '\n');
  else if (sign == '~')
    add_sign (reader, ' ');
  else if (sign == '_')
    add_sign (reader, '-');
}

/* Returns: whether there may be more */
static gboolean
read_one (Reader *reader)
{
  char sign = *reader->at++;

  if (sign == '{')
    return open_group (reader);
  if (sign == '}')
    {
      reader->to_skip = 0;
      return --reader->depth > 0;
    }

  if (sign == '\\')
    read_control (reader);
  else if (sign == '\t')
    add_sign (reader, ' ');
  else if (sign != '\r' && sign != '\n')
    add_byte (reader, (guint8) sign);

  return TRUE;
}

/**
 * kin_decode_is_rtf:
 * @bytes: a file
 *
 * Returns: whether it begins as RTF does
 */
gboolean
kin_decode_is_rtf (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (SIGN) && memcmp (data, SIGN, strlen (SIGN)) == 0;
}

/**
 * kin_decode_rtf_to_words:
 * @bytes: a file that kin_decode_is_rtf()
 * @most: after so many bytes of words no more are read
 *
 * Reads the words of a letter. What is broken ends the reading, and what came before counts.
 *
 * Returns: (transfer full): the words, in UTF-8
 */
char *
kin_decode_rtf_to_words (GBytes *bytes,
                         gsize   most)
{
  g_autofree Reader *reader = g_new0 (Reader, 1);
  gsize length;

  g_return_val_if_fail (kin_decode_is_rtf (bytes), NULL);

  reader->at = g_bytes_get_data (bytes, &length);
  reader->end = reader->at + length;
  reader->words = g_string_new (NULL);
  while (reader->at < reader->end && reader->words->len < most && read_one (reader))
    ;

  return g_strstrip (g_string_free (reader->words, FALSE));
}
