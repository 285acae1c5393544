/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-appointment"

#include "config.h"

#include "kin-appointment.h"
#include "kin-summary.h"

static KinItem *
new_item (gint64      id,
          const char *date,
          const char *status)
{
  KinSummary summary = { 0 };

  summary.type = (char *) "Appointment";
  summary.id = (char *) "i";
  summary.title = (char *) "Eye check";
  summary.date = (char *) date;
  summary.status = (char *) status;

  return kin_item_new (id, "s", &summary, 0, NULL);
}

/* The next appointment. It is 25 November 2026, 10:00 UTC. */
static const struct
{
  const char *date;
  const char *status;
  gboolean    is_next;
} appointments[] = {
  { "2026-11-25T04:30:00-06:00", "booked", TRUE },
  { "2026-11-25T03:30:00-06:00", "booked", FALSE },
  { "2026-11-25", "booked", TRUE },
  { "2026-11-24", "booked", FALSE },
  { "2026-12-02T09:30:00-06:00", "pending", TRUE },
  { "2026-12-02T09:30:00-06:00", "arrived", TRUE },
  { "2026-12-02T09:30:00-06:00", "cancelled", FALSE },
  { "2026-12-02T09:30:00-06:00", "noshow", FALSE },
  { "2026-12-02T09:30:00-06:00", "proposed", FALSE },
  { "2026-12-02T09:30:00-06:00", NULL, FALSE },
  { "2027-03", "booked", FALSE },
  { NULL, "booked", FALSE },
};

static void
test_next_appointment (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (appointments); i++)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (items, new_item (1, appointments[i].date, appointments[i].status));
      g_assert_cmpint (kin_appointment_find_next (items, now) != NULL, ==,
                       appointments[i].is_next);
      g_assert_cmpint (kin_appointment_is_ahead (g_ptr_array_index (items, 0), now), ==,
                       appointments[i].is_next);
    }
}

/* The earliest in time, not in text: zones count, and the order of the list does not. */
static void
test_earliest_appointment (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, new_item (1, "2026-12-02T01:00:00-06:00", "booked"));
  g_ptr_array_add (items, new_item (2, "2026-12-02T02:00:00+02:00", "booked"));
  g_ptr_array_add (items, new_item (3, "2026-12-03", "booked"));
  g_assert_cmpint (kin_item_get_id (kin_appointment_find_next (items, now)), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/appointment/next", test_next_appointment);
  g_test_add_func ("/record/appointment/earliest", test_earliest_appointment);

  return g_test_run ();
}
