/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-time"

#include "config.h"

#include <string.h>

#include "kin-cda-values.h"
#include "kin-time.h"

/* Times as documents write them, `20150622104512.000-0500`, as precise as they are: what is left
 * out at the end is not known. */

/* Returns: (nullable): the zone as FHIR writes it */
static char *
dup_zone (const char *zone)
{
  gsize n_digits = *zone == '+' || *zone == '-' ? strspn (zone + 1, "0123456789") : 0;

  if ((n_digits != 2 && n_digits != 4) || zone[1 + n_digits] != '\0')
    return NULL;

  return g_strdup_printf ("%.3s:%s", zone, n_digits == 4 ? zone + 3 : "00");
}

/* A time of the day in a zone that nobody named may be another day elsewhere: the day is what the
 * clinic wrote, and is kept alone. */
static char *
write_time (const char *digits,
            gsize       n_digits,
            const char *rest)
{
  gsize n_fraction = *rest == '.' ? strspn (rest + 1, "0123456789") : 0;
  g_autofree char *fraction = n_fraction > 0 ? g_strndup (rest, n_fraction + 1) : g_strdup ("");
  g_autofree char *zone = dup_zone (rest + (*rest == '.' ? n_fraction + 1 : 0));

  if (n_digits >= 12 && zone != NULL)
    return g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s%s", digits, digits + 4, digits + 6,
                            digits + 8, digits + 10, n_digits >= 14 ? digits + 12 : "00",
                            n_digits >= 14 ? fraction : "", zone);
  if (n_digits >= 8)
    return g_strdup_printf ("%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
  if (n_digits == 6)
    return g_strdup_printf ("%.4s-%.2s", digits, digits + 4);

  return n_digits == 4 ? g_strndup (digits, 4) : NULL;
}

/**
 * kin_cda_dup_time:
 * @time: (nullable): an element with a value
 *
 * Returns: (transfer full) (nullable): a date or time of FHIR
 */
char *
kin_cda_dup_time (xmlNode *time)
{
  g_autofree char *value = kin_cda_tree_is_null (time) ? NULL : kin_cda_tree_dup (time, "value");
  gsize n_digits = value != NULL ? strspn (value, "0123456789") : 0;
  g_autofree char *written = NULL;
  KinTime parsed;

  if (n_digits < 4 || n_digits > 14 || n_digits % 2 != 0)
    return NULL;

  written = write_time (value, n_digits, value + n_digits);
  if (written == NULL || !kin_time_parse (written, &parsed))
    return NULL;

  return g_steal_pointer (&written);
}

/**
 * kin_cda_dup_start:
 * @interval: (nullable): a time, or an interval of times
 *
 * Returns: (transfer full) (nullable): when it began, or was
 */
char *
kin_cda_dup_start (xmlNode *interval)
{
  char *start = kin_cda_dup_time (interval);

  if (start == NULL)
    start = kin_cda_dup_time (kin_cda_tree_get (interval, "low"));

  return start != NULL ? start : kin_cda_dup_time (kin_cda_tree_get (interval, "center"));
}

/**
 * kin_cda_dup_end:
 * @interval: (nullable): an interval of times
 *
 * Returns: (transfer full) (nullable): when it ended
 */
char *
kin_cda_dup_end (xmlNode *interval)
{
  return kin_cda_dup_time (kin_cda_tree_get (interval, "high"));
}

/**
 * kin_cda_period:
 * @interval: (nullable): a time, or an interval of times
 *
 * Returns: (transfer full) (nullable): a Period of FHIR
 */
JsonObject *
kin_cda_period (xmlNode *interval)
{
  g_autofree char *start = kin_cda_dup_start (interval);
  g_autofree char *end = kin_cda_dup_end (interval);
  JsonObject *period;

  if (start == NULL && end == NULL)
    return NULL;

  period = json_object_new ();
  kin_cda_set (period, "start", start);
  kin_cda_set (period, "end", end);

  return period;
}

/**
 * kin_cda_set_when:
 * @name: the name of the choice in FHIR, such as `effective`
 * @time: (nullable): a time, or an interval of times
 */
void
kin_cda_set_when (JsonObject *object,
                  const char *name,
                  xmlNode    *time)
{
  g_autofree char *moment = g_strconcat (name, "DateTime", NULL);
  g_autofree char *span = g_strconcat (name, "Period", NULL);
  g_autofree char *start = kin_cda_dup_start (time);
  g_autofree char *end = kin_cda_dup_end (time);

  if (end == NULL || g_strcmp0 (start, end) == 0)
    kin_cda_set (object, moment, start);
  else
    kin_cda_put (object, span, kin_cda_period (time));
}
