/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Linked into a test, this is a bad day of the database library and of the disk: of our calls that
 * read or write, the one with the number @at fails once. */
void     bad_day_begin (guint at);
gboolean bad_day_end   (void);

G_END_DECLS
