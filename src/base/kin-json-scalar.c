/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-private.h"

/* The byte there, or 0 at the end: no grammar rule wants a zero byte. */
static inline guchar
peek (const guchar *at,
      const guchar *end)
{
  return at < end ? *at : 0;
}

static inline gboolean
is_tail (guchar byte)
{
  return (byte & 0xc0) == 0x80;
}

/* One character outside ASCII, by table 3-7 of the Unicode standard: no
 * overlong forms, no surrogates, nothing above U+10FFFF. */
static const guchar *
read_character (const guchar   *at,
                const guchar   *end,
                KinJsonRefusal *refusal)
{
  gsize left = (gsize) (end - at);
  guchar lead = at[0];
  guchar second = left > 1 ? at[1] : 0;

  if (lead >= 0xc2 && lead <= 0xdf && is_tail (second))
    return at + 2;

  if ((lead & 0xf0) == 0xe0 && left > 2 && is_tail (second) && is_tail (at[2])
      && !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second > 0x9f))
    return at + 3;

  if (lead >= 0xf0 && lead <= 0xf4 && left > 3 && is_tail (second)
      && is_tail (at[2]) && is_tail (at[3])
      && !(lead == 0xf0 && second < 0x90) && !(lead == 0xf4 && second > 0x8f))
    return at + 4;

  return kin_json_refuse (refusal, at, KIN_JSON_ERROR_ENCODING, "text is not UTF-8");
}

static const guchar *
read_escape (const guchar   *at,
             const guchar   *end,
             KinJsonRefusal *refusal)
{
  switch (peek (at + 1, end))
    {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
      return at + 2;

    case 'u':
      for (guint i = 2; i < 6; i++)
        {
          if (!g_ascii_isxdigit (peek (at + i, end)))
            return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "bad \\u escape");
        }
      if (memcmp (at + 2, "0000", 4) == 0)
        return kin_json_refuse (refusal, at, KIN_JSON_ERROR_NUL, "U+0000 in a string");
      return at + 6;

    default:
      return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "unknown escape");
    }
}

static const guchar *
skip_digits (const guchar *at,
             const guchar *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;

  return at;
}

/*
 * kin_json_read_string:
 * @at: its first quote
 * @end: the end of the document
 * @token: marked when there is an escape
 * @refusal: (out): why it is refused
 *
 * Returns: (nullable): the place after its last quote
 */
const guchar *
kin_json_read_string (const guchar   *at,
                      const guchar   *end,
                      KinJsonToken   *token,
                      KinJsonRefusal *refusal)
{
  const guchar *start = at;

  at = kin_json_skip_plain (at + 1, end);
  while (peek (at, end) != '"')
    {
      if (at >= end)
        return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "string without an end");
      if (*at < ' ')
        return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "control character");

      if (*at == '\\')
        {
          token->kind |= KIN_JSON_TOKEN_ESCAPED;
          at = read_escape (at, end, refusal);
        }
      else
        {
          at = read_character (at, end, refusal);
        }
      if (at == NULL)
        return NULL;

      if (peek (at, end) < 0x80)
        at = kin_json_skip_plain (at, end);
    }

  if (at - start - 1 > (gssize) KIN_JSON_MAX_STRING)
    return kin_json_refuse (refusal, start, KIN_JSON_ERROR_TOO_LARGE, "string too long");

  return at + 1;
}

/*
 * kin_json_read_number:
 * @at: its sign or first digit
 * @end: the end of the document
 * @token: left alone
 * @refusal: (out): why it is refused
 *
 * Any length and any exponent: a number stays text.
 *
 * Returns: (nullable): the place after its last digit
 */
const guchar *
kin_json_read_number (const guchar   *at,
                      const guchar   *end,
                      KinJsonToken   *token,
                      KinJsonRefusal *refusal)
{
  const guchar *digits = *at == '-' ? at + 1 : at;

  at = skip_digits (digits, end);
  if (at == digits || (*digits == '0' && at - digits > 1))
    return kin_json_refuse (refusal, digits, KIN_JSON_ERROR_SYNTAX, "bad number");

  if (peek (at, end) == '.')
    {
      digits = at + 1;
      at = skip_digits (digits, end);
      if (at == digits)
        return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "no digit after the point");
    }

  if (peek (at, end) == 'e' || peek (at, end) == 'E')
    {
      guchar sign = peek (at + 1, end);

      digits = sign == '+' || sign == '-' ? at + 2 : at + 1;
      at = skip_digits (digits, end);
      if (at == digits)
        return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "no digit in the exponent");
    }

  return at;
}

/*
 * kin_json_read_word:
 * @at: its first letter
 * @end: the end of the document
 * @token: says which word it has to be
 * @refusal: (out): why it is refused
 *
 * Returns: (nullable): the place after `true`, `false` or `null`
 */
const guchar *
kin_json_read_word (const guchar   *at,
                    const guchar   *end,
                    KinJsonToken   *token,
                    KinJsonRefusal *refusal)
{
  static const char *const words[] = {
    [KIN_JSON_NULL] = "null",
    [KIN_JSON_FALSE] = "false",
    [KIN_JSON_TRUE] = "true",
  };
  const char *word = words[KIN_JSON_TOKEN_TYPE (token)];
  gsize length = strlen (word);

  if ((gsize) (end - at) < length || memcmp (at, word, length) != 0)
    return kin_json_refuse (refusal, at, KIN_JSON_ERROR_SYNTAX, "unknown word");

  return at + length;
}
