/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-import"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine-kit.h"
#include "kin-disconnect.h"
#include "kin-engine-error.h"
#include "kin-import-private.h"
#include "kin-letter.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-store-error.h"

/* Spaces, order and numbers as a clinic might write them. */
#define PATIENT \
  "{ \"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1944-03-02\"," \
  "\"name\":[{\"given\":[\"Rosa\"],\"family\":\"Delgado\"}] }"
#define WEIGHT \
  "{\"id\":\"w\",  \"resourceType\":\"Observation\",\"status\":\"final\"," \
  "\"code\":{\"text\":\"Weight\"},\"subject\":{\"reference\":\"Patient/p\"}," \
  "\"category\":[{\"coding\":[{\"code\":\"vital-signs\"}]}]," \
  "\"valueQuantity\":{\"value\":61.50,\"unit\":\"kg\"}}"
#define STRANGER \
  "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"text\":\"x\"}," \
  "\"subject\":{\"reference\":\"Patient/q\"}}"

typedef struct
{
  char      *folder;
  KinFamily *family;
  KinPerson *person;
} Fixture;

/* A row may be late on a busy computer. */
static KinItem *
first_of (GListModel *items)
{
  while (TRUE)
    {
      KinItem *item = g_list_model_get_item (items, 0);

      if (!kin_item_is_empty (item))
        return item;

      g_object_unref (item);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = kit_make_folder ();
  fixture->family = kit_open_family (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->person = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static char *
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
look (KinImport  *import,
      GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_import_look_async (import, NULL, kit_done, &result);
  return kin_import_look_finish (import, kit_wait (&result), error);
}

static KinImportCounts
confirm (KinImport  *import,
         GError    **error)
{
  g_auto (KitResult) result = { NULL };
  KinImportCounts counts = { 0 };

  kin_import_confirm_async (import, NULL, kit_done, &result);
  kin_import_confirm_finish (import, kit_wait (&result), &counts, error);
  return counts;
}

static KinImportCounts
import_file (Fixture    *fixture,
             const char *path)
{
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  look (import, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_SAME);
  counts = confirm (import, &error);
  g_assert_no_error (error);
  return counts;
}

static guint
count_originals (Fixture *fixture)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GPtrArray) originals = NULL;
  g_autoptr (GError) error = NULL;

  kin_personal_store_list_originals_async (kin_person_get_personal (fixture->person), NULL,
                                           kit_done, &result);
  originals = kin_personal_store_list_originals_finish (kin_person_get_personal (fixture->person),
                                                        kit_wait (&result), &error);
  g_assert_no_error (error);
  return originals->len;
}

/* The original is kept, the items are where a portal's would be, and twice is once. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n" WEIGHT "\n");
  g_autoptr (GListModel) items = kin_person_get_items (fixture->person, KIN_SECTION_MEASUREMENTS,
                                                       NULL, 0, FALSE);
  KinImportCounts counts = import_file (fixture, path);

  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (counts.stored, ==, 2);
  while (g_list_model_get_n_items (items) < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_originals (fixture), ==, 1);

  counts = import_file (fixture, path);
  g_assert_cmpuint (counts.stored, ==, 0);
  g_assert_cmpuint (counts.unchanged, ==, 2);
  g_assert_cmpuint (count_originals (fixture), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->person)), ==, 1);
}

/* A file that could not be stored is not passed over when it is tried again. */
static void
test_again (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n");
  g_autofree char *more = write_file (fixture, "b.ndjson", PATIENT "\n" WEIGHT "\n");
  const char *paths[] = { more, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  import_file (fixture, path);
  g_assert_true (look (import, NULL));
  g_cancellable_cancel (stop);
  kin_import_confirm_async (import, stop, kit_done, &result);
  g_assert_false (kin_import_confirm_finish (import, kit_wait (&result), &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  counts = confirm (import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (counts.stored, ==, 1);
  g_assert_cmpuint (count_originals (fixture), ==, 2);

  /* Each time is counted by itself. */
  counts = confirm (import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.resources, ==, 2);
}

/* Yes, said twice, is one yes, and nobody else gets what is being stored. */
static void
test_two_confirms (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n" WEIGHT "\n");
  const char *paths[] = { path, NULL };
  g_autoptr (KinPerson) other = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_auto (KitResult) first = { NULL };
  g_auto (KitResult) second = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  g_assert_true (look (import, NULL));
  kin_import_confirm_async (import, NULL, kit_done, &first);
  g_test_expect_message ("kin-import", G_LOG_LEVEL_CRITICAL, "*confirms->len == 0*");
  kin_import_set_person (import, other);
  g_test_assert_expected_messages ();
  kin_import_confirm_async (import, NULL, kit_done, &second);

  g_assert_true (kin_import_confirm_finish (import, kit_wait (&first), &counts, &error));
  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_true (kin_import_confirm_finish (import, kit_wait (&second), &counts, &error));
  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (count_originals (fixture), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->person)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 0);
}

/* A stranger on the last line keeps the first line out. */
static void
test_stranger (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n" WEIGHT "\n" STRANGER "\n");
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GError) error = NULL;

  g_assert_false (look (import, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_SEVERAL_PEOPLE);
  g_clear_error (&error);

  /* Nor can it be confirmed. */
  confirm (import, &error);
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON);
  g_assert_cmpuint (count_originals (fixture), ==, 0);
}

/* What a look at one file came to. */
static KinImport *
look_at (Fixture         *fixture,
         const char      *path,
         KinEngineError  *refused)
{
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GError) error = NULL;

  if (look (import, &error))
    return g_steal_pointer (&import);

  g_assert_true (error->domain == KIN_ENGINE_ERROR);
  *refused = (KinEngineError) error->code;
  return NULL;
}

static void
check_refused (Fixture        *fixture,
               const char     *path,
               KinEngineError  code)
{
  KinEngineError refused = KIN_ENGINE_ERROR_DAMAGED;
  g_autoptr (KinImport) import = look_at (fixture, path, &refused);

  g_assert_null (import);
  g_assert_cmpint (refused, ==, code);
  g_assert_cmpuint (count_originals (fixture), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->person)), ==, 0);
}

