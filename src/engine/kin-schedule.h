/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-sync-run.h"

G_BEGIN_DECLS

#define KIN_TYPE_SCHEDULE (kin_schedule_get_type ())

G_DECLARE_FINAL_TYPE (KinSchedule, kin_schedule, KIN, SCHEDULE, GObject)

KinSchedule  *kin_person_get_schedule    (KinPerson     *person);

gboolean      kin_schedule_check         (KinSchedule   *self,
                                          KinConnection *connection);
gboolean      kin_schedule_check_due     (KinSchedule     *self,
                                          GNetworkMonitor *network,
                                          GDateTime       *now);
void          kin_schedule_keep_up       (KinSchedule   *self);
void          kin_schedule_stop          (KinSchedule   *self);
void          kin_schedule_leave_async   (KinSchedule         *self,
                                          KinConnection       *connection,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean      kin_schedule_leave_finish  (KinSchedule   *self,
                                          GAsyncResult  *result,
                                          GError       **error);
gboolean      kin_schedule_has_left      (KinSchedule         *self,
                                          KinConnection       *connection);
void          kin_schedule_let_back      (KinSchedule   *self,
                                          KinConnection *connection);
KinSyncRun   *kin_schedule_get_run       (KinSchedule   *self);
const GError *kin_schedule_get_error     (KinSchedule   *self,
                                          KinConnection *connection);

G_END_DECLS
