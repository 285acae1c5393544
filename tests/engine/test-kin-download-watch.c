/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-download-watch"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "kin-download-watch.h"
#include "kin-engine-error.h"

/* The last file of each test: whatever was heard before it has been answered by then. */
#define LAST "last.pdf"

typedef struct
{
  char             *folder;
  KinDownloadWatch *watch;
  GString          *told;          /* a name a line */
  gboolean          has_ended;
} Fixture;

static void
on_arrived (Fixture    *fixture,
            const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_cmpstr (folder, ==, fixture->folder);
  g_string_append_printf (fixture->told, "%s\n", name);
}

static void
on_ended (Fixture *fixture)
{
  fixture->has_ended = TRUE;
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  /* In place, as a program does that knows no other way. */
  g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
rename_file (Fixture    *fixture,
             const char *name,
             const char *new_name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *new_path = g_build_filename (fixture->folder, new_name, NULL);

  g_assert_cmpint (g_rename (path, new_path), ==, 0);
}

static KinDownloadWatch *
make_watch (Fixture *fixture,
            guint    seconds)
{
  KinDownloadWatch *watch = kin_download_watch_new (fixture->folder, seconds);

  g_signal_connect_swapped (watch, "arrived", G_CALLBACK (on_arrived), fixture);
  g_signal_connect_swapped (watch, "ended", G_CALLBACK (on_ended), fixture);

  return watch;
}

static void
start (KinDownloadWatch *watch)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (kin_download_watch_start (watch, &error));
  g_assert_no_error (error);
  g_assert_true (kin_download_watch_get_is_active (watch));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("kin-downloads-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->told = g_string_new (NULL);
  fixture->watch = make_watch (fixture, KIN_DOWNLOAD_WATCH_SECONDS);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *quoted = g_shell_quote (fixture->folder);
  g_autofree char *command = g_strdup_printf ("rm -rf %s", quoted);

  g_clear_object (&fixture->watch);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
  g_string_free (fixture->told, TRUE);
}

/* Nothing but @names was said, each once, and LAST after them. */
static void
assert_told (Fixture    *fixture,
             const char *names)
{
  g_autofree char *all = g_strconcat (names, LAST "\n", NULL);

  write_file (fixture, LAST, "last");
  while (strstr (fixture->told->str, LAST) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (fixture->told->str, ==, all);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  start (fixture->watch);
  write_file (fixture, "record.json", "{}");
  write_file (fixture, "visit.pdf", "%PDF");
  assert_told (fixture, "record.json\nvisit.pdf\n");

  /* It is no new one when it is changed. */
  g_string_truncate (fixture->told, 0);
  write_file (fixture, "record.json", "{ }");
  rename_file (fixture, LAST, "other.pdf");
  write_file (fixture, "again.pdf", "%PDF");
  while (strstr (fixture->told->str, "again.pdf") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->told->str, ==, "again.pdf\n");
}

/* Firefox puts an empty file in the place, and what comes beside it; Chromium begins with a hidden
 * name. Neither is there before the last rename. */
static void
test_partial (Fixture       *fixture,
              gconstpointer  data)
{
  write_file (fixture, "begun.pdf.part", "%PD");
  start (fixture->watch);
  write_file (fixture, "record.zip", "");
  write_file (fixture, "Xy12.record.zip.part", "PK");
  write_file (fixture, ".com.browser.aB3", "<");
  rename_file (fixture, ".com.browser.aB3", "Unconfirmed 4711.crdownload");
  write_file (fixture, "left.pdf.part", "%PD");
  write_file (fixture, "left.crdownload", "%PD");
  assert_told (fixture, "");

  g_string_truncate (fixture->told, 0);
  rename_file (fixture, "Xy12.record.zip.part", "record.zip");
  rename_file (fixture, "Unconfirmed 4711.crdownload", "summary.xml");
  rename_file (fixture, "begun.pdf.part", "begun.pdf");
  while (strstr (fixture->told->str, "begun.pdf") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->told->str, ==, "record.zip\nsummary.xml\nbegun.pdf\n");
}

/* The empty file in the place is heard of only when it is whole already. */
static void
test_quick (Fixture       *fixture,
            gconstpointer  data)
{
  start (fixture->watch);
  write_file (fixture, "record.zip", "");
  write_file (fixture, "record.zip.part", "PK");
  rename_file (fixture, "record.zip.part", "record.zip");
  assert_told (fixture, "record.zip\n");
}

static void
test_old (Fixture       *fixture,
          gconstpointer  data)
{
  write_file (fixture, "old.pdf", "%PDF");
  write_file (fixture, "older.pdf", "%PDF");
  start (fixture->watch);
  write_file (fixture, "old.pdf", "%PDF-1.4");
  rename_file (fixture, "older.pdf", "oldest.pdf");
  assert_told (fixture, "");
}

static void
test_no_files (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "folder.pdf", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.pdf.part", NULL);
  g_autofree char *outside = g_dir_make_tmp ("kin-outside-XXXXXX", NULL);
  g_autofree char *moved = g_build_filename (outside, "moved.pdf", NULL);
  g_autofree char *moved_in = g_build_filename (fixture->folder, "moved.pdf", NULL);

  start (fixture->watch);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  rename_file (fixture, "link.pdf.part", "link.pdf");
  write_file (fixture, ".hidden.pdf", "%PDF");
  write_file (fixture, "saved.txt~", "words");
  write_file (fixture, "empty.pdf", "");
  /* A file that is moved here is as new as one that is saved here. */
  g_assert_true (g_file_set_contents (moved, "%PDF", -1, NULL));
  g_assert_cmpint (g_rename (moved, moved_in), ==, 0);
  assert_told (fixture, "moved.pdf\n");
  g_assert_cmpint (g_rmdir (outside), ==, 0);
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (KinDownloadWatch) brief = make_watch (fixture, 1);

  start (brief);
  while (!fixture->has_ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (kin_download_watch_get_is_active (brief));

  /* The other one hears it, and alone. */
  start (fixture->watch);
  assert_told (fixture, "");
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (KinDownloadWatch) stopped = make_watch (fixture, KIN_DOWNLOAD_WATCH_SECONDS);

  start (stopped);
  start (fixture->watch);
  write_file (fixture, "unheard.pdf", "%PDF");
  kin_download_watch_stop (stopped);
  g_assert_false (kin_download_watch_get_is_active (stopped));
  assert_told (fixture, "unheard.pdf\n");
  g_assert_false (fixture->has_ended);
}

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autoptr (KinDownloadWatch) nowhere = kin_download_watch_new (missing, 60);
  g_autoptr (GError) error = NULL;

  g_assert_false (kin_download_watch_start (nowhere, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND);
  g_assert_false (kin_download_watch_get_is_active (nowhere));

  start (fixture->watch);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  while (!fixture->has_ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (kin_download_watch_get_is_active (fixture->watch));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/download-watch/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/download-watch/partial", Fixture, NULL, set_up, test_partial, tear_down);
  g_test_add ("/download-watch/quick", Fixture, NULL, set_up, test_quick, tear_down);
  g_test_add ("/download-watch/old", Fixture, NULL, set_up, test_old, tear_down);
  g_test_add ("/download-watch/no-files", Fixture, NULL, set_up, test_no_files, tear_down);
  g_test_add ("/download-watch/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/download-watch/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/download-watch/folder", Fixture, NULL, set_up, test_folder, tear_down);

  return g_test_run ();
}
