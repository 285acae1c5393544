/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinTime:
 *
 * A FHIR date, dateTime or instant, as precise as the clinic wrote it and in
 * the zone the clinic wrote it (https://hl7.org/fhir/R4/datatypes.html#dateTime).
 *
 * Nothing is added: a year stays a year, and the day is the day in the text,
 * never the day somewhere else. A plain value; `{ 0 }` is no time at all.
 */
typedef enum
{
  KIN_TIME_NONE,
  KIN_TIME_YEAR,
  KIN_TIME_MONTH,
  KIN_TIME_DAY,
  KIN_TIME_MINUTE,
  KIN_TIME_SECOND,
  KIN_TIME_FRACTION,
} KinTimePrecision;

typedef struct
{
  KinTimePrecision precision;
  gint16           year;
  guint8           month;           /* 1 to 12, 0 when not given */
  guint8           day;             /* 1 to 31, 0 when not given */
  guint8           hour;
  guint8           minute;
  guint8           second;          /* 60 in a leap second */
  guint32          nanosecond;
  guint8           digits;          /* of the fraction as written, at most 9 */
  gboolean         has_zone;
  gint16           offset;          /* minutes east of UTC */
} KinTime;

#define KIN_TIME_KEY_LENGTH 24

gboolean  kin_time_parse      (const char    *text,
                               KinTime       *time);
int       kin_time_compare    (const KinTime *a,
                               const KinTime *b);
gsize     kin_time_write_key  (const KinTime *self,
                               char          *key);
char     *kin_time_to_key     (const KinTime *self);
char     *kin_time_to_string  (const KinTime *self);

G_END_DECLS
