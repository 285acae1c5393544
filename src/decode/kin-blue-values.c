/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-blue-values"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kin-blue-text.h"

/* Days and amounts, as VA and Medicare write them. */

/* In so many lines the day of the report is said. */
#define HEAD_LINES 40

static int
find_month (const char *name)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (name, months + i * 3, 3) == 0)
      return i + 1;

  return 0;
}

/**
 * kin_blue_dup_date:
 * @words: (nullable): such as "13 Oct 2011 @ 1600" or "10/09/2013"
 *
 * Returns: (transfer full) (nullable): the day they begin with, as FHIR writes it; %NULL when that
 *   is no day that there is
 */
char *
kin_blue_dup_date (const char *words)
{
  char name[4] = "";
  int day = 0, month = 0, year = 0;

  if (words == NULL)
    return NULL;
  if (sscanf (words, "%2d/%2d/%4d", &month, &day, &year) != 3 &&
      (sscanf (words, "%2d %3[A-Za-z] %4d", &day, name, &year) != 3 ||
       (month = find_month (name)) == 0))
    return NULL;
  if (year < 1800 || day < 1 || month < 1 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
dup_time (const char *words)
{
  const char *at = strchr (words, '@');
  int hour = 0, minute = 0;
  char half = ' ';

  if (at != NULL && sscanf (at, "@ %2d%2d", &hour, &minute) == 2)
    half = ' ';
  else if (sscanf (words, "%*s %2d:%2d %c", &hour, &minute, &half) < 2)
    return g_strdup ("00:00");
  if (half == 'P' && hour < 12)
    hour += 12;
  else if (half == 'A' && hour == 12)
    hour = 0;

  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60
         ? g_strdup_printf ("%02d:%02d", hour, minute) : g_strdup ("00:00");
}

/**
 * kin_blue_dup_moment:
 *
 * Returns: (transfer full) (nullable): when the text was made, to tell an older one from a newer
 *   one: it does not say in which zone
 */
char *
kin_blue_dup_moment (const char *text)
{
  for (guint i = 0; i < HEAD_LINES && *text != '\0'; i++)
    {
      const char *end = text + strcspn (text, "\n");
      g_autofree char *line = g_strstrip (g_strndup (text, (gsize) (end - text)));
      g_autofree char *day = kin_blue_dup_date (line);
      g_autofree char *time = day != NULL ? dup_time (line) : NULL;

      if (day != NULL)
        return g_strconcat (day, "T", time, ":00Z", NULL);
      text = *end != '\0' ? end + 1 : end;
    }

  return NULL;
}

/**
 * kin_blue_dup_amount:
 * @words: (nullable): such as "$1,269.73"
 *
 * Returns: (transfer full) (nullable): the number, with the digits that it was written with
 */
char *
kin_blue_dup_amount (const char *words)
{
  g_autoptr (GString) number = g_string_new (NULL);

  if (words == NULL || *words != '$')
    return NULL;
  for (words++; *words != '\0'; words++)
    if (*words != ',')
      g_string_append_c (number, *words);

  return g_regex_match_simple ("^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?$", number->str,
                               G_REGEX_DOLLAR_ENDONLY, 0)
         ? g_strdup (number->str) : NULL;
}
