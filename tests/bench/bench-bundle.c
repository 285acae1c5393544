/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-bundle"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-bundle.h"
#include "kin-clock.h"
#include "kin-process.h"
#include "kin-summary.h"

/* bench-bundle read|slices|columns|program FILE…: the limit, read() and memcpy(); or pages of a
 * portal to slices; or to slices and the columns of a list, by one thread, or by two as the
 * program does it: one reads the next page while another makes the columns of the last, and
 * whoever would have to wait helps.
 *
 * All of them take memory for a page, read the page into it and give it back, as whoever fetches
 * pages does; the limit takes as much again for its copy. They do it in a process that was
 * started like every program of ours, which wipes what is freed and keeps memory for the next
 * page. One piece of memory for all pages is no fair limit: where it happens to begin decides
 * about how long read() takes, by a factor of more than two. All is done twice, and the second
 * time is measured. */

#define MOST_WAITING 2

typedef guint64 (* Work) (GBytes *page);

static GBytes *
read_page (const char *path)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  char *bytes;

  if (file < 0 || fstat (file, &about) != 0)
    g_error ("cannot open a page");
  bytes = g_malloc ((gsize) about.st_size);
  if (read (file, bytes, (gsize) about.st_size) != about.st_size)
    g_error ("cannot read a page");
  close (file);

  return g_bytes_new_take (bytes, (gsize) about.st_size);
}

static guint64
copy (GBytes *page)
{
  gsize length;
  const char *bytes = g_bytes_get_data (page, &length);
  g_autofree char *other = g_memdup2 (bytes, length);

  return (guint8) other[length / 2] < 0x80 ? length : 0;
}

static KinBundle *
slice (GBytes *page)
{
  KinBundle *bundle = kin_bundle_new (page, NULL);

  if (bundle == NULL)
    g_error ("not a Bundle");

  return bundle;
}

/* Takes over @data, a bundle. */
static void
summarise (gpointer data,
           gpointer unused)
{
  g_autoptr (KinBundle) bundle = data;

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, i, NULL);

      if (summary == NULL)
        g_error ("a resource without a summary");
    }
}

static guint64
make_slices (GBytes *page)
{
  g_autoptr (KinBundle) bundle = slice (page);

  return kin_bundle_get_n_entries (bundle);
}

static guint64
make_columns (GBytes *page)
{
  KinBundle *bundle = slice (page);
  guint n_entries = kin_bundle_get_n_entries (bundle);

  summarise (bundle, NULL);

  return n_entries;
}

static GThreadPool *second;

static guint64
make_with_another (GBytes *page)
{
  KinBundle *bundle = slice (page);
  guint n_entries = kin_bundle_get_n_entries (bundle);

  if (g_thread_pool_unprocessed (second) < MOST_WAITING)
    g_thread_pool_push (second, bundle, NULL);
  else
    summarise (bundle, NULL);

  return n_entries;
}

static guint64
run (Work   work,
     int    n_paths,
     char **paths)
{
  guint64 n = 0;

  if (work == make_with_another)
    second = g_thread_pool_new (summarise, NULL, 1, TRUE, NULL);

  for (int i = 0; i < n_paths; i++)
    {
      g_autoptr (GBytes) page = read_page (paths[i]);

      n += work (page);
    }

  if (second != NULL)
    g_thread_pool_free (g_steal_pointer (&second), FALSE, TRUE);

  return n;
}

int
main (int   argc,
      char *argv[])
{
  Work work = copy;
  KinClock start;

  if (argc < 3)
    return 2;
  if (g_str_equal (argv[1], "slices"))
    work = make_slices;
  else if (g_str_equal (argv[1], "columns"))
    work = make_columns;
  else if (g_str_equal (argv[1], "program"))
    work = make_with_another;

  if (kin_process_start (KIN_PROCESS_DEFAULT) != 0)
    return 1;

  run (work, argc - 2, argv + 2);
  start = kin_clock_start ();
  kin_clock_report (start, run (work, argc - 2, argv + 2));

  return 0;
}
