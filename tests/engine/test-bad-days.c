/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-days"

#include "config.h"

#include "bad-day.h"
#include "day-kit.h"

/* What a person does, with a call of the database or of the disk failing once: it is done or said
 * not to be, nothing that was there is lost, and it can be done again. */

typedef struct
{
  const DayAsk *asks;
  gboolean      closes;         /* the person is open, and may be closed meanwhile */
  gboolean      erases;         /* nothing else makes the record smaller */
} Deeds;

/* Every call of the first eight, then ever fewer; with KIN_LONG every one. */
static guint
next (guint at)
{
  return at + 1 + (g_getenv ("KIN_LONG") != NULL ? 0 : at / 8);
}

/* What is stopped before it has begun is done all the same, or says that it was stopped. */
static void
ask_and_stop (DayFixture   *fixture,
              const DayAsk *deed)
{
  g_autoptr (GError) error = NULL;

  fixture->stop = g_cancellable_new ();
  g_cancellable_cancel (fixture->stop);
  if (!deed->ask (fixture, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("%s, stopped: %s", deed->name, error != NULL ? error->message : "no error");
  g_clear_object (&fixture->stop);
  if (fixture->family == NULL)
    g_assert_true (day_open_again (fixture, NULL));
}

/* What is on its way when the person is closed is done, or said not to be. */
static void
ask_and_close (DayFixture   *fixture,
               const DayAsk *deed,
               gboolean      erases)
{
  g_autoptr (GError) error = NULL;
  guint64 before = kit_count (fixture->person);

  fixture->closes = TRUE;
  if (deed->ask (fixture, &error) == (error != NULL))
    g_error ("%s, closed: %s", deed->name, error != NULL ? error->message : "no error");
  fixture->closes = FALSE;
  g_test_message ("%s, closed: %s", deed->name, error != NULL ? error->message : "done");
  if (!erases)
    g_assert_cmpuint (kit_count (fixture->person), >=, before);
}

/* Asks with the call number @at failing. Returns: whether there was such a call. */
static gboolean
ask_badly (DayFixture   *fixture,
           const DayAsk *deed,
           guint         at)
{
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (fixture->family));
  g_autoptr (GError) error = NULL;
  gboolean asked, hit;

  bad_day_begin (at);
  asked = deed->ask (fixture, &error);
  hit = bad_day_end ();
  if (asked == (error != NULL) || (!asked && !hit))
    g_error ("%s at call %u: %s", deed->name, at, error != NULL ? error->message : "no error");
  if (fixture->family == NULL)
    g_assert_true (day_open_again (fixture, NULL));
  if (!asked)
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->family)), ==, n_people);

  return hit;
}

static void
ask_on_bad_days (DayFixture   *fixture,
                 const DayAsk *deed,
                 gboolean      erases)
{
  guint64 before = kit_count (fixture->person);
  gboolean hit = TRUE;
  guint at = 1;

  for (; hit; at = next (at))
    {
      hit = ask_badly (fixture, deed, at);
      if (!erases)
        g_assert_cmpuint (kit_count (fixture->person), >=, before);
    }

  g_test_message ("%s: %u", deed->name, at);
}

static void
test_deeds (gconstpointer data)
{
  const Deeds *deeds = data;
  DayFixture fixture = { NULL };

  day_set_up (&fixture);
  for (const DayAsk *deed = deeds->asks; deed->name != NULL; deed++)
    {
      if (deed->ask != day_remove_person)
        ask_and_stop (&fixture, deed);
      if (deeds->closes)
        ask_and_close (&fixture, deed, deeds->erases);
      ask_on_bad_days (&fixture, deed, deeds->erases);
    }
  day_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const Deeds of_person = { day_person_asks, TRUE, FALSE };
  static const Deeds of_family = { day_family_asks, FALSE, FALSE };
  static const Deeds erasing = { day_erase_asks, TRUE, TRUE };

  g_test_init (&argc, &argv, NULL);
  /* Some of what fails here has nobody who waits for it: that is said in the log. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_data_func ("/bad-days/person", &of_person, test_deeds);
  g_test_add_data_func ("/bad-days/family", &of_family, test_deeds);
  g_test_add_data_func ("/bad-days/erasing", &erasing, test_deeds);

  return g_test_run ();
}
