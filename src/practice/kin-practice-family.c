/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-family"

#include "config.h"

#include "kin-practice-family.h"

#include <gio/gio.h>
#include <string.h>

#define INSTALLED "../share/kinchart/practice"
#define IN_SOURCES "data/practice"

static char *
dup_if_folder (const char *parent, const char *child)
{
  g_autofree char *folder = g_build_filename (parent, child, NULL);

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_canonicalize_filename (folder, NULL) : NULL;
}

/* Beside the program as installed, or in the source tree that the build folder lies in. */
static char *
find_folder (void)
{
  const char *named = g_getenv ("KINCHART_PRACTICE_DATA");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  char *folder = named != NULL ? g_strdup (named) : dup_if_folder (here, INSTALLED);

  while (folder == NULL && strlen (here) > 1)
    {
      char *parent = g_path_get_dirname (here);

      g_free (here);
      here = parent;
      folder = dup_if_folder (here, IN_SOURCES);
    }

  return folder;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * kin_practice_family_list_files:
 *
 * Finds the made-up family: where the environment variable
 * `KINCHART_PRACTICE_DATA` says, else beside the program, installed or not.
 *
 * Returns: (transfer full): the paths of its files, in order; empty if there are none
 */
GStrv
kin_practice_family_list_files (void)
{
  g_autofree char *folder = find_folder ();
  g_autoptr (GDir) directory = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}
