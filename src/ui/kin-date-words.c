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
