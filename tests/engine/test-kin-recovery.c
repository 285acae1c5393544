/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-recovery"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-problem.h"
#include "kin-recovery-code.h"
#include "kin-recovery.h"
#include "kin-set-meta.h"

/* Everything here happens with a real keyring, whose files are really deleted. */

static char *
run (const char *script)
{
  const char *words[] = { "bash", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) words, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return output;
}

/* The keyring's files are gone, and a new daemon knows nothing of them. */
static void
destroy_keyring (void)
{
  g_autofree char *left = NULL;

  g_free (run ("rm -rf \"$XDG_DATA_HOME/keyrings\"; unset G_DEBUG;"
               " echo test | gnome-keyring-daemon --replace --unlock --components=secrets"
               " >/dev/null"));
  left = run ("secret-tool search --all app kinchart");
  g_assert_cmpstr (left, ==, "");
}

static char *
dup_key_ids (void)
{
  return run ("secret-tool search --all app kinchart 2>&1 | grep key-id | sort");
}

static KinSecret *
make_page (KinFamily *family)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinSecret *code;

  kin_recovery_make_async (family, NULL, kit_done, &result);
  code = kin_recovery_make_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);
  return code;
}

static gboolean
type_back (KinFamily  *family,
           KinSecret  *code,
           GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_recovery_type_async (family, code, NULL, kit_done, &result);
  return kin_recovery_type_finish (family, kit_wait (&result), error);
}

static KinFamily *
open_with (const char  *folder,
           KinSecret   *code,
           GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_recovery_open_async (folder, code, NULL, kit_done, &result);
  return kin_recovery_open_finish (kit_wait (&result), error);
}

static void
assert_opens (KinFamily  *family,
              const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinPerson) person = kin_family_find (family, name, &error);

  g_assert_no_error (error);
  kit_open (person, &error);
  g_assert_no_error (error);
}

typedef struct
{
  char      *folder;
  KinSecret *code;
  char      *rosas_files;
} House;

/* Rosa was there before the page, and Anna came after it. */
static void
set_up (House         *house,
        gconstpointer  unused)
{
  g_autoptr (KinFamily) family = NULL;
  g_autoptr (KinPerson) rosa = NULL;

  house->folder = kit_make_folder ();
  family = kit_open_family (house->folder, NULL);
  rosa = kit_add_person (family, "Rosa", "1944-03-02");
  house->rosas_files = g_strdup (kin_person_get_folder (rosa));
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_NONE);
  house->code = make_page (family);
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_PRINTED);
  g_object_unref (kit_add_person (family, "Anna", NULL));
  kit_close_family (family);
}

static void
tear_down (House         *house,
           gconstpointer  unused)
{
  kit_remove_folder (house->folder);
  g_free (house->folder);
  g_free (house->rosas_files);
  kin_secret_unref (house->code);
}

/* With the keyring destroyed nothing opens; the code opens everyone; the keyring has the keys
 * again, the very same, and afterwards everything opens as ever. */
static void
test_opens_everything (House         *house,
                       gconstpointer  unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  before = dup_key_ids ();
  destroy_keyring ();
  g_assert_null (kit_open_family (house->folder, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
  g_clear_error (&error);

  {
    g_autoptr (KinFamily) family = open_with (house->folder, house->code, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 2);
    assert_opens (family, "Rosa");
    assert_opens (family, "Anna");
    kit_close_family (family);
  }

  after = dup_key_ids ();
  g_assert_cmpstr (before, ==, after);
  {
    g_autoptr (KinFamily) family = kit_open_family (house->folder, &error);

    g_assert_no_error (error);
    assert_opens (family, "Rosa");
    assert_opens (family, "Anna");
    kit_close_family (family);
  }
}

static void
assert_refused (House *house,
                int    code)
{
  g_autofree char *before = kit_hash_folder (house->folder);
  g_autofree char *after = NULL;
  g_autofree char *keys = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (open_with (house->folder, house->code, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, code);
  after = kit_hash_folder (house->folder);
  g_assert_cmpstr (before, ==, after);
  keys = dup_key_ids ();
  g_assert_cmpstr (keys, ==, "");
}

/* Another code opens nothing, and changes neither a file nor the keyring. */
static void
test_wrong_code (House         *house,
                 gconstpointer  unused)
{
  destroy_keyring ();
  kin_secret_unref (house->code);
  house->code = kin_recovery_code_new ();
  assert_refused (house, KIN_ENGINE_ERROR_RECOVERY_CODE);
}

static void
replace (const char *folder,
         const char *file,
         const char *from,
         const char *to)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, from, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv (to, parts);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));
}

