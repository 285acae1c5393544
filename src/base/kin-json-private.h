/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "kin-json.h"

G_BEGIN_DECLS

#define KIN_JSON_MAX_TOKENS 5000000u
#define KIN_JSON_MAX_STRING (16u * 1024 * 1024)

#define KIN_JSON_TOKEN_COUNT(token) ((token)->kind >> 8)

typedef struct
{
  const guchar *at;
  KinJsonError  code;
  const char   *reason;
} KinJsonRefusal;

/* Every step of the scan answers with the place after what it read. This notes
 * why there is none. */
static inline const guchar *
kin_json_refuse (KinJsonRefusal *refusal,
                 const guchar   *at,
                 KinJsonError    code,
                 const char     *reason)
{
  *refusal = (KinJsonRefusal) { at, code, reason };

  return NULL;
}

/* Skips what needs no second look inside a string. What is left of a byte without a space is
 * below zero for control bytes and, with signs, for the bytes of longer UTF-8 characters. */
static inline const guchar *
kin_json_skip_plain (const guchar *at,
                     const guchar *end)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i backslash = _mm_set1_epi8 ('\\');
  const __m128i space = _mm_set1_epi8 (' ');

  for (; end - at >= 16; at += 16)
    {
      __m128i block = _mm_loadu_si128 ((const __m128i *) (const void *) at);
      __m128i stops = _mm_or_si128 (_mm_or_si128 (_mm_cmpeq_epi8 (block, quote),
                                                  _mm_cmpeq_epi8 (block, backslash)),
                                    _mm_subs_epi8 (block, space));
      guint mask = (guint) _mm_movemask_epi8 (stops);

      if (mask != 0)
        return at + __builtin_ctz (mask);
    }
#endif

  while (at < end && *at >= ' ' && *at < 0x80 && *at != '"' && *at != '\\')
    at++;

  return at;
}

KinJsonToken *kin_json_scan           (const char          *text,
                                       gsize                length,
                                       guint32             *n_tokens,
                                       GError             **error);
const guchar *kin_json_read_string    (const guchar        *at,
                                       const guchar        *end,
                                       KinJsonToken        *token,
                                       KinJsonRefusal      *refusal);
const guchar *kin_json_read_number    (const guchar        *at,
                                       const guchar        *end,
                                       KinJsonToken        *token,
                                       KinJsonRefusal      *refusal);
const guchar *kin_json_read_word      (const guchar        *at,
                                       const guchar        *end,
                                       KinJsonToken        *token,
                                       KinJsonRefusal      *refusal);
gboolean      kin_json_names_repeat   (const char          *text,
                                       const KinJsonToken  *object);
gboolean      kin_json_is_other_encoding
                                      (const guchar        *text,
                                       gsize                length);
gsize         kin_json_unescape       (const char          *raw,
                                       gsize                length,
                                       char                *plain);

G_END_DECLS
