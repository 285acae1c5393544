/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-database-private.h"

G_BEGIN_DECLS

#define KIN_CONTENT_HASH_LENGTH 32

gboolean  kin_chunks_write (KinDatabase  *database,
                            const char   *sql,
                            gint64        owner,
                            GBytes       *bytes,
                            GError      **error);
GBytes   *kin_chunks_read  (KinDatabase  *database,
                            const char   *sql,
                            gint64        owner,
                            guint64       size,
                            GError      **error);
void      kin_chunks_hash  (GBytes       *bytes,
                            guint8       *hash);
char     *kin_chunks_hash_to_text (const guint8 *hash);

G_END_DECLS