/* Whose, how much, and from when to when, before anything is stored. */
static void
test_preview (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", "\xef\xbb\xbf" PATIENT "\n" WEIGHT "\n");
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (NULL, paths);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) totals = NULL;

  g_assert_true (look (import, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (kin_identity_get_name (kin_import_get_identity (import)), ==, "Rosa Delgado");
  g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_OTHER);
  totals = kin_import_get_totals (import);
  g_assert_cmpuint (totals->len, ==, 1);
  g_assert_cmpint (g_array_index (totals, KinSectionTotal, 0).section, ==,
                   KIN_SECTION_MEASUREMENTS);
  g_assert_cmpuint (count_originals (fixture), ==, 0);

  kin_import_set_person (import, fixture->person);
  g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_SAME);
}

/* Words, or nothing; and never a wait. */
static void
test_bad_files (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *empty = write_file (fixture, "empty.json", "");
  g_autofree char *cut = write_file (fixture, "cut.json",
                                     "{\"resourceType\":\"Bundle\",\"entry\":[");
  g_autofree char *large = write_file (fixture, "large.bin", "x");
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", NULL);

  g_assert_cmpint (truncate (large, 200 * 1024 * 1024), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_refused (fixture, empty, KIN_ENGINE_ERROR_IMPORT_EMPTY);
  check_refused (fixture, cut, KIN_ENGINE_ERROR_IMPORT_CUT);
  check_refused (fixture, large, KIN_ENGINE_ERROR_IMPORT_LIMIT);
  check_refused (fixture, pipe, KIN_ENGINE_ERROR_IMPORT_READ);
  check_refused (fixture, gone, KIN_ENGINE_ERROR_IMPORT_READ);
  check_refused (fixture, fixture->folder, KIN_ENGINE_ERROR_IMPORT_READ);
  check_refused (fixture, "/dev/zero", KIN_ENGINE_ERROR_IMPORT_READ);
}

static GBytes *
read_attachment (Fixture    *fixture,
                 KinItem    *item,
                 const char *url)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  kin_record_store_load_attachment_async (kin_person_get_record (fixture->person),
                                          kin_item_get_source (item), url, NULL, kit_done,
                                          &result);
  bytes = kin_record_store_load_attachment_finish (kin_person_get_record (fixture->person),
                                                   kit_wait (&result), &error);
  g_assert_no_error (error);
  return bytes;
}

