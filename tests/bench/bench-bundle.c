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

/* bench-bundle read|slices|columns FILE…: the limit, read() and memcpy(); or pages of a
 * portal to slices; or to slices and the columns of a list. The files are read into the
 * same memory each time, and all is done twice: the second time is measured. */

typedef guint64 (* Work) (const char *bytes,
                          gsize       length);

static char *memory;
static gsize memory_length;

static gsize
read_file (const char *path)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  struct stat about;

  if (file < 0 || fstat (file, &about) != 0)
    g_error ("cannot open a page");
  if ((gsize) about.st_size > memory_length)
    {
      memory_length = 2 * (gsize) about.st_size;
      memory = g_realloc (memory, memory_length);
    }
  if (read (file, memory, (gsize) about.st_size) != about.st_size)
    g_error ("cannot read a page");
  close (file);

  return (gsize) about.st_size;
}

static guint64
copy (const char *bytes,
      gsize       length)
{
  static char *other;
  static gsize other_length;

  if (length > other_length)
    {
      other_length = memory_length;
      other = g_realloc (other, other_length);
    }
  memcpy (other, bytes, length);

  return (guint8) other[length / 2] < 0x80 ? length : 0;
}

static guint64
make (const char *bytes,
      gsize       length,
      gboolean    columns)
{
  g_autoptr (GBytes) page = g_bytes_new_static (bytes, length);
  g_autoptr (KinBundle) bundle = kin_bundle_new (page, NULL);
  guint n_entries;

  if (bundle == NULL)
    g_error ("not a Bundle");
  n_entries = kin_bundle_get_n_entries (bundle);
  for (guint i = 0; columns && i < n_entries; i++)
    {
      g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, i, NULL);

      if (summary == NULL)
        g_error ("a resource without a summary");
    }

  return n_entries;
}

static guint64
make_slices (const char *bytes,
             gsize       length)
{
  return make (bytes, length, FALSE);
}

static guint64
make_columns (const char *bytes,
              gsize       length)
{
  return make (bytes, length, TRUE);
}

static guint64
run (Work   work,
     int    n_paths,
     char **paths)
{
  guint64 n = 0;

  for (int i = 0; i < n_paths; i++)
    {
      gsize length = read_file (paths[i]);

      n += work (memory, length);
    }

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

  /* What every program of ours does first, such as wiping freed memory, counts; the limit is
   * without it. */
  if (work != copy && kin_process_start (KIN_PROCESS_DEFAULT) != 0)
    return 1;

  run (work, argc - 2, argv + 2);
  start = kin_clock_start ();
  kin_clock_report (start, run (work, argc - 2, argv + 2));

  return 0;
}
