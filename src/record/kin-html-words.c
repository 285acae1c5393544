/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-html-words"

#include "config.h"

#include <string.h>

#include "kin-html-words.h"

/* The words of a page of HTML. Where a page is not well made, rather too much stands here than too
 * little: what cannot be a tag is text. */

/* Beyond these, a table has no columns for us. */
#define MOST_COLUMNS 64

typedef struct
{
  GString  *text;

  gboolean  in_row;        /* a cell of the row of a table was begun */
  gsize     row;           /* where the words of that row begin */
  guint     n_bars;        /* that are to stand before the next words */
  guint     column;        /* of the next cell */
  guint     wide;          /* columns that the last cell has besides its own */
  guint     taken[MOST_COLUMNS];   /* rows to come in which a cell above stands in that column */
} Words;

/* Signs that letters write by their names; all others are written by their numbers. */
static const struct
{
  const char *name;
  const char *text;
} signs[] = {
  { "nbsp", "\u00a0" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
  { "amp", "&" }, { "deg", "°" }, { "micro", "µ" }, { "plusmn", "±" }, { "times", "×" },
  { "le", "≤" }, { "ge", "≥" }, { "frac12", "½" }, { "frac14", "¼" }, { "frac34", "¾" },
  { "sup2", "²" }, { "sup3", "³" }, { "middot", "·" }, { "bull", "•" }, { "hellip", "…" },
  { "ndash", "–" }, { "mdash", "—" }, { "lsquo", "‘" }, { "rsquo", "’" }, { "ldquo", "“" },
  { "rdquo", "”" }, { "copy", "©" }, { "reg", "®" }, { "alpha", "α" }, { "beta", "β" },
  { "auml", "ä" }, { "ouml", "ö" }, { "uuml", "ü" }, { "Auml", "Ä" }, { "Ouml", "Ö" },
  { "Uuml", "Ü" }, { "szlig", "ß" }, { "aacute", "á" }, { "eacute", "é" }, { "iacute", "í" },
  { "oacute", "ó" }, { "uacute", "ú" }, { "ntilde", "ñ" }, { "egrave", "è" }, { "agrave", "à" },
  { "ccedil", "ç" }, { "aring", "å" },
};

/* The longest name is shorter. */
#define LONGEST_NAME 10

static gboolean
is_bare (const Words *words)
{
  return words->text->len == words->row;
}

/* Cells that hold nothing at the end of a row leave no bars. */
static void
add_bars (Words *words)
{
  while (!is_bare (words) && g_ascii_isspace (words->text->str[words->text->len - 1]))
    g_string_truncate (words->text, words->text->len - 1);

  for (; words->n_bars > 0; words->n_bars--)
    g_string_append (words->text, is_bare (words) ? "|" : " |");
  g_string_append_c (words->text, ' ');
}

static void
add_sign (Words *words,
          char   sign)
{
  if (words->n_bars > 0)
    add_bars (words);
  g_string_append_c (words->text, sign);
}

/* Blank runs become one space or one empty line. */
static void
add_blank (Words *words,
           char   blank)
{
  GString *text = words->text;

  if (text->len == 0 || words->n_bars > 0)
    return;

  if (blank == '\n' && !(text->len > 1 && memcmp (text->str + text->len - 2, "\n\n", 2) == 0))
    g_string_append_c (text, '\n');
  else if (blank == ' ' && !g_ascii_isspace (text->str[text->len - 1]))
    g_string_append_c (text, ' ');
}

static gboolean
is_tag (const char *tag,
        const char *name)
{
  gsize length = strlen (name);

  if (*tag == '/')
    tag++;

  return g_ascii_strncasecmp (tag, name, length) == 0 && !g_ascii_isalnum (tag[length]);
}

static gboolean
begins_line (const char *tag)
{
  static const char *const names[] = { "p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4",
                                       "h5", "h6", "table", "ul", "ol", "title" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_tag (tag, names[i]))
      return TRUE;

  return FALSE;
}

/* A sign of the same kind, past what a quoted value holds. */
static const char *
skip_value (const char *quote)
{
  const char *end = strchr (quote + 1, *quote);

  return end != NULL ? end + 1 : NULL;
}

/* Past the tag; NULL when there is no end that belongs to it. */
static const char *
skip_tag (const char *tag)
{
  char before = '\0';

  while (tag != NULL && *tag != '>')
    {
      if (*tag == '\0' || *tag == '<')
        return NULL;

      if (before == '=' && (*tag == '"' || *tag == '\''))
        {
          tag = skip_value (tag);
          before = '\0';
          continue;
        }
      if (!g_ascii_isspace (*tag))
        before = *tag;
      tag++;
    }

  return tag != NULL ? tag + 1 : NULL;
}

/* Past @end, or to the end of the page. */
static const char *
skip_to (const char *page,
         const char *end)
{
  while (*page != '\0' && g_ascii_strncasecmp (page, end, strlen (end)) != 0)
    page++;

  return *page != '\0' ? page + strlen (end) : page;
}

/* What is not for reading at all; NULL for anything else. */
static const char *
skip_silent (const char *tag)
{
  if (g_str_has_prefix (tag, "!--"))
    return skip_to (tag + 1, "-->");
  if (*tag == '!' || *tag == '?')
    return skip_to (tag, ">");
  if (*tag != '/' && is_tag (tag, "style"))
    return skip_to (skip_to (tag, "</style"), ">");
  if (*tag != '/' && is_tag (tag, "script"))
    return skip_to (skip_to (tag, "</script"), ">");

  return NULL;
}

/* How many columns or rows a cell has; 1 where it does not say. */
static guint
get_span (const char *tag,
          const char *name)
{
  const char *end = strchr (tag, '>');
  guint64 span = 0;

  for (const char *at = tag; at < end && span == 0; at++)
    if (g_ascii_isspace (*at) && g_ascii_strncasecmp (at + 1, name, strlen (name)) == 0)
      span = g_ascii_strtoull (at + 1 + strlen (name) + strspn (at + 1 + strlen (name), " ='\""),
                               NULL, 10);

  return (guint) CLAMP (span, 1, MOST_COLUMNS);
}

/* What stands in a column under a cell of several rows belongs to the next one. */
static void
skip_taken (Words *words)
{
  for (; words->column < MOST_COLUMNS && words->taken[words->column] > 0; words->column++)
    {
      words->taken[words->column]--;
      words->n_bars++;
    }
}

static void
begin_cell (Words      *words,
            const char *tag)
{
  guint columns = get_span (tag, "colspan");
  guint rows = get_span (tag, "rowspan");

  if (words->in_row)
    words->n_bars += 1 + words->wide;
  else
    words->row = words->text->len;
  words->in_row = TRUE;

  skip_taken (words);
  for (guint i = 0; i < columns && words->column < MOST_COLUMNS; i++)
    words->taken[words->column++] = rows - 1;
  words->wide = columns - 1;
}

static void
end_row (Words *words)
{
  for (; words->in_row && words->column < MOST_COLUMNS; words->column++)
    if (words->taken[words->column] > 0)
      words->taken[words->column]--;

  words->in_row = FALSE;
  words->n_bars = 0;
  words->column = 0;
  words->wide = 0;
}

/* What a tag means for the words. */
static void
obey (Words      *words,
      const char *tag)
{
  if (is_tag (tag, "tr") || is_tag (tag, "table"))
    end_row (words);
  if (is_tag (tag, "table"))
    memset (words->taken, 0, sizeof words->taken);
  if (begins_line (tag))
    add_blank (words, '\n');
  else if (*tag != '/' && (is_tag (tag, "td") || is_tag (tag, "th")))
    begin_cell (words, tag);
  else if (*tag != '/' && is_tag (tag, "sup"))
    add_sign (words, '^');
}

/* At a "<": a tag, a comment, or a sign that somebody wrote. */
static const char *
read_tag (Words      *words,
          const char *at)
{
  const char *tag = at + 1;
  const char *end = skip_silent (tag);

  if (end != NULL)
    return end;

  if (g_ascii_isalpha (tag[*tag == '/' ? 1 : 0]))
    end = skip_tag (tag);
  if (end != NULL)
    obey (words, tag);
  else
    add_sign (words, '<');

  return end != NULL ? end : tag;
}

/* Blanks are signs too, and all that is printed. */
static gboolean
is_readable (gunichar sign)
{
  return sign == '\t' || sign == '\n' || sign == '\r' ||
         (sign >= ' ' && sign != 0x7f && g_unichar_validate (sign));
}

/* What programs of Windows write for a quote or a dash, and browsers show so. */
static gunichar
windows_to_sign (char byte)
{
  g_autofree char *text = g_convert (&byte, 1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);

  return text != NULL ? g_utf8_get_char (text) : 0;
}

/* A sign by its number; 0 where there is none. */
static gunichar
number_to_sign (const char *name)
{
  gboolean is_hex = name[1] == 'x' || name[1] == 'X';
  const char *digits = name + (is_hex ? 2 : 1);
  char *end = NULL;
  guint64 number = g_ascii_isxdigit (*digits) ? g_ascii_strtoull (digits, &end, is_hex ? 16 : 10)
                                              : 0;

  if (end == NULL || *end != '\0' || number > 0x10ffff || !is_readable ((gunichar) number))
    return 0;

  return number >= 0x80 && number <= 0x9f ? windows_to_sign ((char) number) : (gunichar) number;
}

/* What stands for a sign between "&" and ";"; 0 where nothing does. */
static gunichar
name_to_sign (const char *name)
{
  if (*name == '#')
    return number_to_sign (name);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (name, signs[i].name))
      return g_utf8_get_char (signs[i].text);

  return 0;
}

