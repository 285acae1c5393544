/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-cda-time"

#include "config.h"

#include <string.h>

#include "kin-cda-values.h"

static const struct
{
  const char *written;
  const char *read;
} times[] = {
  { "1961", "1961" },
  { "196104", "1961-04" },
  { "19610418", "1961-04-18" },
  /* In a zone that nobody named it may be another day elsewhere. */
  { "20240203101530", "2024-02-03" },
  { "202402031015", "2024-02-03" },
  { "2024020310", "2024-02-03" },
  { "2024020310+0100", "2024-02-03" },
  { "20240203101530+0100", "2024-02-03T10:15:30+01:00" },
  { "202402031015-0530", "2024-02-03T10:15:00-05:30" },
  { "202402031015-05", "2024-02-03T10:15:00-05:00" },
  { "20240203101530.120-0800", "2024-02-03T10:15:30.120-08:00" },
  { "20240203101530.120", "2024-02-03" },
  { "20240203101530+01:00", "2024-02-03" },
  { "20240203101530+", "2024-02-03" },
  { "20240203T101530+0100", "2024-02-03" },
  { " 20240203 ", "2024-02-03" },
  /* No time at all. */
  { "", NULL },
  { "+", NULL },
  { "196", NULL },
  { "19611", NULL },
  { "19611340", NULL },
  { "20240230", NULL },
  { "2024020310153012345", NULL },
  { "yesterday", NULL },
};

static xmlDoc *
parse (const char *value)
{
  g_autofree char *text = g_strdup_printf ("<time xmlns=\"urn:hl7-org:v3\" value=\"%s\"/>", value);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return kin_cda_tree_parse (bytes);
}

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (xmlDoc) document = parse (times[i].written);
      g_autofree char *read = kin_cda_dup_time (xmlDocGetRootElement (document));

      g_test_message ("%s", times[i].written);
      g_assert_cmpstr (read, ==, times[i].read);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kin-cda-time/times", test_times);

  return g_test_run ();
}
