/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-store-kit.h"

G_BEGIN_DECLS

/* Asks something of a record, and writes what it answers into @answer. */
typedef gboolean (*RecordAskFunc) (KinRecordStore  *store,
                                   GString         *answer,
                                   GError         **error);

typedef struct
{
  const char    *name;
  RecordAskFunc  ask;
} RecordAsk;

/* Everything that can be asked for and asked about; the last of each has no name. */
extern const RecordAsk record_changes[];
extern const RecordAsk record_readings[];

void  record_fill (KitSet         *set);
char *record_dump (KinRecordStore *store);

G_END_DECLS
