/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-files"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "engine-kit.h"
#include "kin-disconnect.h"
#include "kin-person-files.h"
#include "kin-person-letters.h"
#include "kin-person-notes.h"
#include "kin-person-private.h"
#include "kin-person-record.h"

/* Files that were opened by hand come back into a record that begins again: each to the source it
 * was of, none of anybody else, and all of them, however often that is cut off. */

#define FILE_OF(patient, entry) \
  "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" \
  "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" patient "\"," \
  "\"birthDate\":\"1944-03-02\",\"name\":[{\"text\":\"Rosa\"}]}}," \
  "{\"resource\":{\"resourceType\":\"Condition\",\"id\":\"" entry "\"," \
  "\"subject\":{\"reference\":\"Patient/" patient "\"},\"code\":{\"text\":\"" entry "\"}}}]}"

static void
give (KitTwo     *two,
      const char *name,
      const char *text)
{
  g_autofree char *path = g_build_filename (two->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  kit_import (two->rosa, path);
}

/* Two files of two sources, and a record that is gone and begins again. */
static void
set_up (KitTwo        *two,
        gconstpointer  unused)
{
  kit_two_set_up (two, NULL);
  give (two, "north.json", FILE_OF ("n", "asthma"));
  give (two, "south.json", FILE_OF ("s", "gout"));
  g_assert_cmpuint (kit_count (two->rosa), ==, 4);
}

static void
lose_record (KitTwo *two)
{
  g_autofree char *path = g_build_filename (kin_person_get_folder (two->rosa), "record.db", NULL);

  kit_close (two->rosa);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (kit_renew (two->rosa, NULL));
  g_assert_cmpuint (kit_count (two->rosa), ==, 0);
}

static gboolean
read_files (KinPerson     *person,
            GCancellable  *cancellable,
            guint         *n_read,
            guint         *n_left,
            GError       **error)
{
  g_auto (KitResult) result = { NULL };

  kin_person_read_files_async (person, cancellable, kit_done, &result);
  return kin_person_read_files_finish (person, kit_wait (&result), n_read, n_left, error);
}

static gboolean
is_waiting (KinPerson *person)
{
  return kin_person_get_mark (person, KIN_PERSON_FILES_UNREAD) != NULL;
}

static void
assert_read (KinPerson *person,
             guint      read,
             guint      left)
{
  g_autoptr (GError) error = NULL;
  guint n_read, n_left;

  g_assert_true (read_files (person, NULL, &n_read, &n_left, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, read);
  g_assert_cmpuint (n_left, ==, left);
  g_assert_false (is_waiting (person));
}

static void
set_last_success (KinPerson  *person,
                  guint       position,
                  const char *time)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinConnection) source = g_list_model_get_item (G_LIST_MODEL (person), position);
  g_autoptr (KinConnection) saved = NULL;
  g_autoptr (KinConnectionNote) note = NULL;

  note = kin_connection_note_copy (kin_connection_get_note (source));
  g_free (note->last_success);
  note->last_success = g_strdup (time);
  kin_person_save_connection_async (person, note, NULL, kit_done, &result);
  saved = kin_person_save_connection_finish (person, kit_wait (&result), NULL);
  g_assert_nonnull (saved);
}

/* No source is doubled, and none is newer for it. */
static void
test_again (KitTwo        *two,
            gconstpointer  unused)
{
  g_autoptr (KinConnection) source = NULL;

  set_last_success (two->rosa, 0, "2026-01-02T03:04:05Z");
  lose_record (two);
  g_assert_true (is_waiting (two->rosa));
  assert_read (two->rosa, 2, 0);
  g_assert_cmpuint (kit_count (two->rosa), ==, 4);
  g_assert_null (kin_person_get_files_left (two->rosa));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (two->rosa)), ==, 2);
  source = g_list_model_get_item (G_LIST_MODEL (two->rosa), 0);
  g_assert_cmpstr (kin_connection_get_last_success (source), ==, "2026-01-02T03:04:05Z");
  assert_read (two->rosa, 0, 0);
}

