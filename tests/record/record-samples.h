/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * SampleVisit:
 * @name: the file, and for NDJSON its line
 * @bytes: one document
 * @user_data: what the caller passed
 */
typedef void (*SampleVisit) (const char *name,
                             GBytes     *bytes,
                             gpointer    user_data);

KinJson *sample_parse (const char  *text);
GBytes  *sample_bytes (const char  *text);
char    *sample_find  (const char  *set);
guint    sample_walk  (const char  *set,
                       SampleVisit  visit,
                       gpointer     user_data);

G_END_DECLS
