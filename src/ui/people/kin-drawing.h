/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint       kin_drawing_get_n_drawings (void);
const char *kin_drawing_get_words      (guint drawing);
GBytes     *kin_drawing_get_pixels     (guint drawing);

G_END_DECLS
