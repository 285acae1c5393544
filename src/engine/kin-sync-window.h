/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-ledger.h"
#include "kin-portal.h"

G_BEGIN_DECLS

/**
 * KinSyncWindow:
 * @KIN_SYNC_WHOLE: everything there is
 * @KIN_SYNC_BY_DATE: what happened lately, and with it recent corrections
 * @KIN_SYNC_BY_CHANGE: what was changed since the last time
 *
 * How much a question asks for, each less than the one before it.
 */
typedef enum
{
  KIN_SYNC_WHOLE,
  KIN_SYNC_BY_DATE,
  KIN_SYNC_BY_CHANGE,
  KIN_SYNC_N_WINDOWS,
} KinSyncWindow;

gboolean    kin_sync_window_is_recent     (const char           *instant,
                                           GDateTime            *now);
gboolean    kin_sync_window_is_due        (const KinLedgerEntry *line,
                                           GDateTime            *now);
const char *kin_sync_window_get_parameter (KinSyncWindow         window);
char       *kin_sync_window_dup_from      (KinSyncWindow         window,
                                           KinPortal            *portal,
                                           const char           *type,
                                           const KinLedgerEntry *line,
                                           GDateTime            *now);

G_END_DECLS
