/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-calendar-file"

#include "config.h"

#include <string.h>

#include "kin-calendar-file.h"

static char *
make (const char *start,
      const char *end)
{
  KinCalendarEntry entry = { "Eye exam", start, end, "Kestrel Street, second floor",
                             "Bring your glasses; no driving after" };
  g_autoptr (GBytes) bytes = kin_calendar_file_new (&entry);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                       : NULL;
}

static const struct
{
  const char *start;
  const char *end;
  const char *start_line;
  const char *end_line;             /* NULL: there is none */
} times[] = {
  { "2026-12-02T09:30:00-06:00", "2026-12-02T10:00:00-06:00",
    "DTSTART:20261202T153000Z\r\n", "DTEND:20261202T160000Z\r\n" },
  { "2026-12-31T20:00:00-06:00", NULL, "DTSTART:20270101T020000Z\r\n", NULL },
  { "2026-12-02T09:30:00Z", NULL, "DTSTART:20261202T093000Z\r\n", NULL },
  /* Without a zone it is the clock on the wall. */
  { "2026-12-02T09:30", NULL, "DTSTART:20261202T093000\r\n", NULL },
  { "2026-12-02", NULL, "DTSTART;VALUE=DATE:20261202\r\n", NULL },
  /* An end before the start, or of another sort, is no end. */
  { "2026-12-02T09:30:00Z", "2026-12-02T09:00:00Z", "DTSTART:20261202T093000Z\r\n", NULL },
  { "2026-12-02T09:30:00Z", "2026-12-02", "DTSTART:20261202T093000Z\r\n", NULL },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *file = make (times[i].start, times[i].end);

      g_assert_nonnull (file);
      g_assert_nonnull (strstr (file, times[i].start_line));
      if (times[i].end_line != NULL)
        g_assert_nonnull (strstr (file, times[i].end_line));
      else
        g_assert_null (strstr (file, "DTEND"));
    }
}

/* Without a day there is nothing to put into a calendar. */
static void
test_no_day (void)
{
  g_assert_null (make (NULL, NULL));
  g_assert_null (make ("2027-03", NULL));
  g_assert_null (make ("soon", NULL));
}

static void
test_words (void)
{
  g_autofree char *file = make ("2026-12-02", NULL);

  g_assert_true (g_str_has_prefix (file, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (file, "SUMMARY:Eye exam\r\n"));
  g_assert_nonnull (strstr (file, "LOCATION:Kestrel Street\\, second floor\r\n"));
  g_assert_nonnull (strstr (file, "DESCRIPTION:Bring your glasses\\; no driving after\r\n"));
  g_assert_nonnull (strstr (file, "UID:"));
  g_assert_true (g_str_has_suffix (file, "END:VCALENDAR\r\n"));
}

/* What a clinic wrote cannot end a line and begin another property. */
static void
test_lines_stay_inside (void)
{
  KinCalendarEntry entry = { "Visit\r\nATTENDEE:mailto:x@example.org", "2026-12-02", NULL,
                             "Room 1\nURL:http://example.org", NULL };
  g_autoptr (GBytes) bytes = kin_calendar_file_new (&entry);
  g_autofree char *file = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_null (strstr (file, "\nATTENDEE"));
  g_assert_null (strstr (file, "\nURL"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/calendar-file/times", test_times);
  g_test_add_func ("/exchange/calendar-file/no-day", test_no_day);
  g_test_add_func ("/exchange/calendar-file/words", test_words);
  g_test_add_func ("/exchange/calendar-file/lines-stay-inside", test_lines_stay_inside);

  return g_test_run ();
}