static const char *
read_sign (Words      *words,
           const char *at)
{
  gsize length = 0;
  g_autofree char *name = NULL;
  gunichar sign = 0;
  char text[6];

  while (*at == '&' && length <= LONGEST_NAME && at[length] != '\0' &&
         strchr ("; <", at[length]) == NULL)
    length++;
  if (length > 1 && length <= LONGEST_NAME && at[length] == ';')
    {
      name = g_strndup (at + 1, length - 1);
      sign = name_to_sign (name);
    }
  if (sign == 0)
    {
      add_sign (words, *at);
      return at + 1;
    }

  if (sign == 0xa0 || (sign < 0x80 && g_ascii_isspace ((char) sign)))
    add_blank (words, ' ');
  else
    for (int i = 0, n = g_unichar_to_utf8 (sign, text); i < n; i++)
      add_sign (words, text[i]);

  return at + length + 1;
}

/**
 * kin_html_to_words:
 * @page: a page of HTML, or a piece of one
 * @most: after about so many bytes of words the rest is not read
 *
 * Reads it without what would be run, loaded or drawn. The cells of a row stand in one line with
 * bars between them, and what is raised stands behind a "^".
 *
 * Returns: (transfer full): the words in it
 */
char *
kin_html_to_words (const char *page,
                   gsize       most)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Words words = { .text = text };

  g_return_val_if_fail (page != NULL, NULL);

  while (*page != '\0' && text->len < most)
    if (*page == '<')
      page = read_tag (&words, page);
    else if (*page == '&')
      page = read_sign (&words, page);
    else if (g_ascii_isspace (*page++))
      add_blank (&words, ' ');
    else
      add_sign (&words, page[-1]);

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}
