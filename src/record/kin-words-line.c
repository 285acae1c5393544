/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-words"

#include "config.h"

#include <string.h>

#include "kin-words.h"

/* What is done to a line of words once it is text. */

static gboolean
is_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0
         || g_ascii_strncasecmp (text, "https://", 8) == 0
         || g_ascii_strncasecmp (text, "urn:", 4) == 0;
}

/**
 * kin_words_clean:
 * @text: (transfer full) (nullable): text as it came
 *
 * Makes one line of @text: white space and control characters become single
 * spaces. An address of the web is for machines and counts as no words.
 *
 * Returns: (transfer full) (nullable): the line; %NULL when there are no words
 */
char *
kin_words_clean (char *text)
{
  char *to = text;
  gboolean gap = FALSE;

  if (text == NULL)
    return NULL;

  for (const char *from = text; *from != '\0'; from++)
    {
      if ((guchar) *from <= ' ' || *from == 0x7f)
        {
          gap = to > text;
          continue;
        }
      if (gap)
        *to++ = ' ';
      gap = FALSE;
      *to++ = *from;
    }
  *to = '\0';

  if (to == text || is_address (text))
    g_clear_pointer (&text, g_free);

  return text;
}

/* `scan0001.pdf`: no space, and an ending. */
static gboolean
is_file_name (const char *words)
{
  static const char letters[]
      = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const char *point = strrchr (words, '.');
  gsize ending = point != NULL ? strlen (point + 1) : 0;

  return ending >= 2 && ending <= 5 && strchr (words, ' ') == NULL
         && strspn (point + 1, letters) == ending;
}

/**
 * kin_words_say_nothing:
 * @words: a line
 *
 * Returns: whether it is what some systems fill in when nobody wrote anything:
 *   `Unknown`, `Document`, the name of a file
 */
gboolean
kin_words_say_nothing (const char *words)
{
  static const char *const empty[] = {
    "unknown", "other", "error", "document", "documents", "note", "none", "null", "n/a",
    "not available", "not applicable", "unspecified", "-", ".", "?", "unknown (qualifier value)",
  };

  guint n_empty = 0;

  g_return_val_if_fail (words != NULL, TRUE);

  /* Most words begin with another letter than all of these. */
  if (strchr ("uoedn-.?", g_ascii_tolower (words[0])) != NULL)
    n_empty = G_N_ELEMENTS (empty);
  for (guint i = 0; i < n_empty; i++)
    {
      if (((words[0] ^ empty[i][0]) & ~0x20) == 0 && g_ascii_strcasecmp (words, empty[i]) == 0)
        return TRUE;
    }

  return is_file_name (words);
}

/**
 * kin_words_shorten_line:
 * @text: text that ends with a line
 * @start: where the line starts
 * @n_characters: how long it may be
 *
 * Cuts the line at the last space that fits, and marks the cut with an ellipsis.
 */
void
kin_words_shorten_line (GString *text,
                        gsize    start,
                        guint    n_characters)
{
  const char *line = text->str + start;
  const char *end, *space;

  if (text->len - start <= n_characters || g_utf8_strlen (line, -1) <= (glong) n_characters)
    return;

  end = g_utf8_offset_to_pointer (line, (glong) n_characters);
  space = memrchr (line, ' ', (gsize) (end - line));
  if (space != NULL && space > line + (end - line) / 2)
    end = space;

  g_string_truncate (text, (gsize) (end - text->str));
  g_string_append (text, "…");
}
