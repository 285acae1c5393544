/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinTextRange:
 *
 * A part of a text: bytes from @start up to @end, which does not belong to it.
 */
typedef struct
{
  guint start;
  guint end;
} KinTextRange;

GArray   *kin_text_find        (const char *text,
                                const char *words);
GArray   *kin_text_find_phrase (const char *text,
                                const char *phrase);
gboolean  kin_text_has_all     (const char *text,
                                const char *words);
char     *kin_text_extract     (const char *text,
                                const char *words,
                                const char *shown);

G_END_DECLS
