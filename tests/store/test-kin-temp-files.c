/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-temp-files"

#include "config.h"

#include <glib/gstdio.h>

#include "kin-database-private.h"

/* More than any cache holds, so that it has to go somewhere while it is sorted. */
#define MUCH                                                                        \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)" \
  " SELECT hex (randomblob (100)) AS words FROM n ORDER BY words"

static const KinFileKind kind = { "sort.db", "record", FALSE };

/* SQLite removes the names of such files at once; that they are open still shows. */
static guint
count_temporary_files (void)
{
  g_autoptr (GDir) files = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (target != NULL && g_strrstr (target, "etilqs_") != NULL)
        n++;
    }

  return n;
}

/* Temporary files that are open while the first of many sorted rows is there. */
static guint
sort_much (const char *setting)
{
  g_autofree char *folder = g_dir_make_tmp ("kin-sort-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, kind.name, NULL);
  g_autoptr (KinSecret) key = kin_secret_new_random (32);
  g_autoptr (GError) error = NULL;
  KinDatabase *database;
  sqlite3_stmt *rows = NULL;
  guint found;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  database = kin_database_open (&kind, folder, kind.name, KIN_DATABASE_NEW, key, &error);
  g_assert_no_error (error);
  if (setting != NULL)
    g_assert_cmpint (sqlite3_exec (kin_database_get_handle (database), setting, NULL, NULL, NULL),
                     ==, SQLITE_OK);

  g_assert_cmpint (sqlite3_prepare_v2 (kin_database_get_handle (database), MUCH, -1, &rows, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (rows), ==, SQLITE_ROW);
  found = count_temporary_files ();

  sqlite3_finalize (rows);
  kin_database_close (database);
  g_unlink (path);
  g_rmdir (folder);
  return found;
}

/* What is sorted is somebody's record, and temporary files are not encrypted (rule K-11). */
static void
test_sorted_in_memory (void)
{
  g_assert_cmpuint (sort_much (NULL), ==, 0);
}

/* The control: without the setting such files are made, and are seen here. */
static void
test_seen_otherwise (void)
{
  g_assert_cmpuint (sort_much ("PRAGMA temp_store = FILE"), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/temp-files/sorted-in-memory", test_sorted_in_memory);
  g_test_add_func ("/store/temp-files/seen-otherwise", test_seen_otherwise);

  return g_test_run ();
}
