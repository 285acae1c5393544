/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-bundle"

#include <string.h>

#include "kin-bundle.h"
#include "kin-clock.h"
#include "kin-summary.h"

/* bench-bundle read|columns FILE…: the limit, read() and memcpy(); or pages of a portal
 * to slices and the columns of a list. */

static GBytes *
read_file (const char *path)
{
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    g_error ("cannot read %s", path);
  return g_bytes_new_take (contents, length);
}

static guint64
copy (GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  g_autofree char *other = g_malloc (length);

  memcpy (other, data, length);
  return (guint8) other[length / 2] < 0x80 ? length : 0;
}

static guint64
make_columns (GBytes *bytes)
{
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  guint64 made = 0;

  if (bundle == NULL)
    g_error ("not a Bundle");
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinSummary) summary = kin_summary_new (kin_bundle_get_resource (bundle, i), NULL);

      made += summary != NULL;
    }

  return made;
}

int
main (int   argc,
      char *argv[])
{
  gboolean columns = argc > 1 && g_str_equal (argv[1], "columns");
  KinClock start = kin_clock_start ();
  guint64 n = 0;

  for (int i = 2; i < argc; i++)
    {
      g_autoptr (GBytes) bytes = read_file (argv[i]);

      n += columns ? make_columns (bytes) : copy (bytes);
    }
  kin_clock_report (start, n);

  return 0;
}
