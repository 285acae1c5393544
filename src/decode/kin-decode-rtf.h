/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  kin_decode_is_rtf       (GBytes *bytes);
char     *kin_decode_rtf_to_words (GBytes *bytes,
                                   gsize   most);

G_END_DECLS
