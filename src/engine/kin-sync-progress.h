/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-sync-step.h"

G_BEGIN_DECLS

#define KIN_TYPE_SYNC_PROGRESS (kin_sync_progress_get_type ())

G_DECLARE_FINAL_TYPE (KinSyncProgress, kin_sync_progress, KIN, SYNC_PROGRESS, GObject)

GListModel *kin_sync_progress_get_steps       (KinSyncProgress *self);
guint       kin_sync_progress_get_requests    (KinSyncProgress *self);
guint64     kin_sync_progress_get_resources   (KinSyncProgress *self);
guint64     kin_sync_progress_get_stored      (KinSyncProgress *self);
guint64     kin_sync_progress_get_unchanged   (KinSyncProgress *self);
guint64     kin_sync_progress_get_quarantined (KinSyncProgress *self);
guint       kin_sync_progress_get_missing     (KinSyncProgress *self);
gboolean    kin_sync_progress_get_complete    (KinSyncProgress *self);

G_END_DECLS
