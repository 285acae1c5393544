/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

char     *kin_words_clean       (char        *text);
gboolean  kin_words_say_nothing (const char  *words);
void      kin_words_shorten_line (GString    *text,
                                 gsize        start,
                                 guint        n_characters);
gboolean  kin_words_append      (GString     *line,
                                 KinJsonNode  node);
gboolean  kin_words_append_node (GString     *line,
                                 KinJsonNode  node,
                                 KinJsonNode  resource);
gboolean  kin_words_append_code (GString     *line,
                                 KinJsonNode  node,
                                 KinJsonNode  resource);
gboolean  kin_words_append_name (GString     *line,
                                 KinJsonNode  name);
char     *kin_words_from_text   (KinJsonNode  node);
char     *kin_words_from_node   (KinJsonNode  node,
                                 KinJsonNode  resource);
char     *kin_words_from_code   (KinJsonNode  node,
                                 KinJsonNode  resource);
char     *kin_words_from_name   (KinJsonNode  name);
char     *kin_words_from_number (KinJsonNode  node);

G_END_DECLS
