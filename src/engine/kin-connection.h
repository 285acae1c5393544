/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinConnectionState:
 * @KIN_CONNECTION_READY: may be asked
 * @KIN_CONNECTION_NEEDS_SIGN_IN: the portal wants the person to sign in again
 * @KIN_CONNECTION_STOPPED: it answered with someone else's data, and is not asked any more
 * @KIN_CONNECTION_ENDED: the person ended it; what came from it is kept
 */
typedef enum
{
  KIN_CONNECTION_READY,
  KIN_CONNECTION_NEEDS_SIGN_IN,
  KIN_CONNECTION_STOPPED,
  KIN_CONNECTION_ENDED,
} KinConnectionState;

#define KIN_TYPE_CONNECTION_STATE (kin_connection_state_get_type ())

GType kin_connection_state_get_type (void) G_GNUC_CONST;

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
gboolean            kin_connection_get_stays        (KinConnection *self);
gboolean            kin_connection_is_for_now       (KinConnection *self);
GStrv               kin_connection_dup_questions    (KinConnection *self,
                                                     gboolean       allowed);

G_END_DECLS
