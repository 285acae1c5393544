/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-retry"

#include "config.h"

#include "kin-retry-private.h"

/* Sun, 06 Nov 1994 08:49:37 GMT */
#define NOW 784111777

static void
test_seconds (void)
{
  static const struct
  {
    const char *retry_after;
    const char *rate_reset;
    gint64 seconds;
  } cases[] = {
    { NULL, NULL, -1 },
    { "0", NULL, 0 },
    { "17", NULL, 17 },
    { " 17 ", NULL, 17 },
    { "1.5", NULL, 1 },
    { "10000", NULL, 3600 },
    { "99999999999999999999999", NULL, -1 },
    { "-5", NULL, -1 },
    { "soon", NULL, -1 },
    { "", NULL, -1 },
    { "Sun, 06 Nov 1994 08:50:37 GMT", NULL, 60 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", NULL, 0 },
    { "Sun, 06 Nov 1994 07:49:37 GMT", NULL, 0 },
    { "Sunday, 06-Nov-94 08:50:07 GMT", NULL, 30 },
    { "Sun Nov  6 08:50:07 1994", NULL, 30 },
    { "Mon, 06 Nov 2034 08:49:37 GMT", NULL, 3600 },
    { NULL, "30", 30 },
    { NULL, "1784111807", 3600 },
    { NULL, "784111807", 3600 },
    { NULL, "limit=100, remaining=0, reset=45", 45 },
    { NULL, "\"default\";r=0;t=12", 12 },
    { NULL, "garbage", -1 },
    { "soon", "30", 30 },
    { "5", "30", 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s | %s", cases[i].retry_after, cases[i].rate_reset);
      g_assert_cmpint (kin_retry_seconds (cases[i].retry_after, cases[i].rate_reset, NOW), ==,
                       cases[i].seconds);
    }
}

static void
test_epoch (void)
{
  const gint64 now = 1800000000;

  g_assert_cmpint (kin_retry_seconds (NULL, "1800000040", now), ==, 40);
  g_assert_cmpint (kin_retry_seconds (NULL, "1800000040000", now), ==, 40);
  g_assert_cmpint (kin_retry_seconds (NULL, "1799999999", now), ==, 0);
}

static void
test_backoff (void)
{
  double longest[] = { 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 };

  for (guint i = 0; i < G_N_ELEMENTS (longest); i++)
    for (int round = 0; round < 100; round++)
      {
        double seconds = kin_retry_backoff (i + 1);

        g_assert_cmpfloat (seconds, >=, longest[i] / 2);
        g_assert_cmpfloat (seconds, <=, longest[i]);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/retry/seconds", test_seconds);
  g_test_add_func ("/portal/retry/epoch", test_epoch);
  g_test_add_func ("/portal/retry/backoff", test_backoff);

  return g_test_run ();
}
