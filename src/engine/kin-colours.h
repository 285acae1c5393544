/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KIN_N_COLOURS:
 *
 * How many colours, each with a pattern, there are to mark the pages of people with.
 */
#define KIN_N_COLOURS 7

const char *kin_colours_get_id    (guint       number);
const char *kin_colours_find_free (GListModel *people);

G_END_DECLS
