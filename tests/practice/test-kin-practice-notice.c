/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-notice"

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "kin-practice-notice.h"

#define BASE "http://127.0.0.1:4711/fhir"

static char *
get_path (void)
{
  return g_build_filename (g_get_user_runtime_dir (), KIN_PRACTICE_NOTICE, NULL);
}

static void
assert_notice (const char *wanted)
{
  g_autofree char *path = get_path ();
  g_autofree char *text = NULL;

  g_assert_cmpint (g_file_get_contents (path, &text, NULL, NULL), ==, wanted != NULL);
  g_assert_cmpstr (text, ==, wanted);
}

/* One portal says where it is; a second one does not speak over it. */
static void
test_one (void)
{
  g_autoptr (KinPracticeNotice) first = kin_practice_notice_new (BASE);
  g_autoptr (KinPracticeNotice) second = kin_practice_notice_new ("http://127.0.0.1:9/fhir");
  g_autofree char *path = get_path ();
  GStatBuf status;

  g_assert_nonnull (first);
  g_assert_null (second);
  assert_notice (BASE);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_clear_pointer (&first, kin_practice_notice_free);
  assert_notice (NULL);
}

/* What a crash left behind is written over. */
static void
test_left_behind (void)
{
  g_autofree char *path = get_path ();
  g_autoptr (KinPracticeNotice) notice = NULL;

  g_assert_true (g_file_set_contents (path, "http://127.0.0.1:99999/an-older-and-longer-one", -1,
                                      NULL));
  notice = kin_practice_notice_new (BASE);
  g_assert_nonnull (notice);
  assert_notice (BASE);
}

/* Nobody else's file is written by way of a link. */
static void
test_link (void)
{
  g_autofree char *path = get_path ();
  g_autofree char *target = g_strconcat (path, ".target", NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
  g_assert_null (kin_practice_notice_new (BASE));
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_unlink (path);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("kin-runtime-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-notice/one", test_one);
  g_test_add_func ("/practice-notice/left-behind", test_left_behind);
  g_test_add_func ("/practice-notice/link", test_link);

  status = g_test_run ();
  g_rmdir (runtime);

  return status;
}