static GBytes *
read_letter (Fixture   *fixture,
             KinItem   *item,
             KinLetter *letter)
{
  g_autofree char *url = kin_letter_dup_url (letter);

  return read_attachment (fixture, item, url);
}

/* A document may lie beside the entry that names it: it comes along. */
static void
test_binary (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *path = write_file (
    fixture, "beside.json",
    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" PATIENT "},"
    "{\"resource\":{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"status\":\"current\","
    "\"description\":\"Letter\",\"subject\":{\"reference\":\"Patient/p\"},\"content\":[{"
    "\"attachment\":{\"contentType\":\"text/plain\",\"url\":\"Binary/b\"}}]}},"
    "{\"resource\":{\"resourceType\":\"Binary\",\"id\":\"b\",\"contentType\":\"text/plain\","
    "\"data\":\"RGVhciBSb3Nh\"}},{\"resource\":{\"resourceType\":\"Binary\",\"id\":\"empty\","
    "\"contentType\":\"text/plain\"}}]}");
  g_autoptr (GListModel) items = kin_person_get_items (fixture->person, KIN_SECTION_DOCUMENTS,
                                                       NULL, 0, FALSE);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GBytes) bytes = NULL;

  import_file (fixture, path);
  while (g_list_model_get_n_items (items) < 1)
    g_main_context_iteration (NULL, TRUE);
  item = first_of (items);
  bytes = read_attachment (fixture, item, "Binary/b");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), "Dear Rosa", 9);
}

#define N_LONG 20001

static char *
write_long_file (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (PATIENT "\n");

  for (guint i = 0; i < N_LONG - 1; i++)
    g_string_append_printf (text, "{\"resourceType\":\"Goal\",\"id\":\"g%u\",\"subject\":"
                            "{\"reference\":\"Patient/p\"}}\n", i);

  return write_file (fixture, "long.ndjson", text->str);
}

