/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "engine-kit"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>

#include "engine-kit.h"
#include "kin-import.h"
#include "kin-person-private.h"
#include "kin-person-record.h"

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

  kin_family_add_async (family, name, birth_date, NULL, NULL, KIN_PERSON_NO_FLAGS, NULL, kit_done,
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

gboolean
kit_open (KinPerson  *person,
          GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_person_open_async (person, NULL, kit_done, &result);
  return kin_person_open_finish (person, kit_wait (&result), error);
}

gboolean
kit_renew (KinPerson  *person,
           GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_person_renew_async (person, NULL, kit_done, &result);
  return kin_person_renew_finish (person, kit_wait (&result), error);
}

void
kit_close (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_close_async (person, kit_done, &result);
  kin_person_close_finish (person, kit_wait (&result), &error);
  g_assert_no_error (error);
}

/* What is there afterwards was on the disk. */
void
kit_open_again (KinPerson *person)
{
  g_autoptr (GError) error = NULL;

  kit_close (person);
  kit_open (person, &error);
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

GPtrArray *
kit_list_originals (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  KinPersonalStore *personal = kin_person_get_personal (person);

  kin_personal_store_list_originals_async (personal, NULL, kit_done, &result);
  return kin_personal_store_list_originals_finish (personal, kit_wait (&result), NULL);
}

/* How many resources are kept of the person, who is opened for that. */
guint64
kit_count (KinPerson *person)
{
  g_auto (KitResult) opened = { NULL };
  g_auto (KitResult) counted = { NULL };
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  guint64 resources = 0;

  if (!kin_person_get_is_open (person))
    {
      kin_person_open_async (person, NULL, kit_done, &opened);
      kin_person_open_finish (person, kit_wait (&opened), &error);
      g_assert_no_error (error);
    }
  kin_person_count_async (person, NULL, kit_done, &counted);
  counts = kin_person_count_finish (person, kit_wait (&counted), &resources, &error);
  g_assert_no_error (error);

  return resources;
}

static la_ssize_t
write_cb (struct archive *archive,
          void           *user_data,
          const void     *data,
          size_t          length)
{
  g_byte_array_append (user_data, data, (guint) length);
  return (la_ssize_t) length;
}

/* Packs @texts as a, b, c …, not made smaller. */
char *
kit_write_zip (const char  *folder,
               const char  *name,
               GBytes     **texts,
               guint        n_texts)
{
  struct archive *archive = archive_write_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  char *path = g_build_filename (folder, name, NULL);

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  archive_write_open (archive, bytes, NULL, write_cb, NULL);
  for (guint i = 0; i < n_texts; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      char letter[] = { (char) ('a' + (int) i), '\0' };

      archive_entry_set_pathname (entry, letter);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, (la_int64_t) g_bytes_get_size (texts[i]));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, g_bytes_get_data (texts[i], NULL),
                          g_bytes_get_size (texts[i]));
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  g_assert_true (g_file_set_contents (path, (char *) bytes->data, (gssize) bytes->len, NULL));

  return path;
}
