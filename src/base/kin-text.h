/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *kin_text_isolate       (const char *text);
char  *kin_text_isolate_lines (const char *text);
char  *kin_text_fold          (const char *text);
char  *kin_text_to_index      (const char *text);
char **kin_text_to_query      (const char *words);

G_END_DECLS
