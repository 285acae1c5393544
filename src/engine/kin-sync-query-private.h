/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-portal.h"
#include "kin-sync-query.h"
#include "kin-sync-topic-private.h"

G_BEGIN_DECLS

/**
 * KinSyncTerms:
 *
 * What all questions of one plan share.
 */
typedef struct
{
  KinPortal       *portal;
  const KinQuirks *quirks;
  const char      *scope;
  const char      *patient;
  GDateTime       *now;
  GHashTable      *ledger;
} KinSyncTerms;

KinSyncQuery         *kin_sync_query_new       (const KinSyncTopic *topic,
                                                const char         *filter);
KinSyncQuery         *kin_sync_query_make      (const KinSyncTerms *terms,
                                                const KinSyncTopic *topic,
                                                const char         *person,
                                                const char         *filter);
const KinLedgerEntry *kin_sync_query_find_line (const KinSyncTerms *terms,
                                                const KinSyncTopic *topic,
                                                const char         *filter);

G_END_DECLS
