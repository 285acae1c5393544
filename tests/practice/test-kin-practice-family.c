/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-family"

#include "config.h"

#include "kin-practice-family.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static void
write_empty (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

static void
test_named_folder (void)
{
  const char *const names[] = { "b.json", "a.json", "README.md" };
  g_autofree char *folder = g_dir_make_tmp ("kin-XXXXXX", NULL);
  g_auto (GStrv) files = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    write_empty (folder, names[i]);
  g_setenv ("KINCHART_PRACTICE_DATA", folder, TRUE);
  files = kin_practice_family_list_files ();

  g_assert_cmpuint (g_strv_length (files), ==, 2);
  g_assert_true (g_str_has_suffix (files[0], "/a.json"));
  g_assert_true (g_str_has_suffix (files[1], "/b.json"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    remove_file (folder, names[i]);
  g_rmdir (folder);
}

static void
test_no_folder (void)
{
  g_auto (GStrv) files = NULL;

  g_setenv ("KINCHART_PRACTICE_DATA", "/nonexistent", TRUE);
  files = kin_practice_family_list_files ();
  g_assert_cmpuint (g_strv_length (files), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/family/named-folder", test_named_folder);
  g_test_add_func ("/practice/family/no-folder", test_no_folder);

  return g_test_run ();
}
