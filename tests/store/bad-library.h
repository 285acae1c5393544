/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Linked into a test, this is a database library with a bad day: of the calls of ours that
 * read or write, the one with the number @at fails once. */
void     bad_library_begin (guint at);
gboolean bad_library_end   (void);

G_END_DECLS
