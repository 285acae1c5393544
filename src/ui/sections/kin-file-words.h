/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  kin_file_is_kind (const char *content_type,
                            const char *kind);
char     *kin_file_to_text (const char *content_type,
                            GBytes     *bytes);
char     *kin_file_to_name (const char *content_type);

G_END_DECLS
