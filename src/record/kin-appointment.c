/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-appointment"

#include "config.h"

#include "kin-appointment.h"
#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-time.h"

KIN_DEFINE_VIEW (KinAppointment, kin_appointment)

/* Still to come, as far as the clinic's words go
 * (https://hl7.org/fhir/R4/valueset-appointmentstatus.html). */
static gboolean
is_expected (KinItem *item)
{
  static const char *const states[] = { "booked", "pending", "arrived", "checked-in", NULL };
  const char *status = kin_item_get_status (item);

  return status != NULL && g_strv_contains (states, status);
}

/* The moment; a day without a time lasts until it is over. */
static gint64
find_moment (KinItem *item)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) moment = NULL;
  KinTime time;

  if (kin_item_get_date (item) == NULL || !kin_time_parse (kin_item_get_date (item), &time) ||
      time.precision < KIN_TIME_DAY)
    return 0;

  zone = time.has_zone ? g_time_zone_new_offset (time.offset * 60) : g_time_zone_new_local ();
  if (time.precision == KIN_TIME_DAY)
    moment = g_date_time_new (zone, time.year, time.month, time.day, 23, 59, 59);
  else
    moment = g_date_time_new (zone, time.year, time.month, time.day, time.hour, time.minute,
                              MIN (time.second, 59));

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/**
 * kin_appointment_find_next:
 * @appointments: (element-type KinItem): in any order
 * @now: the time
 *
 * Returns: (transfer none) (nullable): the first of those that are ahead
 */
KinItem *
kin_appointment_find_next (GPtrArray *appointments,
                           GDateTime *now)
{
  KinItem *next = NULL;

  for (guint i = 0; i < appointments->len; i++)
    {
      KinItem *item = g_ptr_array_index (appointments, i);

      if (kin_appointment_is_ahead (item, now) &&
          (next == NULL || find_moment (item) < find_moment (next)))
        next = item;
    }

  return next;
}

/**
 * kin_appointment_is_ahead:
 * @item: an appointment, of a list too
 * @now: the time
 *
 * Returns: whether it is booked and not over
 */
gboolean
kin_appointment_is_ahead (KinItem   *item,
                          GDateTime *now)
{
  g_return_val_if_fail (KIN_IS_ITEM (item), FALSE);

  return is_expected (item) && find_moment (item) >= g_date_time_to_unix (now);
}

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
