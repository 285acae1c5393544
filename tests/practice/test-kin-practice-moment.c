/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-moment"

#include "config.h"

#include "kin-practice-moment.h"

static const struct
{
  const char *text;
  gint64      begin;   /* seconds; -1: no date */
  gint64      width;   /* microseconds */
} dates[] = {
  { "1970", 0, 365 * G_TIME_SPAN_DAY },
  { "1972", 63072000, 366 * G_TIME_SPAN_DAY },
  { "1970-02", 31 * 86400, 28 * G_TIME_SPAN_DAY },
  { "1970-01-02", 86400, G_TIME_SPAN_DAY },
  { "1970-01-01T00:00Z", 0, G_TIME_SPAN_MINUTE },
  { "1970-01-01T01:00:05+01:00", 5, G_TIME_SPAN_SECOND },
  { "1970-01-01T00:00:05", 5, G_TIME_SPAN_SECOND },
  { "1970-01-01T00:00:05.000Z", 5, 1000 },
  { "1970-1-1", -1, 0 },
  { "1970-13", -1, 0 },
  { "1970-02-30", -1, 0 },
  { "70", -1, 0 },
  { "yesterday", -1, 0 },
  { "", -1, 0 },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      KinPracticeMoment moment = { 0 };
      gboolean valid = kin_practice_moment_parse (dates[i].text, &moment);

      g_test_message ("%s", dates[i].text);
      g_assert_cmpint (valid, ==, dates[i].begin >= 0);
      if (!valid)
        continue;
      g_assert_cmpint (moment.begin, ==, dates[i].begin * G_USEC_PER_SEC);
      g_assert_cmpint (moment.end - moment.begin, ==, dates[i].width);
    }
}

/* The moment of a resource, what is searched for, and whether it fits. */
static const struct
{
  const char *moment;
  const char *wanted;
  gboolean    fits;
} searches[] = {
  { "2020-05-05", "2020", TRUE },
  { "2020-05-05", "eq2020-05", TRUE },
  { "2020", "2020-05", FALSE },
  { "2020-05-05", "ne2020-05-06", TRUE },
  { "2020-05-05", "ge2020-05-05", TRUE },
  { "2020-05-05", "gt2020-05-05", FALSE },
  { "2020-05-05", "gt2020-05-04", TRUE },
  { "2020-05-05", "lt2020-05-05", FALSE },
  { "2020-05-05", "le2020-05-05", TRUE },
  { "2020-05-05", "lt2021", TRUE },
  { "2020", "gt2020-06", TRUE },
  { "2020", "sa2020-06", FALSE },
  { "2021", "sa2020", TRUE },
  { "2019", "eb2020", TRUE },
  { "2020-05-05T10:00:00+02:00", "ge2020-05-05T08:00:00Z", TRUE },
  { "2020-05-05T10:00:00+02:00", "gt2020-05-05T08:00:00Z", FALSE },
};

static void
test_match (void)
{
  KinPracticeMoment moment = { 0 };
  KinPracticeWanted wanted;

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s %s", searches[i].moment, searches[i].wanted);
      g_assert_true (kin_practice_moment_parse (searches[i].moment, &moment));
      g_assert_true (kin_practice_wanted_parse (searches[i].wanted, &wanted));
      g_assert_cmpint (kin_practice_wanted_fits (&wanted, &moment), ==, searches[i].fits);
    }
  g_assert_false (kin_practice_wanted_parse ("ap2020", &wanted));
  g_assert_false (kin_practice_wanted_parse ("gex", &wanted));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/moment/parse", test_parse);
  g_test_add_func ("/practice/moment/match", test_match);

  return g_test_run ();
}
