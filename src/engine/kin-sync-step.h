/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinSyncState:
 * @KIN_SYNC_WAITING: not asked yet
 * @KIN_SYNC_RUNNING: pages are coming
 * @KIN_SYNC_ANSWERED: whole, to the last page
 * @KIN_SYNC_REFUSED: the portal said no
 * @KIN_SYNC_FAILED: it broke off; the next run goes on from there
 * @KIN_SYNC_SKIPPED: not asked, for the reason given
 */
typedef enum
{
  KIN_SYNC_WAITING,
  KIN_SYNC_RUNNING,
  KIN_SYNC_ANSWERED,
  KIN_SYNC_REFUSED,
  KIN_SYNC_FAILED,
  KIN_SYNC_SKIPPED,
} KinSyncState;

#define KIN_TYPE_SYNC_STATE (kin_sync_state_get_type ())

GType       kin_sync_state_get_type (void) G_GNUC_CONST;
const char *kin_sync_state_get_id   (KinSyncState state);

#define KIN_TYPE_SYNC_STEP (kin_sync_step_get_type ())

G_DECLARE_FINAL_TYPE (KinSyncStep, kin_sync_step, KIN, SYNC_STEP, GObject)

KinSyncStep  *kin_sync_step_new         (const char   *query);
const char   *kin_sync_step_get_query   (KinSyncStep  *self);
KinSyncState  kin_sync_step_get_state   (KinSyncStep  *self);
const char   *kin_sync_step_get_reason  (KinSyncStep  *self);
guint         kin_sync_step_get_pages   (KinSyncStep  *self);
guint64       kin_sync_step_get_stored  (KinSyncStep  *self);
const char   *kin_sync_step_get_updated (KinSyncStep  *self);
const char   *kin_sync_step_get_oldest  (KinSyncStep  *self);
const char   *kin_sync_step_get_newest  (KinSyncStep  *self);
guint64       kin_sync_step_get_received (KinSyncStep *self);
gboolean      kin_sync_step_get_changes_only (KinSyncStep *self);
void          kin_sync_step_set_state   (KinSyncStep  *self,
                                         KinSyncState  state,
                                         const char   *reason);
void          kin_sync_step_set_counts  (KinSyncStep  *self,
                                         guint         pages,
                                         guint64       stored);
void          kin_sync_step_set_updated (KinSyncStep  *self,
                                         const char   *updated);
void          kin_sync_step_set_history (KinSyncStep  *self,
                                         const char   *oldest,
                                         const char   *newest,
                                         guint64       received,
                                         gboolean      changes_only);

G_END_DECLS
