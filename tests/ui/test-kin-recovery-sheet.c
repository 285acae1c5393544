/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-recovery-sheet"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "kin-recovery-code.h"
#include "kin-recovery-sheet.h"

static char *
read_back (const char *path)
{
  const char *words[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return text;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
save (KinPrint   *print,
      const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  kin_print_save_async (print, path, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  kin_print_save_finish (print, result, &error);
  g_assert_no_error (error);
}

/* What is on paper opens the record: the groups are read back from the printed file, and are the
 * code. Nothing else is on it that says whose it is. */
static void
test_paper (void)
{
  g_autofree char *folder = g_dir_make_tmp ("kin-sheet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "paper.pdf", NULL);
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autoptr (KinSecret) read = NULL;
  g_autoptr (KinPrint) print = kin_recovery_sheet_new (code);
  g_autoptr (GString) typed = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  save (print, path);
  text = read_back (path);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int number = 0;
      char group[16] = "";

      if (sscanf (lines[i], " %d %5[0-9A-Z]", &number, group) == 2 &&
          strlen (group) == KIN_RECOVERY_GROUP_LENGTH)
        g_string_append_printf (typed, "%s ", group);
    }

  read = kin_recovery_code_from_text (typed->str, NULL);
  g_assert_nonnull (read);
  g_assert_true (kin_secret_equal (read, code));
  g_assert_nonnull (strstr (text, "Kinchart recovery page"));
  g_assert_nonnull (strstr (text, "Page 1 of 1"));

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recovery-sheet/paper", test_paper);

  return g_test_run ();
}
