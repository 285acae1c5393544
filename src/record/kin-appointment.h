/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_APPOINTMENT (kin_appointment_get_type ())

/**
 * KinAppointment:
 *
 * An appointment (Appointment).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinAppointment, kin_appointment, KIN, APPOINTMENT, KinItem)

char *kin_appointment_dup_start         (KinAppointment *self);
char *kin_appointment_dup_end           (KinAppointment *self);
char *kin_appointment_dup_minutes       (KinAppointment *self);
char *kin_appointment_dup_service       (KinAppointment *self);
char *kin_appointment_dup_reason        (KinAppointment *self);
char *kin_appointment_dup_instructions  (KinAppointment *self);
char *kin_appointment_dup_comment       (KinAppointment *self);
char *kin_appointment_dup_cancel_reason (KinAppointment *self);
GStrv kin_appointment_list_participants (KinAppointment *self);

gboolean  kin_appointment_is_ahead      (KinItem        *item,
                                         GDateTime      *now);
KinItem  *kin_appointment_find_next     (GPtrArray      *appointments,
                                         GDateTime      *now);

G_END_DECLS
