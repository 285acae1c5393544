/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-file-words.h"
#include "kin-html-words.h"
#include "kin-text.h"

/* More than this is saved as a copy instead: one label does not scroll a book smoothly. */
#define MOST_TEXT (256 * 1024)

/**
 * kin_file_is_kind:
 * @content_type: (nullable): as the clinic sent it, with or without parameters
 * @kind: such as "text/plain"
 *
 * Returns: whether it is of that kind
 */
gboolean
kin_file_is_kind (const char *content_type,
                  const char *kind)
{
  gsize length = strlen (kind);

  return content_type != NULL && g_ascii_strncasecmp (content_type, kind, length) == 0 &&
         (content_type[length] == '\0' || content_type[length] == ';' ||
          content_type[length] == ' ');
}

/**
 * kin_file_to_text:
 * @content_type: (nullable): as the clinic sent it
 * @bytes: a document
 *
 * Plain text and simple pages can be read here; every other kind is decoded by nobody in this
 * program.
 *
 * Returns: (transfer full) (nullable): the words in it
 */
char *
kin_file_to_text (const char *content_type,
                  GBytes     *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;

  if (length == 0 || length > MOST_TEXT ||
      !(kin_file_is_kind (content_type, "text/plain") ||
        kin_file_is_kind (content_type, "text/html") ||
        kin_file_is_kind (content_type, "application/xhtml+xml")))
    return NULL;

  text = g_utf8_make_valid (data, (gssize) length);
  plain = kin_file_is_kind (content_type, "text/plain") ? g_strdup (text)
                                                        : kin_html_to_words (text);

  return kin_text_isolate_lines (plain);
}

static const struct
{
  const char *kind;
  const char *ending;
} endings[] = {
  { "application/pdf", ".pdf" }, { "text/plain", ".txt" }, { "text/html", ".html" },
  { "image/jpeg", ".jpg" }, { "image/png", ".png" }, { "text/rtf", ".rtf" },
  { "application/rtf", ".rtf" }, { "application/xml", ".xml" }, { "text/xml", ".xml" },
  { "image/tiff", ".tif" }, { "application/dicom", ".dcm" }, { "text/calendar", ".ics" },
};

/**
 * kin_file_to_name:
 * @content_type: (nullable): as the clinic sent it
 *
 * A name for a copy that says nothing about the person.
 *
 * Returns: (transfer full): such as "Document.pdf"
 */
char *
kin_file_to_name (const char *content_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (kin_file_is_kind (content_type, endings[i].kind))
      /* Translators: the suggested name of a copy, before its ending. */
      return g_strconcat (_("Document"), endings[i].ending, NULL);

  return g_strdup (_("Document"));
}
