/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "engine-kit"

#include "config.h"

#include "engine-kit.h"
#include "kin-import.h"

void
kit_done (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  KitResult *target = user_data;

  target->result = g_object_ref (result);
}

GAsyncResult *
kit_wait (KitResult *result)
{
  while (result->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return result->result;
}

void
kit_clear (KitResult *result)
{
  g_clear_object (&result->result);
}

char *
kit_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("kin-engine-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* Runs a script in the folder. */
static char *
run (const char *script,
     const char *folder)
{
  const char *words[] = { "sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (folder, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return output;
}

void
kit_remove_folder (const char *folder)
{
  g_free (run ("rm -rf \"$PWD\"", folder));
}

void
kit_copy_folder (const char *from,
                 const char *to)
{
  g_autofree char *script = g_strdup_printf ("cp -a . '%s'", to);

  g_free (run (script, from));
}

/* One text for every file of the folder and what is in it. */
char *
kit_hash_folder (const char *folder)
{
  return run ("find . -type f | sort | xargs sha256sum", folder);
}

KinFamily *
kit_open_family (const char  *folder,
                 GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_family_open_async (folder, NULL, kit_done, &result);
  return kin_family_open_finish (kit_wait (&result), error);
}

void
kit_close_family (KinFamily *family)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_family_close_async (family, kit_done, &result);
  kin_family_close_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);
}

KinPerson *
kit_add_person (KinFamily  *family,
                const char *name,
                const char *birth_date)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinPerson *person;

  kin_family_add_async (family, name, birth_date, NULL, KIN_PERSON_NO_FLAGS, NULL, kit_done,
                        &result);
  person = kin_family_add_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);
  return person;
}

void
kit_two_set_up (KitTwo        *two,
                gconstpointer  unused)
{
  two->folder = kit_make_folder ();
  two->family = kit_open_family (two->folder, NULL);
  two->rosa = kit_add_person (two->family, "Rosa Delgado", "1944-03-02");
  two->luis = kit_add_person (two->family, "Luis Delgado", "1971-09-08");
}

void
kit_two_tear_down (KitTwo        *two,
                   gconstpointer  unused)
{
  kit_close_family (two->family);
  g_object_unref (two->rosa);
  g_object_unref (two->luis);
  g_object_unref (two->family);
  kit_remove_folder (two->folder);
  g_free (two->folder);
}

/* What is there afterwards was on the disk. */
void
kit_open_again (KinPerson *person)
{
  g_auto (KitResult) closed = { NULL };
  g_auto (KitResult) opened = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_close_async (person, kit_done, &closed);
  kin_person_close_finish (person, kit_wait (&closed), &error);
  g_assert_no_error (error);
  kin_person_open_async (person, NULL, kit_done, &opened);
  kin_person_open_finish (person, kit_wait (&opened), &error);
  g_assert_no_error (error);
}

/* Takes a file of the person's own in, which has to be fine. */
void
kit_import (KinPerson  *person,
            const char *path)
{
  const char *paths[] = { path, NULL };
  g_auto (KitResult) looked = { NULL };
  g_auto (KitResult) saved = { NULL };
  g_autoptr (KinImport) import = kin_import_new (person, paths);
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  kin_import_look_async (import, NULL, kit_done, &looked);
  kin_import_look_finish (import, kit_wait (&looked), &error);
  g_assert_no_error (error);
  kin_import_confirm_async (import, NULL, kit_done, &saved);
  kin_import_confirm_finish (import, kit_wait (&saved), &counts, &error);
  g_assert_no_error (error);
}
