/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-record-store.h"
#include "kin-sync-progress.h"

G_BEGIN_DECLS

KinSyncProgress *kin_sync_progress_new          (void);
KinSyncStep     *kin_sync_progress_add_step     (KinSyncProgress       *self,
                                                 const char            *query);
void             kin_sync_progress_drop_step    (KinSyncProgress       *self,
                                                 const char            *query);
void             kin_sync_progress_count_page   (KinSyncProgress       *self,
                                                 const char            *query,
                                                 const KinIngestCounts *counts);
void             kin_sync_progress_set_requests (KinSyncProgress       *self,
                                                 guint                  requests);
void             kin_sync_progress_set_missing  (KinSyncProgress       *self,
                                                 guint                  missing);
void             kin_sync_progress_end          (KinSyncProgress       *self);
KinSyncState     kin_sync_state_from_outcome    (KinOutcome             outcome);

G_END_DECLS
