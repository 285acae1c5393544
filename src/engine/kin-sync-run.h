/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-person.h"
#include "kin-sync-progress.h"

G_BEGIN_DECLS

#define KIN_TYPE_SYNC_RUN (kin_sync_run_get_type ())

G_DECLARE_FINAL_TYPE (KinSyncRun, kin_sync_run, KIN, SYNC_RUN, GObject)

KinSyncRun      *kin_sync_run_new            (KinPerson            *person,
                                              KinConnection        *connection,
                                              gboolean              full);
KinConnection   *kin_sync_run_get_connection (KinSyncRun           *self);
KinSyncProgress *kin_sync_run_get_progress   (KinSyncRun           *self);
void             kin_sync_run_be_patient     (KinSyncRun           *self);
void             kin_sync_run_start_async    (KinSyncRun           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         kin_sync_run_start_finish   (KinSyncRun           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
