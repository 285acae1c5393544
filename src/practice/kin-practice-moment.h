/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinPracticeMoment:
 *
 * A date as precise as it was written, as the stretch of time it covers:
 * "2019" is the whole year. Microseconds since 1970 in UTC; @end is the first
 * one after it. An open end is %G_MININT64 or %G_MAXINT64.
 */
typedef struct
{
  gint64 begin;
  gint64 end;
} KinPracticeMoment;

/**
 * KinPracticeWanted:
 *
 * What a search wants of a date: a prefix ("ge", "lt" …) and a stretch of time.
 */
typedef struct
{
  KinPracticeMoment moment;
  guint             prefix;
} KinPracticeWanted;

gboolean kin_practice_moment_parse (const char              *text,
                                    KinPracticeMoment       *moment);
gboolean kin_practice_wanted_parse (const char              *text,
                                    KinPracticeWanted       *wanted);
gboolean kin_practice_wanted_fits  (const KinPracticeWanted *wanted,
                                    const KinPracticeMoment *moment);

G_END_DECLS
