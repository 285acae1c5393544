/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint   kin_decode_tiff_count (GBytes *bytes,
                               guint   most);
GBytes *kin_decode_tiff_page  (GBytes *bytes,
                               guint   number);

G_END_DECLS
