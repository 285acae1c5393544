/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-ask-private.h"
#include "kin-sync-harvest-private.h"
#include "kin-sync-progress-private.h"

G_BEGIN_DECLS

/* The line of the ledger for things read one by one because something points at them. */
#define KIN_SYNC_REFERENCES "References"

void     kin_sync_follow_async  (KinSyncContext       *context,
                                 KinSyncHarvest       *harvest,
                                 KinSyncProgress      *progress,
                                 gboolean              again,
                                 gboolean              full,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean kin_sync_follow_finish (GAsyncResult         *result,
                                 GError              **error);
void     kin_sync_follow_note   (KinSyncContext       *context,
                                 guint                 page,
                                 KinOutcome            outcome,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

G_END_DECLS
