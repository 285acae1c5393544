/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-personal-store"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "kin-database-private.h"
#include "kin-personal-store.h"
#include "kin-store-kit.h"

static KinPersonalStore *
open_store (KitSet       *set,
            KinStoreMode  mode)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinPersonalStore *store;

  kin_personal_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready,
                                 &result);
  done = kit_wait (&result);
  store = kin_personal_store_open_finish (done, &error);
  g_assert_no_error (error);

  return store;
}

static void
close_store (KinPersonalStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_close_async (store, kit_ready, &result);
  done = kit_wait (&result);
  kin_personal_store_close_finish (store, done, &error);
  g_assert_no_error (error);
}

static void
save (KinPersonalStore        *store,
      const KinConnectionNote *note)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_save_connection_async (store, note, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_personal_store_save_connection_finish (store, done, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (KinPersonalStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *notes;

  kin_personal_store_list_connections_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  notes = kin_personal_store_list_connections_finish (store, done, &error);
  g_assert_no_error (error);

  return notes;
}

static KinConnectionNote *
make_note (const char *id)
{
  KinConnectionNote *note = kin_connection_note_new ();

  note->id = g_strdup (id);
  note->kind = g_strdup ("portal");
  note->base = g_strdup ("https://fhir.example/r4");
  note->name = g_strdup ("Northside");
  note->issuer = g_strdup ("https://issuer.example");
  note->client_id = g_strdup ("client");
  note->redirect = g_strdup ("http://127.0.0.1:1234/callback");
  note->patient_id = g_strdup ("p1");
  note->binding = g_strdup ("{}");
  note->scope = g_strdup ("patient/*.rs");
  note->state = g_strdup ("connected");
  note->vendor = g_strdup ("epic");
  note->number_from = g_strdup ("portal");
  note->stays = g_strdup ("no");

  return note;
}

static void
test_connections (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (KinConnectionNote) note = make_note ("a");
  g_autoptr (KinConnectionNote) other = make_note ("b");
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) fewer = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  KinConnectionNote *read;

  save (store, note);
  save (store, other);
  note->last_success = g_strdup ("2026-11-25T10:00:00Z");
  g_free (note->state);
  note->state = g_strdup ("needs-sign-in");
  save (store, note);
  close_store (store);
  g_clear_object (&store);

  store = open_store (set, KIN_STORE_OPEN);
  notes = list (store);
  g_assert_cmpuint (notes->len, ==, 2);
  read = g_ptr_array_index (notes, 0);
  g_assert_cmpstr (read->id, ==, "a");
  g_assert_cmpstr (read->kind, ==, "portal");
  g_assert_cmpstr (read->base, ==, note->base);
  g_assert_cmpstr (read->name, ==, note->name);
  g_assert_cmpstr (read->issuer, ==, note->issuer);
  g_assert_cmpstr (read->client_id, ==, note->client_id);
  g_assert_cmpstr (read->redirect, ==, note->redirect);
  g_assert_cmpstr (read->patient_id, ==, note->patient_id);
  g_assert_cmpstr (read->binding, ==, note->binding);
  g_assert_cmpstr (read->scope, ==, note->scope);
  g_assert_cmpstr (read->state, ==, "needs-sign-in");
  g_assert_cmpstr (read->last_success, ==, note->last_success);
  g_assert_cmpstr (read->vendor, ==, note->vendor);
  g_assert_cmpstr (read->number_from, ==, note->number_from);
  g_assert_cmpstr (read->stays, ==, note->stays);
  g_assert_null (read->problem);
  g_assert_nonnull (read->created);

  kin_personal_store_remove_connection_async (store, "a", NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_personal_store_remove_connection_finish (store, done, NULL));
  fewer = list (store);
  g_assert_cmpuint (fewer->len, ==, 1);
  close_store (store);
}

static gint64
save_original (KinPersonalStore *store,
               GBytes           *bytes)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  gint64 id;

  kin_personal_store_save_original_async (store, "file-1", "export.json", "application/fhir+json",
                                          bytes, NULL, kit_ready, &result);
  done = kit_wait (&result);
  id = kin_personal_store_save_original_finish (store, done, &error);
  g_assert_no_error (error);

  return id;
}

