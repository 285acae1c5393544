/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a page most says how the words look; a longer one is no letter. */
#define KIN_DOCUMENT_MOST_BYTES (4 * 1024 * 1024)

/* The rest of a longer letter is found by opening it. */
#define KIN_DOCUMENT_MOST_WORDS (256 * 1024)

/* Scans are large, and have no words. */
#define KIN_DOCUMENT_MOST_DECODED (32 * 1024 * 1024)

/* Goes up when the decoder finds more words, or reads more kinds: letters are looked through again
 * then. */
#define KIN_DOCUMENT_WORDS_VERSION 2

gboolean  kin_document_has_words  (const char *kind);
gboolean  kin_document_is_decoded (const char *kind);
char     *kin_document_to_words   (const char *kind,
                                   GBytes     *bytes,
                                   gsize       most);

G_END_DECLS
