/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-file-words.h"
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

static const struct
{
  const char *name;
  const char *text;
} signs[] = {
  { "&nbsp;", " " }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
  { "&amp;", "&" },
};

/* Whether the tag at @tag begins a new line, and whether what it holds is not for reading. */
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

/* Past the tag at @tag; past all that it holds where that is not for reading. */
static const char *
skip_tag (const char *tag)
{
  const char *end;

  if (*tag != '/' && (is_tag (tag, "style") || is_tag (tag, "script")))
    {
      const char *close = is_tag (tag, "style") ? "</style" : "</script";

      while (*tag != '\0' && g_ascii_strncasecmp (tag, close, strlen (close)) != 0)
        tag++;
    }

  end = strchr (tag, '>');

  return end != NULL ? end + 1 : tag + strlen (tag);
}

static const char *
append_sign (GString    *text,
             const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i].name))
      {
        g_string_append (text, signs[i].text);
        return at + strlen (signs[i].name);
      }

  g_string_append_c (text, *at);
  return at + 1;
}

/* Blank runs become one space or one empty line. */
static void
append_blank (GString *text,
              char     blank)
{
  if (blank == '\n' && !g_str_has_suffix (text->str, "\n\n") && text->len > 0)
    g_string_append_c (text, '\n');
  else if (blank == ' ' && text->len > 0 && !g_ascii_isspace (text->str[text->len - 1]))
    g_string_append_c (text, ' ');
}

/* The words of a page, without what would be run, loaded or drawn. */
static char *
strip_tags (const char *page)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (*page != '\0')
    if (*page == '<')
      {
        if (begins_line (page + 1))
          append_blank (text, '\n');
        page = skip_tag (page + 1);
      }
    else if (*page == '&')
      page = append_sign (text, page);
    else if (g_ascii_isspace (*page))
      append_blank (text, *page++ == '\0' ? '\0' : ' ');
    else
      g_string_append_c (text, *page++);

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
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
  plain = kin_file_is_kind (content_type, "text/plain") ? g_strdup (text) : strip_tags (text);

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
