/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-appointment"

#include "config.h"

#include "kin-appointment.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinAppointment, kin_appointment)

/**
 * kin_appointment_dup_start:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it begins
 */
char *
kin_appointment_dup_start (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("start", "requestedPeriod.start"));
}

/**
 * kin_appointment_dup_end:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): when it ends
 */
char *
kin_appointment_dup_end (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("end", "requestedPeriod.end"));
}

/**
 * kin_appointment_dup_minutes:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how many minutes it takes
 */
char *
kin_appointment_dup_minutes (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("minutesDuration"));
}

/**
 * kin_appointment_dup_service:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what kind
 */
char *
kin_appointment_dup_service (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("serviceType", "appointmentType", "specialty",
                                       "serviceCategory"));
}

/**
 * kin_appointment_dup_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why
 */
char *
kin_appointment_dup_reason (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reasonCode", "reasonReference", "description"));
}

/**
 * kin_appointment_dup_instructions:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): how to prepare
 */
char *
kin_appointment_dup_instructions (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("patientInstruction"));
}

/**
 * kin_appointment_dup_comment:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): a comment of the clinic
 */
char *
kin_appointment_dup_comment (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("comment"));
}

/**
 * kin_appointment_dup_cancel_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): why it was cancelled
 */
char *
kin_appointment_dup_cancel_reason (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("cancelationReason", "cancellationReason"));
}

/**
 * kin_appointment_list_participants:
 * @self: an item
 *
 * Returns: (transfer full): who and where
 */
GStrv
kin_appointment_list_participants (KinAppointment *self)
{
  g_return_val_if_fail (KIN_IS_APPOINTMENT (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "participant.actor");
}