static void
test_damaged (House         *house,
              gconstpointer  unused)
{
  destroy_keyring ();
  replace (house->folder, "meta", "[recovery]\nwrapped=A", "[recovery]\nwrapped=B");
  assert_refused (house, KIN_ENGINE_ERROR_DAMAGED);
}

static void
test_none (House         *house,
           gconstpointer  unused)
{
  destroy_keyring ();
  replace (house->folder, "meta", "[recovery]\nwrapped=", "[recovery]\nlost=");
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_NONE);
  assert_refused (house, KIN_ENGINE_ERROR_RECOVERY_NONE);
}

/* What is wrong with Rosa's keeps Anna's from nothing, and Rosa is still in the list. */
static void
test_one_damaged (House         *house,
                  gconstpointer  unused)
{
  g_autoptr (KinFamily) family = NULL;
  g_autoptr (KinPerson) rosa = NULL;
  g_autoptr (GError) error = NULL;

  destroy_keyring ();
  replace (house->rosas_files, "meta", "[family]\nwrapped=A", "[family]\nwrapped=B");
  g_test_expect_message ("kin-recovery-open", G_LOG_LEVEL_WARNING, "*key of a record*");
  family = open_with (house->folder, house->code, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  assert_opens (family, "Anna");
  rosa = kin_family_find (family, "Rosa", NULL);
  g_assert_false (kit_open (rosa, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
  kit_close_family (family);
}

/* Every page that was printed opens, until another one was typed back; then only that one. */
static void
test_typed_back (House         *house,
                 gconstpointer  unused)
{
  g_autoptr (KinFamily) family = kit_open_family (house->folder, NULL);
  g_autoptr (KinSecret) second = make_page (family);
  g_autoptr (KinSecret) third = NULL;
  g_autoptr (KinSecret) other = kin_recovery_code_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (type_back (family, other, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);
  g_clear_error (&error);
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_PRINTED);
  g_assert_true (type_back (family, house->code, &error));
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_TYPED);
  g_assert_false (type_back (family, second, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);
  g_clear_error (&error);

  third = make_page (family);
  g_assert_cmpint (kin_recovery_get_state (house->folder), ==, KIN_RECOVERY_RENEWED);
  kit_close_family (family);
  g_clear_object (&family);

  destroy_keyring ();
  family = open_with (house->folder, third, &error);
  g_assert_no_error (error);
  kit_close_family (family);
  g_clear_object (&family);
  destroy_keyring ();
  family = open_with (house->folder, house->code, &error);
  g_assert_no_error (error);
  g_assert_true (type_back (family, third, &error));
  kit_close_family (family);
  g_clear_object (&family);

  destroy_keyring ();
  assert_refused (house, KIN_ENGINE_ERROR_RECOVERY_CODE);
}

/* However often somebody begins a page, the one on paper that was typed back opens. */
static void
test_many_pages (House         *house,
                 gconstpointer  unused)
{
  g_autoptr (KinFamily) family = kit_open_family (house->folder, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (type_back (family, house->code, &error));
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (KinSetMeta) meta = NULL;

      kin_secret_unref (make_page (family));
      meta = kin_set_meta_read (house->folder, NULL);
      g_assert_cmpuint (g_strv_length (meta->wrapped_by_code), <=, 8);
    }
  kit_close_family (family);
  g_clear_object (&family);

  destroy_keyring ();
  family = open_with (house->folder, house->code, &error);
  g_assert_no_error (error);
  kit_close_family (family);
}

static void
forget_pages (KinFamily *family)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_recovery_forget_async (family, NULL, kit_done, &result);
  kin_recovery_forget_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);
}

static void
test_forgotten (House         *house,
                gconstpointer  unused)
{
  g_autoptr (KinFamily) family = kit_open_family (house->folder, NULL);

  forget_pages (family);
  kit_close_family (family);
  g_clear_object (&family);

  destroy_keyring ();
  assert_refused (house, KIN_ENGINE_ERROR_RECOVERY_NONE);
}

static gboolean
bring_back (KinFamily  *family,
            KinSecret  *code,
            GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_recovery_bring_back_async (family, code, NULL, kit_done, &result);
  return kin_recovery_bring_back_finish (family, kit_wait (&result), error);
}

/* One key of the keyring is gone, and the family's is not: the code brings back that one and
 * leaves the others as they are, while the family is open. */
static void
test_one_key_gone (House         *house,
                   gconstpointer  unused)
{
  g_autofree char *id = g_path_get_basename (house->rosas_files);
  g_autofree char *clear = g_strdup_printf ("secret-tool clear app kinchart set %s", id);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (KinFamily) family = NULL;
  g_autoptr (KinPerson) rosa = NULL;
  g_autoptr (KinSecret) other = kin_recovery_code_new ();
  g_autoptr (GError) error = NULL;

  destroy_keyring ();
  family = open_with (house->folder, house->code, &error);
  g_assert_no_error (error);
  kit_close_family (family);
  g_clear_object (&family);

  before = dup_key_ids ();
  g_free (run (clear));
  family = kit_open_family (house->folder, &error);
  rosa = kin_family_find (family, "Rosa", NULL);
  g_assert_false (kit_open (rosa, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
  g_clear_error (&error);

  g_assert_false (bring_back (family, other, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);
  g_clear_error (&error);
  g_assert_true (bring_back (family, house->code, &error));
  g_assert_no_error (error);
  assert_opens (family, "Rosa");
  kit_close_family (family);
  after = dup_key_ids ();
  g_assert_cmpstr (before, ==, after);
}

static void
remove_person (KinFamily *family,
               KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_family_remove_async (family, person, NULL, kit_done, &result);
  kin_family_remove_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);
}

/* Whoever is removed is not brought back by the paper: no key is left beside the files. */
static void
test_removed (House         *house,
              gconstpointer  unused)
{
  g_autoptr (KinFamily) family = kit_open_family (house->folder, NULL);
  g_autoptr (KinPerson) rosa = kin_family_find (family, "Rosa", NULL);
  g_autoptr (GError) error = NULL;

  remove_person (family, rosa);
  g_clear_object (&rosa);
  g_assert_false (g_file_test (house->rosas_files, G_FILE_TEST_EXISTS));
  kit_close_family (family);
  g_clear_object (&family);

  destroy_keyring ();
  family = open_with (house->folder, house->code, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 1);
  assert_opens (family, "Anna");
  kit_close_family (family);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (House *, gconstpointer);
  } tests[] = {
    { "/recovery/opens-everything", test_opens_everything },
    { "/recovery/wrong-code", test_wrong_code },
    { "/recovery/damaged", test_damaged },
    { "/recovery/none", test_none },
    { "/recovery/one-damaged", test_one_damaged },
    { "/recovery/typed-back", test_typed_back },
    { "/recovery/many-pages", test_many_pages },
    { "/recovery/forgotten", test_forgotten },
    { "/recovery/one-key-gone", test_one_key_gone },
    { "/recovery/removed", test_removed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, House, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
