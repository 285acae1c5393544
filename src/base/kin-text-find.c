/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-text-find"

#include "config.h"

#include <string.h>

#include "kin-text.h"
#include "kin-text-find.h"

/* How much of a long text is shown around what was found, in characters. */
#define BEFORE 30
#define AFTER 60

/* Text as it is searched, and for each byte of it the character that it was made of. */
typedef struct
{
  GString *folded;
  GArray  *places;             /* of KinTextRange */
} Folding;

static void
folding_clear (Folding *self)
{
  g_string_free (self->folded, TRUE);
  g_array_unref (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folding, folding_clear)

#define FOLDING_INIT { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (KinTextRange)) }

/* A letter and its marks fold together. */
static const char *
find_cluster_end (const char *at)
{
  do
    at = g_utf8_next_char (at);
  while (*at != '\0' && g_unichar_combining_class (g_utf8_get_char (at)) != 0);

  return at;
}

static void
fold (Folding    *self,
      const char *text)
{
  const char *end;

  for (const char *at = text; *at != '\0'; at = end)
    {
      KinTextRange place;

      end = find_cluster_end (at);
      place = (KinTextRange) { (guint) (at - text), (guint) (end - text) };
      if (end == at + 1)
        {
          g_string_append_c (self->folded, g_ascii_tolower (*at));
        }
      else
        {
          g_autofree char *cluster = g_strndup (at, (gsize) (end - at));
          g_autofree char *folded = kin_text_fold (cluster);

          g_string_append (self->folded, folded);
        }
      while (self->places->len < self->folded->len)
        g_array_append_val (self->places, place);
    }
}

static gboolean
is_letter (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Scripts without spaces have no beginnings and ends of words to look at. */
static gboolean
is_word_at (const char *folded,
            const char *at,
            gsize       length,
            gboolean    prefix)
{
  if (g_unichar_iswide (g_utf8_get_char (at)))
    return TRUE;

  return (at == folded || !is_letter (g_utf8_prev_char (at)))
         && (prefix || at[length] == '\0' || !is_letter (at + length));
}

static void
find_word (const Folding *text,
           const char    *word,
           gboolean       prefix,
           GArray        *ranges)
{
  gsize length = strlen (word);
  const char *folded = text->folded->str;

  for (const char *at = strstr (folded, word); at != NULL; at = strstr (at + length, word))
    {
      gsize first = (gsize) (at - folded);
      KinTextRange range = {
        g_array_index (text->places, KinTextRange, first).start,
        g_array_index (text->places, KinTextRange, first + length - 1).end,
      };

      if (is_word_at (folded, at, length, prefix))
        g_array_append_val (ranges, range);
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const KinTextRange *one = a;
  const KinTextRange *other = b;

  return (one->start > other->start) - (one->start < other->start);
}

/* The last word is perhaps not typed to its end, once it has two letters. */
static void
find_part (const Folding *text,
           char * const  *part,
           GArray        *ranges)
{
  find_word (text, *part, part[1] == NULL && g_utf8_strlen (*part, -1) > 1, ranges);
}

static gboolean
find_more (const Folding *text,
           char * const  *part,
           GArray        *ranges)
{
  guint n_before = ranges->len;

  find_part (text, part, ranges);

  return ranges->len > n_before;
}

/**
 * kin_text_find:
 * @text: (nullable): text of a clinic, valid UTF-8
 * @words: what a person typed to find something, as for kin_text_to_query()
 *
 * Where the words stand, the last one as the beginning of a word; accents and capitals make no
 * difference. It is for showing why something was found: the search itself asks its index.
 *
 * Returns: (transfer full) (element-type KinTextRange): the places, in bytes of @text, in order
 */
GArray *
kin_text_find (const char *text,
               const char *words)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (KinTextRange));
  g_auto (GStrv) parts = kin_text_to_words (words);
  g_auto (Folding) folding = FOLDING_INIT;

  fold (&folding, text != NULL ? text : "");
  for (guint i = 0; parts[i] != NULL; i++)
    find_part (&folding, &parts[i], ranges);
  g_array_sort (ranges, compare);

  return ranges;
}

/* (transfer full): the words of what was typed, folded, as they follow each other. */
static char **
split_phrase (const char *phrase)
{
  g_autofree char *folded = kin_text_fold (phrase);
  GPtrArray *parts = g_ptr_array_new ();
  const char *start = NULL;

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gboolean is_in_word = *at != '\0' && is_letter (at);

      if (is_in_word && start == NULL)
        start = at;
      if (!is_in_word && start != NULL)
        {
          g_ptr_array_add (parts, g_strndup (start, (gsize) (at - start)));
          start = NULL;
        }
      if (*at == '\0')
        break;
    }
  g_ptr_array_add (parts, NULL);

  return (char **) g_ptr_array_free (parts, FALSE);
}

static const char *
skip_signs (const char *at)
{
  while (*at != '\0' && !is_letter (at))
    at = g_utf8_next_char (at);

  return at;
}

/* Returns: (nullable): where the phrase ends that begins at @at. */
static const char *
match_phrase (const char   *folded,
              const char   *at,
              char * const *parts)
{
  for (; *parts != NULL; parts++)
    {
      gsize length = strlen (*parts);
      gboolean prefix = parts[1] == NULL && g_utf8_strlen (*parts, -1) > 1;

      if (!g_str_has_prefix (at, *parts) || !is_word_at (folded, at, length, prefix))
        return NULL;

      at = parts[1] != NULL ? skip_signs (at + length) : at + length;
    }

  return at;
}

