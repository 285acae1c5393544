/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdio.h>
#include <time.h>

/* Wall and processor time of one measured piece of work, in seconds. */
typedef struct
{
  double wall;
  double cpu;
} KinClock;

static inline double
kin_clock_read (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static inline KinClock
kin_clock_start (void)
{
  return (KinClock) { kin_clock_read (CLOCK_MONOTONIC),
                      kin_clock_read (CLOCK_PROCESS_CPUTIME_ID) };
}

static inline KinClock
kin_clock_since (KinClock start)
{
  KinClock now = kin_clock_start ();

  return (KinClock) { now.wall - start.wall, now.cpu - start.cpu };
}

/* Says what the work took, as the one line that bench.py reads. */
static inline void
kin_clock_report (KinClock start,
                  guint64  n)
{
  KinClock took = kin_clock_since (start);

  printf ("{\"wall\": %.6f, \"cpu\": %.6f, \"n\": %" G_GUINT64_FORMAT "}\n", took.wall, took.cpu,
          n);
}