/* Stopped in the middle: what came is there and is counted, and the rest comes another time. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "Letter.pdf", "%PDF-1.4 words");
  g_autofree char *record = write_long_file (fixture);
  const char *paths[] = { record, path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts, rest;

  g_assert_true (look (import, &error));

  kin_import_confirm_async (import, cancellable, kit_done, &result);
  while (import->waiting == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (kin_import_confirm_finish (import, kit_wait (&result), &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (counts.stored, >, 0);
  g_assert_cmpuint (counts.stored, <, N_LONG);
  g_assert_cmpuint (counts.letters, ==, 0);

  rest = confirm (import, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest.unchanged, ==, counts.stored);
  g_assert_cmpuint (rest.stored, ==, N_LONG - counts.stored);
  g_assert_cmpuint (rest.letters, ==, 1);
}

/* Stop stops, whoever said yes; and a yes after Stop is a yes. */
static void
test_yes_after_stop (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *path = write_long_file (fixture);
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  KitResult results[3] = { { NULL } };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  g_assert_true (look (import, &error));
  kin_import_confirm_async (import, NULL, kit_done, &results[0]);
  kin_import_confirm_async (import, stop, kit_done, &results[1]);
  while (import->waiting == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (stop);
  kin_import_confirm_async (import, NULL, kit_done, &results[2]);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (kin_import_confirm_finish (import, kit_wait (&results[i]), &counts, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_cmpuint (counts.stored, >, 0);
    }
  g_assert_true (kin_import_confirm_finish (import, kit_wait (&results[2]), &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.stored + counts.unchanged, ==, N_LONG);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    kit_clear (&results[i]);
}

/* The person is closed while a long file comes in: whoever said yes is told. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *path = write_long_file (fixture);
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  g_assert_true (look (import, &error));
  kin_import_confirm_async (import, NULL, kit_done, &result);
  while (import->waiting == 0)
    g_main_context_iteration (NULL, TRUE);
  kit_close_family (fixture->family);
  g_assert_false (kin_import_confirm_finish (import, kit_wait (&result), &counts, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED);
}

/* Nothing of it is left, and nothing follows. */
static void
check_erased_meanwhile (Fixture   *fixture,
                        KinImport *import,
                        KitResult *confirmed)
{
  g_auto (KitResult) erased = { NULL };
  g_autoptr (GPtrArray) originals = NULL;
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;

  kin_source_erase_async (fixture->person, import->connection, NULL, kit_done, &erased);
  g_assert_true (kin_source_erase_finish (kit_wait (&erased), &error));
  g_assert_false (kin_import_confirm_finish (import, kit_wait (confirmed), &counts, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_ERASED);

  originals = kit_list_originals (fixture->person);
  g_assert_cmpuint (originals->len, ==, 0);
  g_assert_cmpuint (kit_count (fixture->person), ==, 0);
}

/* What it brings is erased while it comes: a record, and a letter, of which first the bytes. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *text = g_strnfill (8 * 1024 * 1024, 'a');
  g_autofree char *record = write_long_file (fixture);
  g_autofree char *letter = write_file (fixture, "Letter.txt", text);
  const char *paths[] = { record, letter };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const char *path[] = { paths[i], NULL };
      g_autoptr (KinImport) import = kin_import_new (fixture->person, path);
      g_auto (KitResult) result = { NULL };

      g_assert_true (look (import, NULL));
      kin_import_confirm_async (import, NULL, kit_done, &result);
      while (import->connection == NULL || (i == 0 && import->waiting == 0))
        g_main_context_iteration (NULL, TRUE);
      check_erased_meanwhile (fixture, import, &result);
    }
}

/* A document that came damaged is not kept in pieces: it is counted, and why is written down. */
static void
test_damaged_binary (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *path = write_file (
    fixture, "damaged.ndjson",
    PATIENT "\n{\"resourceType\":\"Binary\",\"id\":\"b\",\"contentType\":\"text/plain\","
    "\"data\":\"RGVhc*iBSb3Nh\"}\n");
  KinImportCounts counts = import_file (fixture, path);
  g_autoptr (KinConnection) source = g_list_model_get_item (G_LIST_MODEL (fixture->person), 0);
  KinRecordStore *record = kin_person_get_record (fixture->person);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GPtrArray) kept = NULL;
  const KinAttachment *document;

  g_assert_cmpuint (counts.resources, ==, 2);
  g_assert_cmpuint (counts.quarantined, ==, 1);
  kin_record_store_get_attachments_async (record, kin_connection_get_id (source), NULL, kit_done,
                                          &result);
  kept = kin_record_store_get_attachments_finish (record, kit_wait (&result), NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  document = g_ptr_array_index (kept, 0);
  g_assert_cmpstr (document->url, ==, "Binary/b");
  g_assert_null (document->hash);
  g_assert_nonnull (document->reason);
}

/* However long the file is, only what the disk takes next is held: here a page and the thirty
 * documents that lie in it. */
static void
test_no_crowd (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autofree char *data = g_strnfill (4 * 1024 * 1024 / 30, 'A');
  g_autoptr (GString) text = g_string_new (PATIENT "\n");
  g_autofree char *path = NULL;
  const char *paths[] = { NULL, NULL };
  g_autoptr (KinImport) import = NULL;
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts;
  guint most = 0;

  for (guint i = 0; i < 30 * 4; i++)
    g_string_append_printf (text, "{\"resourceType\":\"Binary\",\"id\":\"b%u\",\"data\":\"%s\"}\n",
                            i, data);
  path = write_file (fixture, "long.ndjson", text->str);
  paths[0] = path;
  import = kin_import_new (fixture->person, paths);
  g_assert_true (look (import, &error));

  kin_import_confirm_async (import, NULL, kit_done, &result);
  while (result.result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      most = MAX (most, import->waiting);
    }
  g_assert_true (kin_import_confirm_finish (import, result.result, &counts, &error));
  g_assert_cmpuint (counts.resources, ==, 30 * 4 + 1);
  g_assert_cmpuint (most, >=, 30);
  g_assert_cmpuint (most, <, 30 * 2);
}

/* A file of any other kind is a letter, under the day it was written, and twice is once. */
static void
test_letter (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "Letter from Dr Vega.pdf", "%PDF-1.4 words");
  g_autoptr (GListModel) items = kin_person_get_items (fixture->person, KIN_SECTION_DOCUMENTS,
                                                       NULL, 0, FALSE);

  for (guint round = 0; round < 2; round++)
    {
      KinEngineError refused = KIN_ENGINE_ERROR_DAMAGED;
      g_autoptr (KinImport) import = look_at (fixture, path, &refused);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (KinItem) item = NULL;
      KinLetter *letter;
      KinImportCounts counts;

      g_assert_nonnull (import);
      g_assert_false (kin_import_has_record (import));
      g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_ASK);
      counts = confirm (import, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (counts.letters, ==, round == 0 ? 1 : 0);

      while (g_list_model_get_n_items (items) < 1)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
      item = first_of (items);
      letter = g_ptr_array_index (kin_import_get_letters (import), 0);
      g_assert_cmpstr (kin_item_get_title (item), ==, "Letter from Dr Vega");
      g_assert_cmpstr (kin_item_get_date (item), ==, letter->date);
      bytes = read_letter (fixture, item, letter);
      g_assert_true (g_bytes_equal (bytes, letter->bytes));
    }
}

/* A zip of letters alone is as many letters as it holds, byte for byte, and nothing else is kept of
 * it. RTF begins with a brace, as JSON does. */
static void
test_zip_of_letters (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.4 words", 14);
  g_autoptr (GBytes) text = g_bytes_new_static ("Drink more", 10);
  g_autoptr (GBytes) marked = g_bytes_new_static ("\xef\xbb\xbf" "Drink less", 13);
  g_autoptr (GBytes) rtf = g_bytes_new_static ("{\\rtf1 Dear Joan}", 17);
  GBytes *texts[] = { pdf, text, marked, rtf };
  g_autofree char *path = kit_write_zip (fixture->folder, "letters.zip", texts,
                                         G_N_ELEMENTS (texts));
  g_autoptr (GListModel) items = kin_person_get_items (fixture->person, KIN_SECTION_DOCUMENTS,
                                                       NULL, 0, FALSE);
  KinEngineError refused = KIN_ENGINE_ERROR_DAMAGED;
  g_autoptr (KinImport) import = look_at (fixture, path, &refused);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (import);
  g_assert_false (kin_import_has_record (import));
  g_assert_cmpuint (confirm (import, &error).letters, ==, G_N_ELEMENTS (texts));
  g_assert_no_error (error);
  while (g_list_model_get_n_items (items) < G_N_ELEMENTS (texts))
    g_main_context_iteration (NULL, TRUE);
  item = first_of (items);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      KinLetter *letter = g_ptr_array_index (kin_import_get_letters (import), i);
      g_autoptr (GBytes) bytes = read_letter (fixture, item, letter);

      g_assert_true (g_bytes_equal (bytes, texts[i]));
    }
  g_assert_cmpuint (count_originals (fixture), ==, 0);
}

/* One letter has its most, and so have all together, wherever they lie. */
static void
test_large_letters (Fixture       *fixture,
                    gconstpointer  unused)
{
  gsize size = KIN_LETTER_MAX_SIZE + 1;
  g_autoptr (GBytes) one = g_bytes_new_take (g_strnfill (size, 'x'), size);
  g_autoptr (GBytes) eighth = g_bytes_new_from_bytes (one, 0, KIN_IMPORT_MAX_OUT / 8);
  g_autofree char *large = kit_write_zip (fixture->folder, "large.zip", &one, 1);
  g_autofree char *letter = write_file (fixture, "letter.txt", "x");
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  KinImportFound *found = kin_import_found_new ();
  g_autoptr (GError) error = NULL;

  check_refused (fixture, large, KIN_ENGINE_ERROR_IMPORT_LIMIT);

  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (found->letters, kin_letter_new ("letter", 0, eighth));
  g_ptr_array_add (paths, letter);
  g_assert_false (kin_import_found_look (found, paths, FALSE, NULL, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_LIMIT);
  kin_import_found_free (found);
}

/* What cannot be read as a record can still be kept. */
static void
test_kept_as_letter (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "cut.json",
                                     "{\"resourceType\":\"Bundle\",\"entry\":[");
  const char *paths[] = { path, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  g_autoptr (GError) error = NULL;

  kin_import_take_as_letters (import);
  g_assert_true (look (import, &error));
  g_assert_cmpuint (confirm (import, &error).letters, ==, 1);
  g_assert_no_error (error);
}

/* What comes out is what came in, byte for byte. */
static void
test_export (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n" WEIGHT "\n");
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_auto (KitResult) result = { NULL };
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  import_file (fixture, path);
  kin_person_export_async (fixture->person, folder, NULL, kit_done, &result);
  g_assert_cmpint (kin_person_export_finish (fixture->person, kit_wait (&result), &error), ==, 2);
  g_assert_no_error (error);

  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      g_assert_true (g_str_equal (text, PATIENT) || g_str_equal (text, WEIGHT));
      g_string_append (found, text);
    }
  g_assert_cmpuint (found->len, ==, strlen (PATIENT WEIGHT));
}

/* Files in the folder are never written over. */
static void
test_export_twice (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autofree char *path = write_file (fixture, "a.ndjson", PATIENT "\n");
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_auto (KitResult) first = { NULL };
  g_auto (KitResult) second = { NULL };
  g_autoptr (GError) error = NULL;

  import_file (fixture, path);
  kin_person_export_async (fixture->person, folder, NULL, kit_done, &first);
  g_assert_cmpint (kin_person_export_finish (fixture->person, kit_wait (&first), &error), ==, 1);
  kin_person_export_async (fixture->person, folder, NULL, kit_done, &second);
  g_assert_cmpint (kin_person_export_finish (fixture->person, kit_wait (&second), &error), <, 0);
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/import/twice", test_twice);
  ADD ("/import/again", test_again);
  ADD ("/import/two-confirms", test_two_confirms);
  ADD ("/import/stranger", test_stranger);
  ADD ("/import/preview", test_preview);
  ADD ("/import/bad-files", test_bad_files);
  ADD ("/import/letter", test_letter);
  ADD ("/import/binary", test_binary);
  ADD ("/import/zip-of-letters", test_zip_of_letters);
  ADD ("/import/large-letters", test_large_letters);
  ADD ("/import/no-crowd", test_no_crowd);
  ADD ("/import/stopped", test_stopped);
  ADD ("/import/yes-after-stop", test_yes_after_stop);
  ADD ("/import/closed", test_closed);
  ADD ("/import/erased", test_erased);
  ADD ("/import/damaged-binary", test_damaged_binary);
  ADD ("/import/kept-as-letter", test_kept_as_letter);
  ADD ("/export/byte-for-byte", test_export);
  ADD ("/export/twice", test_export_twice);

  return g_test_run ();
}
