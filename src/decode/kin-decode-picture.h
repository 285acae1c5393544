/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A small file can say that it has very many. */
#define KIN_DECODE_MOST_PIXELS (100 * 1000 * 1000)

GdkPixbuf *kin_decode_load_picture (GBytes    *bytes,
                                    GCallback  size_prepared,
                                    gpointer   user_data);
int        kin_decode_picture      (int        input,
                                    int        output,
                                    int        side);

G_END_DECLS
