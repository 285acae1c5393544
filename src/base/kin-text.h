/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * kin_text_append:
 * @to: text to add to
 * @text: what to add; no zero byte is needed after it
 * @length: its length in bytes
 *
 * g_string_append_len(), without a call where there is room: a page is thousands of short texts.
 */
static inline void
kin_text_append (GString    *to,
                 const char *text,
                 gsize       length)
{
  if (G_UNLIKELY (length >= to->allocated_len - to->len))
    {
      g_string_append_len (to, text, (gssize) length);
      return;
    }

  memcpy (to->str + to->len, text, length);
  to->len += length;
  to->str[to->len] = '\0';
}

char  *kin_text_isolate       (const char *text);
char  *kin_text_isolate_lines (const char *text);
char  *kin_text_fold          (const char *text);
char  *kin_text_to_index      (const char *text);
char **kin_text_to_query      (const char *words);
char **kin_text_to_words      (const char *words);
char   kin_text_get_first     (gconstpointer data,
                               gsize         length);

G_END_DECLS
