/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-private.h"

#define REPLACEMENT 0xfffdu

typedef struct
{
  const char *text;
  gsize       length;
  char       *spelled_out;
} Name;

static gunichar
read_hex (const char *digits)
{
  gunichar value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);

  return value;
}

/* A `\u` escape and, where it is the first half of a pair, its second half. Half
 * a pair becomes U+FFFD: portals cut long text in the middle of an emoji, and one
 * such cut must not cost the whole page. */
static gunichar
read_unicode (const char  *at,
              const char  *end,
              const char **after)
{
  gunichar first = read_hex (at + 2);
  gunichar second;

  *after = at + 6;
  if (first < 0xd800 || first > 0xdfff)
    return first;
  if (first > 0xdbff || end - at < 12 || at[6] != '\\' || at[7] != 'u')
    return REPLACEMENT;

  second = read_hex (at + 8);
  if (second < 0xdc00 || second > 0xdfff)
    return REPLACEMENT;
  *after = at + 12;

  return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

static char
read_short_escape (char letter)
{
  switch (letter)
    {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return letter;
    }
}

/*
 * kin_json_unescape:
 * @raw: the inside of a string that was accepted, without its quotes
 * @length: its length in bytes
 * @plain: (out caller-allocates): room for @length + 1 bytes
 *
 * Spells out all escapes. The text never gets longer.
 *
 * Returns: the length written, without the zero byte at the end
 */
gsize
kin_json_unescape (const char *raw,
                   gsize       length,
                   char       *plain)
{
  const char *end = raw + length;
  char *to = plain;

  while (raw < end)
    {
      const char *escape = memchr (raw, '\\', (gsize) (end - raw));
      gsize run = (gsize) ((escape != NULL ? escape : end) - raw);

      memcpy (to, raw, run);
      to += run;
      raw += run;
      if (escape == NULL)
        break;

      if (raw[1] == 'u')
        {
          to += g_unichar_to_utf8 (read_unicode (raw, end, &raw), to);
        }
      else
        {
          *to++ = read_short_escape (raw[1]);
          raw += 2;
        }
    }
  *to = '\0';

  return (gsize) (to - plain);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Name *one = a;
  const Name *other = b;

  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;

  return memcmp (one->text, other->text, one->length);
}

static void
clear_name (gpointer name)
{
  g_free (((Name *) name)->spelled_out);
}

/*
 * kin_json_names_repeat:
 * @text: the document
 * @object: an object on its tape
 *
 * Whether a name is there twice, `"a"` and `"\u0061"` being the same name. Sorts,
 * so that no choice of names makes it slow.
 */
gboolean
kin_json_names_repeat (const char         *text,
                       const KinJsonToken *object)
{
  const KinJsonToken *end = object + object->n_tokens;
  g_autoptr (GArray) names = g_array_sized_new (FALSE, FALSE, sizeof (Name),
                                                KIN_JSON_TOKEN_COUNT (object));

  g_array_set_clear_func (names, clear_name);
  for (const KinJsonToken *token = object + 1; token < end; token += 1 + token[1].n_tokens)
    {
      Name name = { .text = text + token->start + 1, .length = token->end - token->start - 2 };

      if (token->kind & KIN_JSON_TOKEN_ESCAPED)
        {
          name.spelled_out = g_malloc (name.length + 1);
          name.length = kin_json_unescape (name.text, name.length, name.spelled_out);
          name.text = name.spelled_out;
        }
      g_array_append_val (names, name);
    }

  g_array_sort (names, compare_names);
  for (guint i = 1; i < names->len; i++)
    {
      if (compare_names (&g_array_index (names, Name, i - 1), &g_array_index (names, Name, i)) == 0)
        return TRUE;
    }

  return FALSE;
}

/*
 * kin_json_is_other_encoding:
 * @text: a document
 * @length: its length in bytes
 *
 * Whether it is UTF-16 or UTF-32, or begins with a byte order mark. JSON starts with two
 * ASCII characters, so a zero byte among the first two is no UTF-8 text.
 */
gboolean
kin_json_is_other_encoding (const guchar *text,
                            gsize         length)
{
  if (length >= 2 && (text[0] == 0 || text[1] == 0))
    return TRUE;
  if (length >= 2 && ((text[0] == 0xfe && text[1] == 0xff) || (text[0] == 0xff && text[1] == 0xfe)))
    return TRUE;

  return length >= 3 && text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf;
}
