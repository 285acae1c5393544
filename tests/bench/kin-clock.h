/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdio.h>
#include <sys/resource.h>

/* Wall and processor time of one measured piece of work, in seconds. */
typedef struct
{
  double wall;
  double cpu;
} KinClock;

static inline double
kin_clock_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static inline KinClock
kin_clock_start (void)
{
  KinClock clock = { (double) g_get_monotonic_time () / 1e6, kin_clock_cpu () };

  return clock;
}

/* Says what the work took, as the one line that bench.py reads. */
static inline void
kin_clock_report (KinClock start,
                  guint64  n)
{
  printf ("{\"wall\": %.6f, \"cpu\": %.6f, \"n\": %" G_GUINT64_FORMAT "}\n",
          (double) g_get_monotonic_time () / 1e6 - start.wall, kin_clock_cpu () - start.cpu, n);
}
