/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-set-meta"

#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-set-meta.h"
#include "kin-store-kit.h"

static void
test_round (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinSetMeta) written = kin_set_meta_new ("0011");
  g_autoptr (KinSetMeta) read = NULL;
  g_autofree char *path = kit_path (set, "meta");
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (kin_set_meta_write (written, set->folder, &error));
  read = kin_set_meta_read (set->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->format, ==, KIN_SET_FORMAT);
  g_assert_cmpstr (read->key_id, ==, "0011");

  /* It is in clear, and says nothing else. */
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "[set]\nformat=1\nkey-id=0011\n");
  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* Wrapped keys come back as they were written, and their absence does too. */
static void
test_wrapped (KitSet        *set,
              gconstpointer  unused)
{
  static const char * const codes[] = { "AAA=", "BB+/", NULL };
  g_autoptr (KinSetMeta) written = kin_set_meta_new ("0011");
  g_autoptr (KinSetMeta) read = NULL;
  g_autoptr (KinSetMeta) without = NULL;
  g_autoptr (GError) error = NULL;

  written->wrapped_by_family = g_strdup ("CC==");
  written->wrapped_by_code = g_strdupv ((char **) codes);
  written->code_was_typed = TRUE;
  g_assert_true (kin_set_meta_write (written, set->folder, &error));
  read = kin_set_meta_read (set->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->key_id, ==, "0011");
  g_assert_cmpstr (read->wrapped_by_family, ==, "CC==");
  g_assert_cmpstrv (read->wrapped_by_code, (char **) codes);
  g_assert_true (read->code_was_typed);

  g_clear_pointer (&read->wrapped_by_code, g_strfreev);
  g_assert_true (kin_set_meta_write (read, set->folder, &error));
  without = kin_set_meta_read (set->folder, &error);
  g_assert_null (without->wrapped_by_code);
  g_assert_false (without->code_was_typed);
}

typedef struct
{
  const char *content;
  int         code;
} Wrong;

static void
test_wrong (KitSet        *set,
            gconstpointer  unused)
{
  static const Wrong wrongs[] = {
    { "", KIN_STORE_ERROR_CORRUPT },
    { "garbage", KIN_STORE_ERROR_CORRUPT },
    { "[set]\n", KIN_STORE_ERROR_CORRUPT },
    { "[set]\nformat=1\n", KIN_STORE_ERROR_CORRUPT },
    { "[set]\nformat=1\nkey-id=\n", KIN_STORE_ERROR_CORRUPT },
    { "[set]\nformat=0\nkey-id=00\n", KIN_STORE_ERROR_CORRUPT },
    { "[set]\nformat=x\nkey-id=00\n", KIN_STORE_ERROR_CORRUPT },
    { "[set]\nformat=2\n", KIN_STORE_ERROR_NEWER_FORMAT },
    { "[set]\nformat=2\nkey-id=00\n", KIN_STORE_ERROR_NEWER_FORMAT },
  };
  g_autofree char *path = kit_path (set, "meta");

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, wrongs[i].content, -1, NULL));
      g_assert_null (kin_set_meta_read (set->folder, &error));
      g_assert_error (error, KIN_STORE_ERROR, wrongs[i].code);
    }
}

static void
test_absent (KitSet        *set,
             gconstpointer  unused)
{
  g_autofree char *path = kit_path (set, "meta");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_null (kin_set_meta_read (set->folder, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);
}

/* Writing replaces a planted link, and writes nothing through it. */
static void
test_link (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_new ("0011");
  g_autofree char *path = kit_path (set, "meta");
  g_autofree char *away = kit_path (set, "elsewhere");
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (away, "untouched", -1, NULL));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (symlink (away, path), ==, 0);

  g_assert_null (kin_set_meta_read (set->folder, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_UNSAFE_PATH);
  g_clear_error (&error);

  g_assert_true (kin_set_meta_write (meta, set->folder, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (away, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "untouched");
}

#define ADD(name, function) \
  g_test_add ("/store/set-meta/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round", test_round);
  ADD ("wrapped", test_wrapped);
  ADD ("wrong", test_wrong);
  ADD ("absent", test_absent);
  ADD ("link", test_link);

  return g_test_run ();
}
