/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-directory"

#include "kin-bench.h"
#include "kin-directory.h"

#define N_SEARCHES 500
#define N_WARM 20
#define LIMIT 8

/* bench-directory load|search FILE: reads a list of clinics, or searches it for the first letters
 * of the name or the town of one, as somebody types them. */

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    g_error ("%s", error->message);

  return g_bytes_new_take (contents, length);
}

static KinDirectory *
load (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  KinDirectory *directory = kin_directory_new (text, &error);

  if (directory == NULL)
    g_error ("%s", error->message);

  return directory;
}

static void
measure_loads (GBytes *text,
               GArray *times)
{
  for (guint i = 0; i < 5; i++)
    {
      KinClock start = kin_clock_start ();
      KinDirectory *directory = load (text);
      KinClock time = kin_clock_since (start);

      kin_directory_free (directory);
      g_array_append_val (times, time);
    }
}

/* The first letters of what is in an entry. */
static char *
choose_words (GRand              *chance,
              const KinDirectory *directory)
{
  gint32 n = (gint32) kin_directory_get_n_entries (directory);
  const KinDirectoryEntry *entry =
    kin_directory_get_entry (directory, (guint) g_rand_int_range (chance, 0, n));
  const char *text = g_rand_boolean (chance) || entry->town == NULL ? entry->name : entry->town;
  gint32 length = (gint32) g_utf8_strlen (text, -1);

  return g_utf8_substring (text, 0, g_rand_int_range (chance, 1, length + 1));
}

static void
measure_searches (GBytes *text,
                  GArray *times)
{
  g_autoptr (KinDirectory) directory = load (text);
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_WARM + N_SEARCHES; i++)
    {
      g_autofree char *words = choose_words (chance, directory);
      g_autoptr (GArray) found = NULL;
      KinClock start = kin_clock_start ();
      KinClock time;
      guint n_found;

      found = kin_directory_search (directory, words, LIMIT, &n_found);
      time = kin_clock_since (start);
      if (n_found == 0)
        g_error ("nothing was found");
      if (i >= N_WARM)
        g_array_append_val (times, time);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (KinClock));
  g_autoptr (GBytes) text = NULL;

  bench_begin (argc, 3);
  text = read_file (argv[2]);
  if (g_str_equal (argv[1], "load"))
    measure_loads (text, times);
  else
    measure_searches (text, times);
  bench_report_times (times);

  return 0;
}
