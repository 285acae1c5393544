/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *kin_file_kind_find       (const char *said,
                                      GBytes     *bytes);
const char *kin_file_kind_from_name  (const char *name);
const char *kin_file_kind_get_ending (const char *kind);

G_END_DECLS
