/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KIN_DECODE_DONE 0
#define KIN_DECODE_NOT_READABLE 3

GBytes  *kin_decode_read_all  (int           input,
                               gsize         most);
gboolean kin_decode_write_all (int           output,
                               const void   *bytes,
                               gsize         length);

G_END_DECLS