/**
 * kin_text_find_phrase:
 * @text: (nullable): text of a clinic, valid UTF-8
 * @phrase: what a person typed to find a place in it
 *
 * Where the words stand one after the other, over the ends of lines too; the last one as the
 * beginning of a word. Accents, capitals, and signs between words make no difference.
 *
 * Returns: (transfer full) (element-type KinTextRange): the places, in bytes of @text, in order
 */
GArray *
kin_text_find_phrase (const char *text,
                      const char *phrase)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (KinTextRange));
  g_auto (GStrv) parts = split_phrase (phrase);
  g_auto (Folding) folding = FOLDING_INIT;
  const char *at;

  if (parts[0] == NULL)
    return ranges;

  fold (&folding, text != NULL ? text : "");
  at = folding.folded->str;
  while ((at = strstr (at, parts[0])) != NULL)
    {
      const char *end = match_phrase (folding.folded->str, at, parts);
      gsize first = (gsize) (at - folding.folded->str);

      if (end != NULL)
        {
          gsize last = (gsize) (end - folding.folded->str) - 1;
          KinTextRange range = { g_array_index (folding.places, KinTextRange, first).start,
                                 g_array_index (folding.places, KinTextRange, last).end };

          g_array_append_val (ranges, range);
        }
      at = end != NULL ? end : g_utf8_next_char (at);
    }

  return ranges;
}

/**
 * kin_text_has_all:
 * @text: (nullable): text of a clinic, valid UTF-8
 * @words: what a person typed to find something
 *
 * Returns: whether each of the words stands there
 */
gboolean
kin_text_has_all (const char *text,
                  const char *words)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (KinTextRange));
  g_auto (GStrv) parts = kin_text_to_words (words);
  g_auto (Folding) folding = FOLDING_INIT;

  fold (&folding, text != NULL ? text : "");
  for (guint i = 0; parts[i] != NULL; i++)
    if (!find_more (&folding, &parts[i], ranges))
      return FALSE;

  return TRUE;
}

/* Not in the middle of a word, where there are spaces between them. */
static const char *
find_start (const char *line,
            const char *found)
{
  const char *at = found;
  const char *start = found;

  for (guint i = 0; i < BEFORE && at > line; i++)
    {
      at = g_utf8_prev_char (at);
      if (at == line || at[-1] == ' ' || g_unichar_iswide (g_utf8_get_char (at)))
        start = at;
    }

  return start;
}

static const char *
find_end (const char *found)
{
  const char *at = found;
  const char *end = found;

  for (guint i = 0; i < AFTER && *at != '\0'; i++)
    {
      at = g_utf8_next_char (at);
      if (*at == '\0' || *at == ' ' || g_unichar_iswide (g_utf8_get_char (at)))
        end = at;
    }

  return end > found ? end : at;
}

/* Those of the words that @shown does not say, each where it stands in @parts. */
static GPtrArray *
choose_not_shown (char * const *parts,
                  const char   *shown)
{
  GPtrArray *wanted = g_ptr_array_new ();
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (KinTextRange));
  g_auto (Folding) above = FOLDING_INIT;

  fold (&above, shown != NULL ? shown : "");
  for (guint i = 0; parts[i] != NULL; i++)
    if (!find_more (&above, &parts[i], said))
      g_ptr_array_add (wanted, (gpointer) &parts[i]);

  return wanted;
}

/* Most lines of a long letter have none of the words, which is soon seen. */
static gboolean
may_have (const char *line,
          GPtrArray  *wanted)
{
  g_autofree char *small = NULL;

  if (!g_str_is_ascii (line))
    return TRUE;

  small = g_ascii_strdown (line, -1);
  for (guint i = 0; i < wanted->len; i++)
    if (strstr (small, *(char **) g_ptr_array_index (wanted, i)) != NULL)
      return TRUE;

  return FALSE;
}

/* The first place in a line where one of the words stands; NULL where none does. */
static const char *
find_first (const char *line,
            GPtrArray  *wanted)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (KinTextRange));
  g_auto (Folding) folding = FOLDING_INIT;

  if (!may_have (line, wanted))
    return NULL;

  fold (&folding, line);
  for (guint i = 0; i < wanted->len; i++)
    find_part (&folding, g_ptr_array_index (wanted, i), ranges);
  g_array_sort (ranges, compare);

  return ranges->len > 0 ? line + g_array_index (ranges, KinTextRange, 0).start : NULL;
}

/* What stands around a place in a line. */
static char *
cut_out (const char *line,
         const char *place)
{
  const char *start = find_start (line, place);
  const char *end = find_end (place);
  g_autofree char *part = g_strstrip (g_strndup (start, (gsize) (end - start)));

  return g_strconcat (start > line ? "…" : "", part, *end != '\0' ? "…" : "", NULL);
}

/**
 * kin_text_extract:
 * @text: lines of text, valid UTF-8
 * @words: what a person typed to find something
 * @shown: (nullable): what is shown already; words that stand there are not looked for
 *
 * The words in their surroundings: the part of a line where the first of them stands. Of what
 * comes after that line nothing is read.
 *
 * Returns: (transfer full) (nullable): the part, with "…" where something was left out; %NULL
 *   when none of the words is there
 */
char *
kin_text_extract (const char *text,
                  const char *words,
                  const char *shown)
{
  g_auto (GStrv) parts = kin_text_to_words (words);
  g_autoptr (GPtrArray) wanted = choose_not_shown (parts, shown);

  while (wanted->len > 0 && *text != '\0')
    {
      gsize length = strcspn (text, "\n");
      g_autofree char *line = g_strndup (text, length);
      const char *place = find_first (line, wanted);

      if (place != NULL)
        return cut_out (line, place);

      text += text[length] == '\n' ? length + 1 : length;
    }

  return NULL;
}