static void
test_cut_off (KitTwo        *two,
              gconstpointer  unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_read, n_left;

  lose_record (two);
  g_cancellable_cancel (cancellable);
  g_assert_false (read_files (two->rosa, cancellable, &n_read, &n_left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (is_waiting (two->rosa));
  kit_open_again (two->rosa);
  g_assert_true (is_waiting (two->rosa));
  assert_read (two->rosa, 2, 0);
  g_assert_cmpuint (kit_count (two->rosa), ==, 4);
  kit_open_again (two->rosa);
  g_assert_false (is_waiting (two->rosa));
}

/* Nobody asks for it, as in the window. */
static void
test_by_itself (KitTwo        *two,
                gconstpointer  unused)
{
  lose_record (two);
  while (is_waiting (two->rosa))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (kit_count (two->rosa), ==, 4);
}

/* A file that says it is of another patient than its source is none of it, whatever kept it. */
static void
test_of_another (KitTwo        *two,
                 gconstpointer  unused)
{
  static const char text[] = FILE_OF ("x", "stranger");
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinConnection) source = g_list_model_get_item (G_LIST_MODEL (two->rosa), 0);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);

  kin_personal_store_save_original_async (kin_person_get_personal (two->rosa),
                                          kin_connection_get_id (source), "x.json",
                                          "application/fhir+json", bytes, NULL, kit_done, &result);
  g_assert_cmpint (kin_personal_store_save_original_finish (kin_person_get_personal (two->rosa),
                                                            kit_wait (&result), NULL), >, 0);
  lose_record (two);
  /* Read too early: it is told once more what is left. */
  kin_person_end_began_again (two->rosa);
  assert_read (two->rosa, 2, 1);
  g_assert_cmpuint (kit_count (two->rosa), ==, 4);
  kit_open_again (two->rosa);
  g_assert_nonnull (kin_person_get_began_again (two->rosa));
  g_assert_cmpstr (kin_person_get_files_left (two->rosa), ==, "x.json");
  kin_person_end_began_again (two->rosa);
  g_assert_null (kin_person_get_began_again (two->rosa));
  g_assert_null (kin_person_get_files_left (two->rosa));
}

static guint
count_originals (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GPtrArray) originals = NULL;
  KinPersonalStore *personal = kin_person_get_personal (person);

  kin_personal_store_list_originals_async (personal, NULL, kit_done, &result);
  originals = kin_personal_store_list_originals_finish (personal, kit_wait (&result), NULL);

  return originals != NULL ? originals->len : G_MAXUINT;
}

/* What was taken out with its source stays out, and is kept nowhere. */
static void
test_taken_out (KitTwo        *two,
                gconstpointer  unused)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinConnection) source = g_list_model_get_item (G_LIST_MODEL (two->rosa), 0);
  g_autofree char *damaged = g_build_filename (kin_person_get_folder (two->rosa),
                                               "personal.db.damaged-2", NULL);

  kin_source_erase_async (two->rosa, source, NULL, kit_done, &result);
  g_assert_cmpuint (count_originals (two->rosa), ==, 2);
  g_assert_true (g_file_set_contents (damaged, "damaged", -1, NULL));
  g_assert_true (kin_person_keeps_damaged (two->rosa, source));
  g_assert_true (kin_source_erase_finish (kit_wait (&result), NULL));
  g_assert_cmpuint (count_originals (two->rosa), ==, 1);
  g_assert_false (g_file_test (damaged, G_FILE_TEST_EXISTS));
  g_assert_false (kin_person_keeps_damaged (two->rosa, source));
  lose_record (two);
  assert_read (two->rosa, 1, 0);
  g_assert_cmpuint (kit_count (two->rosa), ==, 2);
}

/* Letters are noted beside the record; their bytes are in it alone. */

#define LETTER "She slept well. Her knee is better."

static KinItem *
find_letter (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_DOCUMENTS, NULL, 0, 0);
  g_autoptr (GPtrArray) items = NULL;

  kin_record_store_list_async (kin_person_get_record (person), query, 0, 0, NULL, kit_done,
                               &result);
  items = kin_record_store_list_finish (kin_person_get_record (person), kit_wait (&result), NULL);
  g_assert_nonnull (items);
  g_assert_cmpuint (items->len, <=, 1);

  return items->len > 0 ? g_object_ref (g_ptr_array_index (items, 0)) : NULL;
}

static void
assert_letter (KinPerson  *person,
               const char *date)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinItem) item = find_letter (person);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *url = NULL;

  g_assert_nonnull (item);
  g_assert_cmpstr (kin_item_get_title (item), ==, "knee, 2024");
  g_assert_cmpstr (kin_item_get_date (item), ==, date);
  url = g_strconcat ("Binary/", kin_item_get_resource_id (item), NULL);
  kin_record_store_load_attachment_async (kin_person_get_record (person),
                                          kin_item_get_source (item), url, NULL, kit_done,
                                          &result);
  bytes = kin_record_store_load_attachment_finish (kin_person_get_record (person),
                                                   kit_wait (&result), NULL);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen (LETTER));
  g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), LETTER, strlen (LETTER)) == 0);
}

