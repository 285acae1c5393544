/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "record-samples"

#include "config.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "record-samples.h"

/* JSON in C reads better with single quotes. */
GBytes *
sample_bytes (const char *text)
{
  char *json = g_strdup (text);

  g_strdelimit (json, "'", '"');

  return g_bytes_new_take (json, strlen (json));
}

KinJson *
sample_parse (const char *text)
{
  g_autoptr (GBytes) bytes = sample_bytes (text);
  g_autoptr (GError) error = NULL;
  KinJson *json = kin_json_new (bytes, &error);

  g_assert_no_error (error);

  return json;
}

/* The folder of a set of shared data, or NULL where there is none. */
char *
sample_find (const char *set)
{
  const char *shared = g_getenv ("KIN_SHARED");
  g_autofree char *folder = NULL;

  if (shared == NULL)
    return NULL;

  folder = g_build_filename (shared, "data", set, NULL);

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&folder) : NULL;
}

/* A file, unpacked when it is packed. */
static GBytes *
read_file (const char *path)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  char block[65536];
  la_ssize_t length;

  archive_read_support_filter_gzip (archive);
  archive_read_support_filter_xz (archive);
  archive_read_support_format_raw (archive);
  archive_read_support_format_empty (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, sizeof block), ==, ARCHIVE_OK);
  if (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      while ((length = archive_read_data (archive, block, sizeof block)) > 0)
        g_byte_array_append (bytes, (const guint8 *) block, (guint) length);
      g_assert_cmpint (length, ==, 0);
    }
  archive_read_free (archive);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
visit_lines (const char  *name,
             GBytes      *bytes,
             SampleVisit  visit,
             gpointer     user_data)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text + length;
  guint n = 0;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      g_autofree char *line_name = g_strdup_printf ("%s:%u", name, ++n);
      g_autoptr (GBytes) line = NULL;

      if (stop == NULL)
        stop = end;
      line = g_bytes_new (text, (gsize) (stop - text));
      if (stop > text)
        visit (line_name, line, user_data);
      text = stop + 1;
    }
}

static guint
visit_file (const char  *path,
            SampleVisit  visit,
            gpointer     user_data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gboolean lines = strstr (name, ".ndjson") != NULL;

  if (strstr (name, ".json") == NULL && !lines)
    return 0;

  bytes = read_file (path);
  if (lines)
    visit_lines (name, bytes, visit, user_data);
  else
    visit (name, bytes, user_data);

  return 1;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static guint
walk_folder (const char  *folder,
             SampleVisit  visit,
             gpointer     user_data)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n_files += walk_folder (path, visit, user_data);
      else
        n_files += visit_file (path, visit, user_data);
    }

  return n_files;
}

/* Visits every JSON document of a set; returns how many files there are. */
guint
sample_walk (const char  *set,
             SampleVisit  visit,
             gpointer     user_data)
{
  g_autofree char *folder = sample_find (set);

  return folder != NULL ? walk_folder (folder, visit, user_data) : 0;
}
