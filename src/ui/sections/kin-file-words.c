/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-document-words.h"
#include "kin-file-kind.h"
#include "kin-file-words.h"
#include "kin-text.h"

/* More than this is saved as a copy instead: one label does not scroll a book smoothly. */
#define MOST_TEXT (256 * 1024)

/**
 * kin_file_to_text:
 * @kind: what kin_file_kind_find() found
 * @bytes: a document
 *
 * Returns: (transfer full) (nullable): the words in it, where it can be read here
 */
char *
kin_file_to_text (const char *kind,
                  GBytes     *bytes)
{
  g_autofree char *words = kin_document_to_words (kind, bytes, KIN_DOCUMENT_MOST_BYTES);

  return words != NULL && strlen (words) <= MOST_TEXT ? kin_text_isolate_lines (words) : NULL;
}

/**
 * kin_file_to_name:
 * @kind: what kin_file_kind_find() found
 *
 * A name for a copy that says nothing about the person.
 *
 * Returns: (transfer full): such as "Document.pdf"
 */
char *
kin_file_to_name (const char *kind)
{
  /* Translators: the suggested name of a copy, before its ending. */
  return g_strconcat (_("Document"), kin_file_kind_get_ending (kind), NULL);
}

/**
 * kin_file_missing_get_words:
 * @may_come: whether it is known where the document is
 *
 * Returns: what is said in place of a document that is not here
 */
const char *
kin_file_missing_get_words (gboolean may_come)
{
  return may_come ? _("A document belongs here, and has not arrived. Check for new, or ask the"
                      " clinic for it.")
                  : _("A document belongs here, and came damaged. Ask the clinic for it.");
}
