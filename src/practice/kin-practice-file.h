/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinPracticeEntry:
 *
 * A resource in a file, before anything is made of it.
 */
typedef struct
{
  KinJson    *json;        /* keeps @node alive */
  KinJsonNode node;
  char       *full_url;    /* what its Bundle calls it, or NULL */
  gint64      modified;    /* when the file was written, microseconds since 1970 */
} KinPracticeEntry;

GPtrArray *kin_practice_file_read  (const char        *path,
                                    GError           **error);
void       kin_practice_entry_free (KinPracticeEntry  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeEntry, kin_practice_entry_free)

G_END_DECLS
