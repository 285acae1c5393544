/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-query.h"

G_BEGIN_DECLS

#define KIN_TYPE_SYNC_PLAN (kin_sync_plan_get_type ())

G_DECLARE_FINAL_TYPE (KinSyncPlan, kin_sync_plan, KIN, SYNC_PLAN, GObject)

KinSyncPlan *kin_sync_plan_new         (KinPortal   *portal,
                                        const char  *scope,
                                        const char  *patient_id,
                                        GDateTime   *now,
                                        GHashTable  *ledger);
GPtrArray   *kin_sync_plan_get_queries (KinSyncPlan *self);

G_END_DECLS
