/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-document-words"

#include "config.h"

#include "kin-document-words.h"
#include "kin-html-words.h"

/**
 * kin_document_has_words:
 * @kind: what kin_file_kind_find() found
 *
 * Plain text and simple pages can be read; every other kind is decoded by nobody in this process.
 *
 * Returns: whether documents of that kind can be read as words
 */
gboolean
kin_document_has_words (const char *kind)
{
  static const char *const kinds[] = { "text/plain", "text/html", "application/xhtml+xml", NULL };

  return g_strv_contains (kinds, kind);
}

/**
 * kin_document_is_decoded:
 * @kind: what kin_file_kind_find() found
 *
 * Returns: whether a program of its own may find words in documents of that kind
 */
gboolean
kin_document_is_decoded (const char *kind)
{
  return g_str_equal (kind, "application/pdf") || g_str_equal (kind, "application/rtf");
}

/**
 * kin_document_to_words:
 * @kind: what kin_file_kind_find() found
 * @bytes: a document
 * @most: after about so many bytes of words the rest is not read; %KIN_DOCUMENT_MOST_BYTES for all
 *
 * Returns: (transfer full) (nullable): the words in it, in UTF-8; %NULL where nothing can be read,
 *   or it is longer than %KIN_DOCUMENT_MOST_BYTES
 */
char *
kin_document_to_words (const char *kind,
                       GBytes     *bytes,
                       gsize       most)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;

  if (length == 0 || length > KIN_DOCUMENT_MOST_BYTES || !kin_document_has_words (kind))
    return NULL;

  if (g_str_equal (kind, "text/plain"))
    return g_utf8_make_valid (data, (gssize) MIN (length, most));

  text = g_utf8_make_valid (data, (gssize) length);

  return kin_html_to_words (text, most);
}
