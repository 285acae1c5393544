/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-date-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-time.h"

/**
 * kin_date_to_words:
 * @date: (nullable): a FHIR date or time, as sent
 *
 * The day as the clinic wrote it, with the month in words and never more
 * precise than it was written. What cannot be read is given back unchanged.
 *
 * Returns: (transfer full) (nullable): such as "3 August 2026"
 */
char *
kin_date_to_words (const char *date)
{
  g_autoptr (GDateTime) day = NULL;
  KinTime time;

  if (date == NULL)
    return NULL;
  if (!kin_time_parse (date, &time))
    return g_strdup (date);
  if (time.precision == KIN_TIME_YEAR)
    return g_strdup_printf ("%d", time.year);

  day = g_date_time_new_utc (time.year, time.month, MAX (time.day, 1), 0, 0, 0);
  if (day == NULL)
    return g_strdup (date);

  return g_date_time_format (day,
                             time.precision == KIN_TIME_MONTH
                             /* Translators: month and year, as for g_date_time_format(). */
                             ? _("%B %Y")
                             /* Translators: a day, as for g_date_time_format(). */
                             : _("%-e %B %Y"));
}

static gboolean
is_zone_here (const KinTime *time)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = NULL;

  if (!time->has_zone)
    return TRUE;

  moment = g_date_time_new (here, time->year, time->month, time->day, time->hour, time->minute, 0);

  return moment == NULL ||
         g_date_time_get_utc_offset (moment) / G_TIME_SPAN_MINUTE == time->offset;
}

/**
 * kin_appointment_date_to_words:
 * @date: (nullable): a FHIR date or time, as sent
 *
 * The day with its weekday and the time, both as they are at the clinic. It is said when the
 * clock there is not the clock here.
 *
 * Returns: (transfer full) (nullable): such as "Tuesday 4 August 2026 at 9:00"
 */
char *
kin_appointment_date_to_words (const char *date)
{
  g_autoptr (GDateTime) day = NULL;
  const char *format;
  KinTime time;

  if (date == NULL || !kin_time_parse (date, &time) || time.precision < KIN_TIME_DAY)
    return kin_date_to_words (date);

  day = g_date_time_new_utc (time.year, time.month, time.day, time.hour, time.minute, 0);
  if (day == NULL)
    return g_strdup (date);

  if (time.precision == KIN_TIME_DAY)
    /* Translators: a day with its weekday, as for g_date_time_format(). */
    format = _("%A %-e %B %Y");
  else if (is_zone_here (&time))
    /* Translators: a day with its weekday and a time, as for g_date_time_format(). */
    format = _("%A %-e %B %Y at %-H:%M");
  else
    /* Translators: as before; the time is that of the place where the clinic is. */
    format = _("%A %-e %B %Y at %-H:%M, the clinic’s time");

  return g_date_time_format (day, format);
}

/**
 * kin_day_to_distance_words:
 * @date: (nullable): a FHIR date or time, as sent
 * @today: today, at the place of the person
 *
 * How far a day is from now; it is said beside the date, never in its place.
 *
 * Returns: (transfer full) (nullable): such as "Tomorrow" or "In 7 days"; %NULL for a day that
 *   is over, or no day
 */
char *
kin_day_to_distance_words (const char *date,
                           GDateTime  *today)
{
  GDate day;
  GDate now;
  KinTime time;
  int days;

  if (date == NULL || !kin_time_parse (date, &time) || time.precision < KIN_TIME_DAY)
    return NULL;

  g_date_clear (&day, 1);
  g_date_clear (&now, 1);
  g_date_set_dmy (&day, time.day, (GDateMonth) time.month, (GDateYear) time.year);
  g_date_set_dmy (&now, (GDateDay) g_date_time_get_day_of_month (today),
                  (GDateMonth) g_date_time_get_month (today),
                  (GDateYear) g_date_time_get_year (today));
  days = g_date_days_between (&now, &day);

  if (days < 0)
    return NULL;
  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Tomorrow"));

  /* Translators: how far away an appointment is. */
  return g_strdup_printf (g_dngettext (NULL, "In %d day", "In %d days", (gulong) days), days);
}

static gboolean
is_to_come (const KinTime *time,
            GDateTime     *now)
{
  int year = g_date_time_get_year (now);
  int month = g_date_time_get_month (now);
  int day = g_date_time_get_day_of_month (now);

  if (time->year != year || time->precision == KIN_TIME_YEAR)
    return time->year > year;
  if (time->month != month || time->precision == KIN_TIME_MONTH)
    return time->month > month;

  return time->day > day;
}

/**
 * kin_date_to_group_words:
 * @date: (nullable): a FHIR date or time, as sent
 * @now: today
 *
 * Returns: (transfer full): the heading under which an item of that date stands in a list
 */
char *
kin_date_to_group_words (const char *date,
                         GDateTime  *now)
{
  KinTime time;

  if (date == NULL || !kin_time_parse (date, &time))
    return g_strdup (_("Without a date"));
  if (is_to_come (&time, now))
    /* Translators: over things of a day after today. */
    return g_strdup (_("Still to come"));

  return g_strdup_printf ("%d", time.year);
}
