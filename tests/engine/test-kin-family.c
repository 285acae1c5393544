/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-family"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "engine-kit.h"
#include "kin-colours.h"
#include "kin-engine-error.h"
#include "kin-keyring.h"
#include "kin-person-notes.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-problem.h"

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *count)
{
  *count += added;
}

/* Looking is not writing: without a person there is no key and no file. */
static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           guint      *count)
{
  (*count)++;
}

static void
test_empty (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autofree char *found = NULL;
  g_autoptr (KinFamily) family = NULL;
  g_autoptr (GError) error = NULL;

  family = kit_open_family (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 0);
  kit_close_family (family);

  found = kit_hash_folder (folder);
  g_assert_true (g_str_has_suffix (found, "  ./lock\n"));
  g_assert_true (strchr (found, '\n') == found + strlen (found) - 1);
  kit_remove_folder (folder);
}

static void
test_people (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (KinFamily) family = kit_open_family (folder, &error);
    g_autoptr (KinPerson) rosa = NULL;
    g_autoptr (KinPerson) anna = NULL;
    g_autofree char *name = NULL;
    g_autofree char *birth_date = NULL;
    guint added = 0;
    guint closed = 0;

    g_assert_no_error (error);
    g_signal_connect (family, "items-changed", G_CALLBACK (on_items_changed), &added);
    rosa = kit_add_person (family, "Rosa Delgado", "1944-03-02");
    anna = kit_add_person (family, "Anna", NULL);
    g_assert_cmpuint (added, ==, 2);
    g_assert_true (kin_person_get_is_open (rosa));
    g_signal_connect (rosa, "notify::is-open", G_CALLBACK (on_notify), &closed);
    g_object_get (rosa, "id", &id, "name", &name, "birth-date", &birth_date, NULL);
    g_assert_cmpstr (id, ==, kin_person_get_id (rosa));
    g_assert_cmpstr (name, ==, "Rosa Delgado");
    g_assert_cmpstr (birth_date, ==, "1944-03-02");
    kit_close_family (family);
    g_assert_false (kin_person_get_is_open (rosa));
    g_assert_cmpuint (closed, ==, 1);
  }

  {
    g_autoptr (KinFamily) family = kit_open_family (folder, &error);
    g_autoptr (KinPerson) by_id = NULL;
    g_autoptr (KinPerson) by_name = NULL;
    g_autoptr (KinPerson) nobody = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 2);
    by_id = kin_family_find (family, id, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (kin_person_get_name (by_id), ==, "Rosa Delgado");
    g_assert_cmpstr (kin_person_get_birth_date (by_id), ==, "1944-03-02");
    by_name = kin_family_find (family, "rosa delgado", &error);
    g_assert_true (by_name == by_id);
    nobody = kin_family_find (family, "Rosa", &error);
    g_assert_null (nobody);
    g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND);
    kit_close_family (family);
  }

  kit_remove_folder (folder);
}

/* Two people of one name are told apart by their ids only. */
static void
test_same_name (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KinFamily) family = kit_open_family (folder, &error);
  g_autoptr (KinPerson) father = kit_add_person (family, "Hans", NULL);
  g_autoptr (KinPerson) son = kit_add_person (family, "Hans", NULL);
  g_autoptr (KinPerson) found = NULL;

  g_assert_cmpstr (kin_person_get_id (father), !=, kin_person_get_id (son));
  g_assert_null (kin_family_find (family, "Hans", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND);
  found = kin_family_find (family, kin_person_get_id (son), NULL);
  g_assert_true (found == son);
  kit_close_family (family);
  kit_remove_folder (folder);
}

/* Some of the files are made later, or not at all. */
static void
lose (const char *folder,
      const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) != 0)
    g_assert_true (g_str_has_suffix (name, ".copy"));
}

