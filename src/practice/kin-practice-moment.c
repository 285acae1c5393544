/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-moment"

#include "config.h"

#include "kin-practice-moment.h"

#include <stdio.h>
#include <string.h>

static GDateTime *
parse_date (const char *text, KinPracticeMoment *moment, int parts)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  int year = 0;
  int month = 1;
  int day = 1;
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != parts)
    return NULL;

  begin = g_date_time_new (utc, year, month, day, 0, 0, 0);
  if (begin == NULL)
    return NULL;

  end = parts == 1   ? g_date_time_add_years (begin, 1)
        : parts == 2 ? g_date_time_add_months (begin, 1)
                     : g_date_time_add_days (begin, 1);
  moment->begin = g_date_time_to_unix (begin) * G_USEC_PER_SEC;
  moment->end = g_date_time_to_unix (end) * G_USEC_PER_SEC;

  return g_steal_pointer (&begin);
}

/* With a time of day. A time without a zone is taken as UTC: the portal has one clock. */
static gboolean
parse_time (const char *text, KinPracticeMoment *moment)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gboolean has_seconds = strlen (text) > 16 && text[16] == ':';
  g_autofree char *full = has_seconds ? g_strdup (text)
                                      : g_strdup_printf ("%.16s:00%s", text, text + 16);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, utc);
  gint64 width = !has_seconds               ? 60 * G_USEC_PER_SEC
                 : strchr (text, '.') != NULL ? 1000
                                              : G_USEC_PER_SEC;

  if (time == NULL)
    return FALSE;

  moment->begin = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  moment->end = moment->begin + width;

  return TRUE;
}

/**
 * kin_practice_moment_parse:
 * @text: a FHIR date, dateTime or instant
 * @moment: (out caller-allocates): what it covers
 *
 * Reads a date the way a server does for searching
 * (https://hl7.org/fhir/R4/search.html#date).
 *
 * Returns: whether @text is a date
 */
gboolean
kin_practice_moment_parse (const char *text, KinPracticeMoment *moment)
{
  gsize length = strlen (text);
  g_autoptr (GDateTime) date = NULL;

  if (length >= 16 && text[10] == 'T')
    return parse_time (text, moment);
  if (length != 4 && length != 7 && length != 10)
    return FALSE;

  date = parse_date (text, moment, length == 4 ? 1 : length == 7 ? 2 : 3);
  return date != NULL;
}

static const char *const prefixes[] = { "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb" };

/**
 * kin_practice_wanted_parse:
 * @text: the value of a date parameter, with its prefix
 * @wanted: (out caller-allocates): what it asks for
 *
 * Returns: whether @text could be read
 */
gboolean
kin_practice_wanted_parse (const char *text, KinPracticeWanted *wanted)
{
  wanted->prefix = 0;
  if (g_ascii_isalpha (text[0]))
    {
      while (wanted->prefix < G_N_ELEMENTS (prefixes)
             && !g_str_has_prefix (text, prefixes[wanted->prefix]))
        wanted->prefix++;
      text += 2;
    }

  return wanted->prefix < G_N_ELEMENTS (prefixes)
         && kin_practice_moment_parse (text, &wanted->moment);
}

/**
 * kin_practice_wanted_fits:
 * @wanted: what a search asks for
 * @moment: the time of a resource
 *
 * Compares two stretches of time by the rules of
 * https://hl7.org/fhir/R4/search.html#prefix.
 *
 * Returns: whether the resource fits
 */
gboolean
kin_practice_wanted_fits (const KinPracticeWanted *wanted, const KinPracticeMoment *moment)
{
  const KinPracticeMoment *value = &wanted->moment;
  gboolean inside = value->begin <= moment->begin && moment->end <= value->end;
  const gboolean verdicts[G_N_ELEMENTS (prefixes)] = {
    inside,
    !inside,
    moment->end > value->end,
    moment->begin < value->begin,
    inside || moment->end > value->end,
    inside || moment->begin < value->begin,
    moment->begin >= value->end,
    moment->end <= value->begin,
  };

  return verdicts[wanted->prefix];
}
