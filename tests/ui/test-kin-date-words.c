/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-date-words"

#include "config.h"

#include "kin-date-words.h"

/* Never more precise than it was written, and never the day somewhere else. */
static const struct
{
  const char *date;
  const char *words;
} dates[] = {
  { "2026", "2026" },
  { "2026-08", "August 2026" },
  { "2026-08-03", "3 August 2026" },
  { "2026-08-03T23:30:00-05:00", "3 August 2026" },
  { "2026-08-03T00:30:00+14:00", "3 August 2026" },
  { "2024-02-29", "29 February 2024" },
  /* What cannot be read stands as it was written. */
  { "next week", "next week" },
  { "2026-02-31", "2026-02-31" },
};

static void
test_dates (void)
{
  g_assert_null (kin_date_to_words (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *words = kin_date_to_words (dates[i].date);

      g_assert_cmpstr (words, ==, dates[i].words);
    }
}

/* The clock is that of the place; it is said when it is not the clock here, which is UTC. */
static const struct
{
  const char *date;
  const char *words;
} appointments[] = {
  { "2026-08-04T09:00:00Z", "Tuesday 4 August 2026 at 9:00" },
  { "2026-08-04T09:05:00", "Tuesday 4 August 2026 at 9:05" },
  { "2026-08-04T09:00:00-05:00", "Tuesday 4 August 2026 at 9:00, the clinic’s time" },
  { "2026-08-04", "Tuesday 4 August 2026" },
  { "2026-08", "August 2026" },
};

static void
test_appointments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (appointments); i++)
    {
      g_autofree char *words = kin_appointment_date_to_words (appointments[i].date);

      g_assert_cmpstr (words, ==, appointments[i].words);
    }
}

/* Today is 25 November 2026. */
static const struct
{
  const char *date;
  const char *distance;             /* NULL: nothing is said */
  const char *group;
} days[] = {
  { "2026-11-25T23:59:00Z", "Today", "2026" },
  { "2026-11-26", "Tomorrow", "Still to come" },
  { "2026-12-02T09:30:00-06:00", "In 7 days", "Still to come" },
  { "2026-11-24", NULL, "2026" },
  { "2026-11", NULL, "2026" },
  { "2026-12", NULL, "Still to come" },
  { "2026", NULL, "2026" },
  { "2027", NULL, "Still to come" },
  { "2019-01-01", NULL, "2019" },
  { "some day", NULL, "Without a date" },
  { NULL, NULL, "Without a date" },
};

static void
test_days (void)
{
  g_autoptr (GDateTime) today = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *distance = kin_day_to_distance_words (days[i].date, today);
      g_autofree char *group = kin_date_to_group_words (days[i].date, today);

      g_assert_cmpstr (distance, ==, days[i].distance);
      g_assert_cmpstr (group, ==, days[i].group);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/date-words/dates", test_dates);
  g_test_add_func ("/ui/date-words/appointments", test_appointments);
  g_test_add_func ("/ui/date-words/days", test_days);

  return g_test_run ();
}