static void
say_date (KinPerson  *person,
          const char *date)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinItem) item = find_letter (person);

  kin_record_store_load_async (kin_person_get_record (person), kin_item_get_id (item), NULL,
                               kit_done, &result);
  g_clear_object (&item);
  item = kin_record_store_load_finish (kin_person_get_record (person), kit_wait (&result), NULL);
  g_clear_object (&result.result);
  kin_person_set_letter_date_async (person, item, date, NULL, kit_done, &result);
  g_assert_true (kin_person_set_letter_date_finish (person, kit_wait (&result), NULL));
}

/* A letter of which only the note is left is named. */
static void
test_letter_gone (KitTwo        *two,
                  gconstpointer  unused)
{
  give (two, "knee, 2024.txt", LETTER);
  lose_record (two);
  assert_read (two->rosa, 2, 1);
  g_assert_cmpstr (kin_person_get_files_left (two->rosa), ==, "knee, 2024");
  g_assert_null (find_letter (two->rosa));
}

static void
put_damaged (KitTwo *two,
             GBytes *whole,
             gsize   page)
{
  g_autofree char *path = g_build_filename (kin_person_get_folder (two->rosa), "record.db", NULL);
  gsize length;
  const char *content = g_bytes_get_data (whole, &length);
  g_autofree char *damaged = g_memdup2 (content, length);

  damaged[page * 8192 + 4096] ^= 1;
  g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
}

/* Whatever page is damaged, the letter comes back as it was, or is named; mostly it comes back. */
static void
test_letter_back (KitTwo        *two,
                  gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (kin_person_get_folder (two->rosa), "record.db", NULL);
  g_autoptr (GBytes) whole = NULL;
  char *content;
  gsize length;
  guint n_back = 0;

  give (two, "knee, 2024.txt", LETTER);
  say_date (two->rosa, "2024-03-02");
  kit_close (two->rosa);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  whole = g_bytes_new_take (content, length);

  for (gsize page = 0; page < length / 8192; page++)
    {
      g_autoptr (GError) error = NULL;
      guint n_read, n_left;

      put_damaged (two, whole, page);
      g_assert_true (kit_renew (two->rosa, NULL));
      g_assert_true (is_waiting (two->rosa));
      g_assert_true (read_files (two->rosa, NULL, &n_read, &n_left, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_read, ==, 3 - n_left);
      if (n_left > 0)
        g_assert_cmpstr (kin_person_get_files_left (two->rosa), ==, "knee, 2024");
      else
        assert_letter (two->rosa, "2024-03-02");
      n_back += n_left == 0;
      kit_close (two->rosa);
    }

  g_test_message ("of %u pages, %u could be damaged", (guint) (length / 8192), n_back);
  g_assert_cmpuint (n_back, >, length / 8192 * 2 / 3);
  g_assert_true (kit_open (two->rosa, NULL));
}

static guint
count_letter_notes (KinPerson *person)
{
  GPtrArray *notes = kin_person_get_notes (person);
  guint n = 0;

  for (guint i = 0; i < notes->len; i++)
    n += g_str_has_prefix (((const KinNote *) g_ptr_array_index (notes, i))->kind, "letter");

  return n;
}

/* It stays out when its source was erased, and nothing is left of its name and its date. */
static void
test_letter_erased (KitTwo        *two,
                    gconstpointer  unused)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinConnection) source = NULL;

  give (two, "knee, 2024.txt", LETTER);
  say_date (two->rosa, "2024-03-02");
  g_assert_cmpuint (count_letter_notes (two->rosa), ==, 2);
  source = g_list_model_get_item (G_LIST_MODEL (two->rosa), 2);
  kin_source_erase_async (two->rosa, source, NULL, kit_done, &result);
  g_assert_true (kin_source_erase_finish (kit_wait (&result), NULL));
  kit_open_again (two->rosa);
  g_assert_cmpuint (count_letter_notes (two->rosa), ==, 0);
  lose_record (two);
  assert_read (two->rosa, 2, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/person-files/again", KitTwo, NULL, set_up, test_again, kit_two_tear_down);
  g_test_add ("/person-files/cut-off", KitTwo, NULL, set_up, test_cut_off, kit_two_tear_down);
  g_test_add ("/person-files/by-itself", KitTwo, NULL, set_up, test_by_itself, kit_two_tear_down);
  g_test_add ("/person-files/of-another", KitTwo, NULL, set_up, test_of_another,
              kit_two_tear_down);
  g_test_add ("/person-files/taken-out", KitTwo, NULL, set_up, test_taken_out, kit_two_tear_down);
  g_test_add ("/person-files/letter-gone", KitTwo, NULL, set_up, test_letter_gone,
              kit_two_tear_down);
  g_test_add ("/person-files/letter-back", KitTwo, NULL, set_up, test_letter_back,
              kit_two_tear_down);
  g_test_add ("/person-files/letter-erased", KitTwo, NULL, set_up, test_letter_erased,
              kit_two_tear_down);

  return g_test_run ();
}