/* A file comes out as it went in, and the same one is kept once. */
static void
test_originals (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  gsize length = 700 * 1000;
  char *content = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) originals = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  gint64 id;

  for (gsize i = 0; i < length; i++)
    content[i] = (char) (i * 31 % 251);
  bytes = g_bytes_new_take (content, length);

  id = save_original (store, bytes);
  g_assert_cmpint (id, >, 0);
  g_assert_cmpint (save_original (store, bytes), ==, id);
  g_assert_cmpint (save_original (store, empty), !=, id);

  kin_personal_store_load_original_async (store, id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  read = kin_personal_store_load_original_finish (store, done, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (read, bytes));

  kin_personal_store_list_originals_async (store, NULL, kit_ready, &result);
  listed = kit_wait (&result);
  originals = kin_personal_store_list_originals_finish (store, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (originals->len, ==, 2);
  g_assert_cmpuint (((KinOriginal *) g_ptr_array_index (originals, 0))->size, ==, length);
  close_store (store);
}

/* The copy beside the file is encrypted, whole, and up to date once closed. */
static void
test_rolling_copy (KitSet        *set,
                   gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (KinConnectionNote) note = make_note ("a");
  g_autofree char *path = kit_path (set, "personal.db");
  g_autofree char *copy = kit_path (set, "personal.db.copy");
  g_autofree char *half = kit_path (set, "personal.db.copy.new");
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  gsize length = 0;

  save (store, note);
  close_store (store);
  g_clear_object (&store);

  g_assert_true (g_file_get_contents (copy, &content, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_true (memcmp (content, "SQLite format 3", 15) != 0);
  g_assert_null (memmem (content, length, "Northside", strlen ("Northside")));
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));

  /* It can take the place of the file. */
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  store = open_store (set, KIN_STORE_OPEN);
  notes = list (store);
  g_assert_cmpuint (notes->len, ==, 1);
  close_store (store);
}

/* A file without a change needs no copy. */
static void
test_copy_only_when_changed (KitSet        *set,
                             gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autofree char *copy = kit_path (set, "personal.db.copy");

  close_store (store);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* Each check of a portal notes when it was, and nothing else. */
static void
test_copy_not_for_a_time (KitSet        *set,
                          gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (KinConnectionNote) note = make_note ("a");
  g_autofree char *copy = kit_path (set, "personal.db.copy");

  save (store, note);
  close_store (store);
  g_clear_object (&store);
  g_assert_cmpint (g_remove (copy), ==, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) notes = NULL;

      store = open_store (set, KIN_STORE_OPEN);
      g_free (note->last_success);
      note->last_success = g_strdup ("2026-08-05T10:00:00Z");
      if (i > 0)
        {
          g_free (note->problem);
          note->problem = g_strdup ("needs-sign-in");
        }
      save (store, note);
      notes = list (store);
      g_assert_cmpstr (((KinConnectionNote *) g_ptr_array_index (notes, 0))->last_success, ==,
                       "2026-08-05T10:00:00Z");
      close_store (store);
      g_clear_object (&store);
      g_assert_cmpint (g_file_test (copy, G_FILE_TEST_EXISTS), ==, i > 0);
    }
}

static void
save_note (KinPersonalStore *store,
           const char       *name,
           const char       *value)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_save_note_async (store, "phone", name, value, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_personal_store_save_note_finish (store, done, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_notes (KinPersonalStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *notes;

  kin_personal_store_list_notes_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  notes = kin_personal_store_list_notes_finish (store, done, &error);
  g_assert_no_error (error);

  return notes;
}

static void
test_notes (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) notes = NULL;
  const KinNote *note;

  save_note (store, "Pharmacy", "555-0140");
  save_note (store, "Night nurse", "555-0199");
  save_note (store, "Pharmacy", "555-0142");
  save_note (store, "Night nurse", NULL);
  save_note (store, "Nobody", NULL);
  close_store (store);
  g_clear_object (&store);

  store = open_store (set, KIN_STORE_OPEN);
  notes = list_notes (store);
  g_assert_cmpuint (notes->len, ==, 1);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpstr (note->kind, ==, "phone");
  g_assert_cmpstr (note->name, ==, "Pharmacy");
  g_assert_cmpstr (note->value, ==, "555-0142");
  close_store (store);
}

#define COLUMNS_OF_1 \
  "id, kind, base, name, issuer, client_id, redirect, patient_id, binding, scope, state," \
  " problem, last_success, created"

static const char * const back_to_1[] = {
  "DROP TABLE note",
  "ALTER TABLE connection RENAME TO later",
  "CREATE TABLE connection (" COLUMNS_OF_1 ")",
  "INSERT INTO connection (" COLUMNS_OF_1 ") SELECT " COLUMNS_OF_1 " FROM later",
  "DROP TABLE later",
  "PRAGMA user_version = 1",
};

/* A file of before there were notes keeps what it holds, and takes notes from now on. */
static void
test_file_without_notes (KitSet        *set,
                         gconstpointer  unused)
{
  static const KinFileKind kind = { .name = "personal.db", .schema = "personal" };
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (KinConnectionNote) connection = make_note ("a");
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  KinDatabase *database;

  save (store, connection);
  close_store (store);
  g_clear_object (&store);
  database = kin_database_open (&kind, set->folder, "personal.db", KIN_DATABASE_WRITER, set->key,
                                NULL);
  g_assert_nonnull (database);
  for (guint i = 0; i < G_N_ELEMENTS (back_to_1); i++)
    g_assert_true (kin_database_run (database, NULL, back_to_1[i], ""));
  kin_database_close (database);

  store = open_store (set, KIN_STORE_OPEN);
  connections = list (store);
  g_assert_cmpuint (connections->len, ==, 1);
  g_assert_null (((KinConnectionNote *) g_ptr_array_index (connections, 0))->stays);
  save_note (store, "Pharmacy", "555-0140");
  notes = list_notes (store);
  g_assert_cmpuint (notes->len, ==, 1);
  close_store (store);
}

#define ADD(name, function) \
  g_test_add ("/store/personal/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("connections", test_connections);
  ADD ("originals", test_originals);
  ADD ("notes", test_notes);
  ADD ("file-without-notes", test_file_without_notes);
  ADD ("rolling-copy", test_rolling_copy);
  ADD ("copy-only-when-changed", test_copy_only_when_changed);
  ADD ("copy-not-for-a-time", test_copy_not_for_a_time);

  return g_test_run ();
}
