/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection-state.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECTION (kin_connection_get_type ())

G_DECLARE_FINAL_TYPE (KinConnection, kin_connection, KIN, CONNECTION, GObject)

const char         *kin_connection_get_id           (KinConnection *self);
const char         *kin_connection_get_name         (KinConnection *self);
const char         *kin_connection_get_base         (KinConnection *self);
const char         *kin_connection_get_patient_id   (KinConnection *self);
const char         *kin_connection_get_last_success (KinConnection *self);
const char         *kin_connection_get_problem      (KinConnection *self);
gboolean            kin_connection_get_is_portal    (KinConnection *self);
KinConnectionState  kin_connection_get_state        (KinConnection *self);
const char         *kin_connection_get_state_id     (KinConnection *self);
gboolean            kin_connection_is_due           (KinConnection *self,
                                                     GDateTime     *now);
GDateTime          *kin_connection_dup_until        (KinConnection *self);
gboolean            kin_connection_get_stays        (KinConnection *self);
gboolean            kin_connection_get_each_time    (KinConnection *self);
gboolean            kin_connection_is_for_now       (KinConnection *self);
GStrv               kin_connection_dup_questions    (KinConnection *self,
                                                     gboolean       allowed);

G_END_DECLS
