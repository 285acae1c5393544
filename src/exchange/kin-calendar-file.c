/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-calendar-file"

#include "config.h"

#include <libical/ical.h>
#include <string.h>

#include "kin-calendar-file.h"
#include "kin-time.h"

/* A moment with a zone becomes UTC; without one it is the clock on the wall, and a day stays a
 * day (RFC 5545 §3.3.4 and §3.3.5). */
static gboolean
read_time (const char          *text,
           struct icaltimetype *moment)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GDateTime) utc = NULL;
  KinTime time;

  *moment = icaltime_null_time ();
  if (text == NULL || !kin_time_parse (text, &time) || time.precision < KIN_TIME_DAY)
    return FALSE;

  if (time.has_zone)
    {
      zone = g_time_zone_new_offset (time.offset * 60);
      there = g_date_time_new (zone, time.year, time.month, time.day, time.hour, time.minute,
                               MIN (time.second, 59));
      if (there == NULL)
        return FALSE;
      utc = g_date_time_to_utc (there);
      *moment = icaltime_from_timet_with_zone ((time_t) g_date_time_to_unix (utc), 0,
                                               icaltimezone_get_utc_timezone ());
      return TRUE;
    }

  moment->year = time.year;
  moment->month = time.month;
  moment->day = time.day;
  moment->hour = time.hour;
  moment->minute = time.minute;
  moment->second = MIN (time.second, 59);
  moment->is_date = time.precision == KIN_TIME_DAY;

  return TRUE;
}

static icalcomponent *
event_new (const KinCalendarEntry *entry,
           struct icaltimetype     start)
{
  g_autofree char *uid = g_uuid_string_random ();
  icalcomponent *event = icalcomponent_new_vevent ();
  struct icaltimetype end;

  icalcomponent_set_uid (event, uid);
  icalcomponent_set_dtstamp (event, icaltime_current_time_with_zone
                                    (icaltimezone_get_utc_timezone ()));
  icalcomponent_set_dtstart (event, start);
  /* An end of another sort than the start is no end. */
  if (read_time (entry->end, &end) && end.is_date == start.is_date && end.zone == start.zone &&
      icaltime_compare (end, start) > 0)
    icalcomponent_set_dtend (event, end);
  icalcomponent_set_summary (event, entry->title);
  if (entry->place != NULL)
    icalcomponent_set_location (event, entry->place);
  if (entry->notes != NULL)
    icalcomponent_set_description (event, entry->notes);

  return event;
}

/**
 * kin_calendar_file_new:
 * @entry: an appointment
 *
 * Makes a file that every calendar can read (RFC 5545). It has an id of its own, and nothing that
 * leads back to a portal.
 *
 * Returns: (transfer full) (nullable): the file; %NULL when it is not known on which day it is
 */
GBytes *
kin_calendar_file_new (const KinCalendarEntry *entry)
{
  struct icaltimetype start;
  icalcomponent *calendar;
  GBytes *bytes;
  char *text;

  g_return_val_if_fail (entry != NULL && entry->title != NULL, NULL);

  if (!read_time (entry->start, &start))
    return NULL;

  calendar = icalcomponent_new_vcalendar ();
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid ("-//Kinchart//Kinchart//EN"));
  icalcomponent_add_component (calendar, event_new (entry, start));

  text = icalcomponent_as_ical_string_r (calendar);
  bytes = g_bytes_new (text, strlen (text));
  free (text);
  icalcomponent_free (calendar);

  return bytes;
}
