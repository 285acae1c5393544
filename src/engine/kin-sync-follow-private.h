/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-ask-private.h"
#include "kin-sync-harvest-private.h"
#include "kin-sync-progress-private.h"

G_BEGIN_DECLS

void     kin_sync_follow_async  (KinSyncContext       *context,
                                 KinSyncHarvest       *harvest,
                                 KinSyncProgress      *progress,
                                 const KinLedgerEntry *before,
                                 gboolean              again,
                                 gboolean              full,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean kin_sync_follow_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
