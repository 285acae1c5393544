/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-data-folder"

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "kin-data-folder.h"
#include "kin-engine-error.h"

#define PERSON "0d7f6b1e-38c5-4a0e-9e58-2f1b6c8f3a10"

static char *
make_scratch (void)
{
  g_autoptr (GError) error = NULL;
  char *scratch = g_dir_make_tmp ("kin-folder-XXXXXX", &error);

  g_assert_no_error (error);
  return scratch;
}

static void
remove_scratch (const char *scratch)
{
  g_autofree char *quoted = g_shell_quote (scratch);
  g_autofree char *command = g_strdup_printf ("rm -rf %s", quoted);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
assert_mode (const char *path,
             mode_t      mode)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, mode);
}

/* Nobody else can look into it, even if it was there before and was open to all. */
static void
test_private (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *path = g_build_filename (scratch, "a", "kinchart", NULL);
  g_autofree char *lock = g_build_filename (path, "lock", NULL);
  g_autofree char *person = NULL;
  g_autoptr (KinDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  folder = kin_data_folder_open (path, &error);
  g_assert_no_error (error);
  person = kin_data_folder_make_person (folder, PERSON, &error);
  g_assert_no_error (error);

  assert_mode (path, 0700);
  assert_mode (lock, 0600);
  assert_mode (person, 0700);
  g_assert_true (g_str_has_suffix (person, "/people/" PERSON));
  remove_scratch (scratch);
}

static void
test_links (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *real = g_build_filename (scratch, "real", NULL);
  g_autofree char *link = g_build_filename (scratch, "link", NULL);
  g_autofree char *lock = g_build_filename (real, "lock", NULL);
  g_autofree char *people = g_build_filename (real, "people", NULL);
  g_autoptr (KinDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (real, 0700), ==, 0);
  g_assert_cmpint (symlink (real, link), ==, 0);
  g_assert_null (kin_data_folder_open (link, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER);
  g_clear_error (&error);

  g_assert_cmpint (symlink ("/etc/passwd", lock), ==, 0);
  g_assert_null (kin_data_folder_open (real, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER);
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (lock), ==, 0);
  g_assert_cmpint (symlink ("/tmp", people), ==, 0);
  folder = kin_data_folder_open (real, &error);
  g_assert_no_error (error);
  g_assert_null (kin_data_folder_make_person (folder, PERSON, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER);
  remove_scratch (scratch);
}

/* Where no folder can be made, and where one is somebody else's. */
static void
test_bad_places (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *theirs = g_build_filename (scratch, "theirs", NULL);
  const char *places[] = { "/proc/none/kinchart", "/proc/kinchart", theirs };

  g_assert_cmpint (g_mkdir (theirs, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;

      /* Only root can give a folder away. */
      if (places[i] == theirs && chown (theirs, 1, 1) != 0)
        continue;
      g_assert_null (kin_data_folder_open (places[i], &error));
      g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER);
    }

  remove_scratch (scratch);
}

/* A program of its own that holds the folder until it is ended. */
static pid_t
start_holder (const char *path,
              gboolean    is_check)
{
  int ready[2];
  char byte = 0;
  pid_t pid;

  g_assert_cmpint (pipe (ready), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      KinDataFolder *folder = kin_data_folder_open (path, NULL);

      if (is_check)
        kin_data_folder_be_check ();
      if (folder == NULL || write (ready[1], "x", 1) != 1)
        _exit (1);
      pause ();
      _exit (0);
    }

  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  return pid;
}

/* Who holds it is said; and when that program dies, however it does, the folder is free. */
static void
test_held (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *path = g_build_filename (scratch, "kinchart", NULL);
  g_autofree char *process = NULL;
  g_autoptr (KinDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;
  pid_t pid = start_holder (path, FALSE);

  process = g_strdup_printf ("(process %d)", (int) pid);
  g_assert_null (kin_data_folder_open (path, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_HELD);
  g_assert_nonnull (strstr (error->message, process));
  g_assert_nonnull (strstr (error->message, "test-kin-data"));
  g_clear_error (&error);

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  folder = kin_data_folder_open (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (folder);
  remove_scratch (scratch);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static KinDataFolder *
take (const char  *path,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_data_folder_take_async (path, NULL, taken_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return kin_data_folder_take_finish (result, error);
}

/* The check that nobody waits for makes room for whoever comes; any other program stays. */
static void
test_check_makes_room (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *path = g_build_filename (scratch, "kinchart", NULL);
  g_autoptr (KinDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;
  pid_t pid = start_holder (path, TRUE);

  folder = take (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (folder);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  g_clear_object (&folder);

  pid = start_holder (path, FALSE);
  g_assert_null (take (path, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_HELD);
  g_assert_cmpint (waitpid (pid, NULL, WNOHANG), ==, 0);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  remove_scratch (scratch);
}

static void
test_freed (void)
{
  g_autofree char *scratch = make_scratch ();
  g_autofree char *lock = g_build_filename (scratch, "lock", NULL);
  struct stat before;
  struct stat after;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinDataFolder) folder = kin_data_folder_open (scratch, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (kin_data_folder_get_path (folder), ==, scratch);
      if (i == 0)
        g_assert_cmpint (stat (lock, &before), ==, 0);
    }

  /* Holding and letting go leaves no trace. */
  g_assert_cmpint (stat (lock, &after), ==, 0);
  g_assert_cmpint (after.st_size, ==, 0);
  g_assert_cmpint (before.st_mtim.tv_sec, ==, after.st_mtim.tv_sec);
  g_assert_cmpint (before.st_mtim.tv_nsec, ==, after.st_mtim.tv_nsec);
  remove_scratch (scratch);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-folder/private", test_private);
  g_test_add_func ("/data-folder/links", test_links);
  g_test_add_func ("/data-folder/bad-places", test_bad_places);
  g_test_add_func ("/data-folder/held", test_held);
  g_test_add_func ("/data-folder/check-makes-room", test_check_makes_room);
  g_test_add_func ("/data-folder/freed", test_freed);

  return g_test_run ();
}
