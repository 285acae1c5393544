/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a page most says how the words look; a longer one is no letter. */
#define KIN_DOCUMENT_MOST_BYTES (4 * 1024 * 1024)

gboolean  kin_document_has_words (const char *kind);
char     *kin_document_to_words  (const char *kind,
                                  GBytes     *bytes);

G_END_DECLS
