/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *kin_file_to_text           (const char *kind,
                                        GBytes     *bytes);
char       *kin_file_to_name           (const char *kind);
const char *kin_file_missing_get_words (gboolean may_come);

G_END_DECLS