/* What is gone, for each way to lose files of a person: never made anew in its place. */
static void
test_lost_file (void)
{
  static const char * const lost[][4] = {
    { "record.db" }, { "personal.db" }, { "meta" },
    { "record.db", "personal.db", "personal.db.copy" }, { "record.db", "personal.db", "meta" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *folder = kit_make_folder ();
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *files = NULL;
      g_autoptr (KinFamily) family = NULL;
      g_autoptr (KinPerson) person = NULL;
      g_autoptr (GError) error = NULL;

      family = kit_open_family (folder, NULL);
      person = kit_add_person (family, "Rosa", NULL);
      files = g_strdup (kin_person_get_folder (person));
      kit_close_family (family);
      g_clear_object (&person);
      g_clear_object (&family);

      for (guint j = 0; lost[i][j] != NULL; j++)
        lose (files, lost[i][j]);
      before = kit_hash_folder (folder);
      family = kit_open_family (folder, NULL);
      person = kin_family_find (family, "Rosa", NULL);
      g_assert_false (kit_open (person, &error));
      g_assert_cmpint (kin_problem_from_error (error), ==,
                       i == 0 ? KIN_PROBLEM_RECORD_LOST : KIN_PROBLEM_RECORD_DAMAGED);
      after = kit_hash_folder (folder);
      g_assert_cmpstr (before, ==, after);
      kit_close_family (family);
      kit_remove_folder (folder);
    }
}

/* The record begins again */

static void
damage_file (const char *folder,
             const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = 100; i < 108; i++)
    content[i] ^= 0x55;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
damage (KinPerson  *person,
        const char *name)
{
  damage_file (kin_person_get_folder (person), name);
}

static void
connect_clinic (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();
  g_autoptr (KinConnection) clinic = NULL;

  note->id = g_strdup ("clinic");
  note->kind = g_strdup ("portal");
  note->base = g_strdup ("https://clinic.example/fhir");
  note->state = g_strdup ("ready");
  note->last_success = g_strdup ("2026-01-02T03:04:05Z");
  kin_person_save_connection_async (person, note, NULL, kit_done, &result);
  clinic = kin_person_save_connection_finish (person, kit_wait (&result), NULL);
  g_assert_nonnull (clinic);
}

/* What clinics sent is damaged, and what was noted is not: the key is right. Only who wants it
 * begins again; what was noted stays, and the clinic counts as not asked. */
static void
test_begin_again (KitTwo        *two,
                  gconstpointer  unused)
{
  KinPerson *rosa = two->rosa;
  g_autoptr (KinConnection) clinic = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  connect_clinic (rosa);
  kin_person_set_mark (rosa, "nothing-new", "2026-01-02");
  kit_close (rosa);
  damage (rosa, "record.db");
  before = kit_hash_folder (kin_person_get_folder (rosa));
  g_assert_false (kit_open (rosa, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECORD_LOST);
  after = kit_hash_folder (kin_person_get_folder (rosa));
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);

  g_assert_true (kit_renew (rosa, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (kin_person_get_mark (rosa, "nothing-new"), ==, "2026-01-02");
  clinic = g_list_model_get_item (G_LIST_MODEL (rosa), 0);
  g_assert_null (kin_connection_get_last_success (clinic));
  g_assert_cmpuint (kit_count (rosa), ==, 0);

  kit_close (rosa);
  g_assert_true (kit_open (rosa, &error));
  g_assert_cmpstr (kin_person_get_aside (rosa), ==, "record.db.damaged-1");
  g_assert_nonnull (kin_person_get_began_again (rosa));
  kin_person_end_began_again (rosa);
  g_assert_null (kin_person_get_began_again (rosa));
  kit_close (rosa);
  g_assert_true (kit_open (rosa, &error));
  g_assert_null (kin_person_get_began_again (rosa));
}

static void
cancel (KinPerson    *person,
        GParamSpec   *spec,
        GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Cancelled when it was done: it is done. */
static void
test_cancelled_late (KitTwo        *two,
                     gconstpointer  unused)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  kit_close (two->rosa);
  g_signal_connect_object (two->rosa, "notify::is-open", G_CALLBACK (cancel), cancellable, 0);
  kin_person_open_async (two->rosa, cancellable, kit_done, &result);
  g_assert_true (kin_person_open_finish (two->rosa, kit_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_true (kin_person_get_is_open (two->rosa));
}

/* A key that opens neither file is a wrong key: nothing begins again. */
static void
test_wrong_key (KitTwo        *two,
                gconstpointer  unused)
{
  static const char * const files[] = { "record.db", "personal.db", "personal.db.copy" };
  KinPerson *rosa = two->rosa;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  kin_person_set_mark (rosa, "nothing-new", "2026-01-02");
  kit_close (rosa);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    damage (rosa, files[i]);
  before = kit_hash_folder (kin_person_get_folder (rosa));
  g_assert_false (kit_open (rosa, &error));
  g_assert_cmpint (kin_problem_from_error (error), ==, KIN_PROBLEM_RECORD_KEY);
  g_clear_error (&error);
  g_assert_false (kit_renew (rosa, &error));
  g_assert_cmpint (kin_problem_from_error (error), ==, KIN_PROBLEM_RECORD_KEY);
  after = kit_hash_folder (kin_person_get_folder (rosa));
  g_assert_cmpstr (before, ==, after);
}

/* The list of people is lost, and the people are still there: no new list hides them, and no
 * new key is made for one. */
static void
test_lost_family (void)
{
  static const char * const lost[][4] = {
    { "meta" }, { "family.db", "meta" }, { "family.db", "family.db.copy" },
    { "family.db", "family.db.copy", "meta" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *folder = kit_make_folder ();
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
      g_autoptr (GError) error = NULL;

      g_object_unref (kit_add_person (family, "Rosa", NULL));
      kit_close_family (family);
      g_clear_object (&family);

      for (guint j = 0; lost[i][j] != NULL; j++)
        lose (folder, lost[i][j]);
      before = kit_hash_folder (folder);
      family = kit_open_family (folder, &error);
      g_assert_null (family);
      g_assert_cmpint (kin_problem_from_error (error), ==, KIN_PROBLEM_RECORD_DAMAGED);
      after = kit_hash_folder (folder);
      g_assert_cmpstr (before, ==, after);
      kit_remove_folder (folder);
    }
}

/* Lost or damaged, the list gives way to its copy, which says so until somebody has read it. */
static void
test_list_from_copy (void)
{
  for (guint is_lost = 0; is_lost < 2; is_lost++)
    {
      g_autofree char *folder = kit_make_folder ();
      g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
      g_autoptr (KinPerson) found = NULL;
      g_autoptr (GError) error = NULL;

      g_object_unref (kit_add_person (family, "Rosa", "1944-03-02"));
      g_assert_null (kin_family_get_from_copy (family));
      kit_close_family (family);
      g_clear_object (&family);
      if (is_lost)
        lose (folder, "family.db");
      else
        damage_file (folder, "family.db");

      for (guint i = 0; i < 2; i++)
        {
          family = kit_open_family (folder, &error);
          g_assert_no_error (error);
          g_assert_nonnull (kin_family_get_from_copy (family));
          found = kin_family_find (family, "Rosa", &error);
          g_assert_no_error (error);
          g_assert_true (kit_open (found, &error));
          if (i == 1)
            kin_family_end_from_copy (family);
          kit_close_family (family);
          g_clear_object (&found);
          g_clear_object (&family);
        }

      family = kit_open_family (folder, &error);
      g_assert_no_error (error);
      g_assert_null (kin_family_get_from_copy (family));
      kit_close_family (family);
      kit_remove_folder (folder);
    }
}

static char *
dup_secrets (const char *person)
{
  const char *words[] = { "secret-tool", "search", "--all", "set", person, NULL };
  g_autoptr (GError) error = NULL;
  char *found = NULL;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &found, NULL, NULL, &error);
  g_assert_no_error (error);
  return found;
}

static void
store_token (const char *person)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (KinSecret) token = kin_secret_new_text ("a-token");
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_keyring_store_async (keyring, KIN_KEYRING_REFRESH_TOKEN, person, "connection", token, NULL,
                           kit_done, &result);
  kin_keyring_store_finish (keyring, kit_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
remove_person (KinFamily  *family,
               KinPerson  *person,
               GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_family_remove_async (family, person, NULL, kit_done, &result);
  return kin_family_remove_finish (family, kit_wait (&result), error);
}

/* Rosa goes and Anna stays: with Rosa go her keys, so that no copy of her files can be opened
 * either (rule K-09). */
static void
test_remove (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autofree char *copy = g_build_filename (folder, "copy", NULL);
  g_autofree char *keys_of_anna = NULL;
  g_autofree char *keys_of_rosa = NULL;
  g_autofree char *found = NULL;
  g_autofree char *files = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) rosa = kit_add_person (family, "Rosa", NULL);
  g_autoptr (KinPerson) anna = kit_add_person (family, "Anna", NULL);
  g_autoptr (KinPerson) again = NULL;

  store_token (kin_person_get_id (rosa));
  keys_of_anna = dup_secrets (kin_person_get_id (anna));
  keys_of_rosa = dup_secrets (kin_person_get_id (rosa));
  g_assert_nonnull (strstr (keys_of_rosa, "a-token"));
  g_assert_cmpstr (keys_of_anna, !=, "");

  files = g_strdup (kin_person_get_folder (rosa));
  kit_copy_folder (files, copy);
  g_assert_true (remove_person (family, rosa, &error));
  g_assert_no_error (error);

  g_assert_false (g_file_test (files, G_FILE_TEST_EXISTS));
  g_clear_pointer (&keys_of_rosa, g_free);
  keys_of_rosa = dup_secrets (kin_person_get_id (rosa));
  g_assert_cmpstr (keys_of_rosa, ==, "");
  found = dup_secrets (kin_person_get_id (anna));
  g_assert_cmpstr (found, ==, keys_of_anna);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 1);

  /* The files are brought back from a copy: they stay closed. */
  kit_copy_folder (copy, files);
  g_assert_false (kit_open (rosa, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);

  kit_close_family (family);
  g_clear_object (&rosa);
  g_clear_object (&anna);
  g_clear_object (&family);
  family = kit_open_family (folder, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 1);
  again = kin_family_find (family, "Anna", NULL);
  g_clear_error (&error);
  g_assert_true (kit_open (again, &error));
  kit_close_family (family);
  kit_remove_folder (folder);
}

/* Whose files this program has open, of the people in @folder. */
static GHashTable *
find_open_people (const char *folder)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *people = g_build_filename (folder, "people/", NULL);
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *path = g_file_read_link (link, NULL);

      if (path != NULL && g_str_has_prefix (path, people))
        {
          g_auto (GStrv) parts = g_strsplit (path + strlen (people), "/", 2);

          g_hash_table_add (ids, g_strdup (parts[0]));
        }
    }

  return ids;
}

/* Somebody is added, and given up after @n_steps of the main loop; TRUE when that was too late. */
static gboolean
add_and_give_up (KinFamily *family,
                 guint      n_steps)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (KinPerson) person = NULL;
  g_auto (KitResult) result = { NULL };

  kin_family_add_async (family, "Rosa", NULL, NULL, NULL, KIN_PERSON_NO_FLAGS, cancellable,
                        kit_done, &result);
  for (guint i = 0; i < n_steps && result.result == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  if (result.result == NULL)
    g_cancellable_cancel (cancellable);
  person = kin_family_add_finish (family, kit_wait (&result), NULL);

  return person != NULL;
}

/* A thread that is left behind with a file still writes when the program ends, and falls. */
static void
test_given_up (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  gboolean done = FALSE;

  g_object_unref (kit_add_person (family, "Anna", NULL));
  for (guint n_steps = 0; !done; n_steps++)
    {
      g_autoptr (GHashTable) ids = NULL;
      GHashTableIter iter;
      gpointer id;

      done = add_and_give_up (family, n_steps);
      ids = find_open_people (folder);
      g_hash_table_iter_init (&iter, ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        {
          g_autoptr (KinPerson) listed = kin_family_find (family, id, NULL);

          g_assert_nonnull (listed);
        }
    }

  kit_close_family (family);
  kit_remove_folder (folder);
}

/* Two people are told apart by their colour, without anybody's choice, for as long as there are
 * colours; one that is free again is the next. */
static void
test_colours (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (KinPerson) third = NULL;
  g_autoptr (KinPerson) again = NULL;
  g_autoptr (KinPerson) more = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *colour = NULL;

  for (int i = 0; i < KIN_N_COLOURS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %d", i);
      g_autoptr (KinPerson) person = kit_add_person (family, name, NULL);

      g_assert_true (g_hash_table_add (seen, (gpointer) kin_person_get_colour (person)));
    }

  third = g_list_model_get_item (G_LIST_MODEL (family), 2);
  colour = g_strdup (kin_person_get_colour (third));
  g_assert_true (remove_person (family, third, &error));
  g_assert_no_error (error);
  again = kit_add_person (family, "Again", NULL);
  g_assert_cmpstr (kin_person_get_colour (again), ==, colour);
  more = kit_add_person (family, "One more", NULL);
  g_assert_nonnull (kin_person_get_colour (more));

  kit_close_family (family);
  kit_remove_folder (folder);
}

/* A removal that was cut off after the key, or after the files, can be done again. */
static void
test_remove_again (void)
{
  for (int files_gone = 0; files_gone < 2; files_gone++)
    {
      g_autofree char *folder = kit_make_folder ();
      g_autoptr (GError) error = NULL;
      g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
      g_autoptr (KinPerson) rosa = kit_add_person (family, "Rosa", NULL);
      g_autoptr (KinKeyring) keyring = kin_keyring_new ();
      g_auto (KitResult) result = { NULL };

      kin_keyring_remove_set_async (keyring, kin_person_get_id (rosa), NULL, kit_done, &result);
      g_assert_true (kin_keyring_remove_finish (keyring, kit_wait (&result), NULL));
      if (files_gone)
        kit_remove_folder (kin_person_get_folder (rosa));
      g_assert_true (remove_person (family, rosa, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (family)), ==, 0);
      g_assert_false (g_file_test (kin_person_get_folder (rosa), G_FILE_TEST_EXISTS));
      kit_close_family (family);
      kit_remove_folder (folder);
    }
}

static void
test_sections (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) person = kit_add_person (family, "Rosa", NULL);
  g_autoptr (GListModel) items = kin_person_get_items (person, KIN_SECTION_MEDICINES, NULL, 0,
                                                       FALSE);
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) result = { NULL };
  guint64 resources = 1;

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  kin_person_count_async (person, NULL, kit_done, &result);
  totals = kin_person_count_finish (person, kit_wait (&result), &resources, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (resources, ==, 0);
  kit_close_family (family);
  kit_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/family/empty", test_empty);
  g_test_add_func ("/family/people", test_people);
  g_test_add_func ("/family/same-name", test_same_name);
  g_test_add_func ("/family/lost-file", test_lost_file);
  g_test_add_func ("/family/lost-family", test_lost_family);
  g_test_add_func ("/family/remove", test_remove);
  g_test_add_func ("/family/remove-again", test_remove_again);
  g_test_add_func ("/family/given-up", test_given_up);
  g_test_add_func ("/family/colours", test_colours);
  g_test_add_func ("/family/sections", test_sections);

  g_test_add_func ("/family/list-from-copy", test_list_from_copy);
  g_test_add ("/family/cancelled-late", KitTwo, NULL, kit_two_set_up, test_cancelled_late,
              kit_two_tear_down);
  g_test_add ("/family/begin-again", KitTwo, NULL, kit_two_set_up, test_begin_again,
              kit_two_tear_down);
  g_test_add ("/family/wrong-key", KitTwo, NULL, kit_two_set_up, test_wrong_key,
              kit_two_tear_down);

  return g_test_run ();
}
