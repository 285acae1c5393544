/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-family-store"

#include "config.h"

#include "kin-family-store.h"
#include "kin-file-private.h"
#include "kin-store-kit.h"

static KinFamilyStore *
open_store (KitSet       *set,
            KinStoreMode  mode)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinFamilyStore *store;

  kin_family_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  store = kin_family_store_open_finish (done, &error);
  g_assert_no_error (error);

  return store;
}

static void
close_store (KinFamilyStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_family_store_close_async (store, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_family_store_close_finish (store, done, NULL));
}

static void
save (KinFamilyStore *store,
      const char     *id,
      const char     *name,
      const char     *birth_date)
{
  g_autoptr (KinPersonNote) note = kin_person_note_new (id, name, birth_date);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  note->colour = g_strdup (birth_date != NULL ? "teal" : NULL);
  note->is_sample = birth_date == NULL;
  kin_family_store_save_person_async (store, note, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_family_store_save_person_finish (store, done, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (KinFamilyStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *people;

  kin_family_store_list_people_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  people = kin_family_store_list_people_finish (store, done, &error);
  g_assert_no_error (error);

  return people;
}

static void
test_people (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) fewer = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  KinPersonNote *first;
  KinPersonNote *second;

  save (store, "one", "Ana", "1944-02-29");
  save (store, "two", "Ben", NULL);
  save (store, "one", "Anna", "1944-02-29");
  close_store (store);
  g_clear_object (&store);

  store = open_store (set, KIN_STORE_OPEN);
  people = list (store);
  g_assert_cmpuint (people->len, ==, 2);
  first = g_ptr_array_index (people, 0);
  g_assert_cmpstr (first->id, ==, "one");
  g_assert_cmpstr (first->name, ==, "Anna");
  g_assert_cmpstr (first->birth_date, ==, "1944-02-29");
  g_assert_nonnull (first->created);
  g_assert_cmpstr (first->colour, ==, "teal");
  g_assert_false (first->is_sample);
  second = g_ptr_array_index (people, 1);
  g_assert_null (second->colour);
  g_assert_true (second->is_sample);

  kin_family_store_remove_person_async (store, "one", NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_family_store_remove_person_finish (store, done, NULL));
  fewer = list (store);
  g_assert_cmpuint (fewer->len, ==, 1);
  close_store (store);
}

static void
save_photo (KinFamilyStore *store,
            const char     *id,
            GBytes         *photo)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_family_store_save_photo_async (store, id, photo, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_family_store_save_photo_finish (store, done, &error);
  g_assert_no_error (error);
}

/* A photo stays when something else of the person changes, and goes when it is taken away. */
static void
test_photo (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GBytes) photo = g_bytes_new_static ("\0\1\2\0", 4);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) later = NULL;
  KinPersonNote *note;

  save (store, "one", "Anna", NULL);
  save (store, "two", "Ben", NULL);
  save_photo (store, "one", photo);
  save (store, "one", "Anna", "1944-02-29");
  people = list (store);
  note = g_ptr_array_index (people, 0);
  g_assert_true (g_bytes_equal (note->photo, photo));
  note = g_ptr_array_index (people, 1);
  g_assert_null (note->photo);

  save_photo (store, "one", NULL);
  later = list (store);
  note = g_ptr_array_index (later, 0);
  g_assert_null (note->photo);
  close_store (store);
}

static void
save_relation (KinFamilyStore *store,
               const char     *relation)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_family_store_save_relation_async (store, "one", relation, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_family_store_save_relation_finish (store, done, &error);
  g_assert_no_error (error);
}

/* What somebody is to the reader stays when something else of the person changes. */
static void
test_relation (KitSet        *set,
               gconstpointer  unused)
{
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) later = NULL;
  KinPersonNote *note;

  save (store, "one", "Anna", NULL);
  save_relation (store, "Mother");
  save (store, "one", "Anna", "1944-02-29");
  people = list (store);
  note = g_ptr_array_index (people, 0);
  g_assert_cmpstr (note->relation, ==, "Mother");

  save_relation (store, NULL);
  later = list (store);
  note = g_ptr_array_index (later, 0);
  g_assert_null (note->relation);
  close_store (store);
}

static void
save_set_up (KinFamilyStore *store,
             const char     *client_id)
{
  g_autoptr (KinSetUpNote) note = kin_set_up_note_new ("epic", "random");
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  note->client_id = g_strdup (client_id);
  note->is_ready = client_id != NULL;
  note->remind = client_id != NULL ? NULL : g_strdup ("2026-11-28");
  note->address = g_strdup ("https://portal.example.org/r4");
  kin_family_store_save_set_up_async (store, note, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_family_store_save_set_up_finish (store, done, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_set_ups (KinFamilyStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *notes;

  kin_family_store_list_set_ups_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  notes = kin_family_store_list_set_ups_finish (store, done, &error);
  g_assert_no_error (error);

  return notes;
}

/* In a file of before there were any: what is there stays, and a number is kept from now on. */
static void
test_set_ups (KitSet        *set,
              gconstpointer  unused)
{
  static const KinFileKind kind = { .name = "family.db", .schema = "family" };
  static const char *const back[] = {
    "ALTER TABLE person RENAME TO newer",
    "CREATE TABLE person AS SELECT id, name, birth_date, colour, is_self, is_sample, created, photo"
    " FROM newer",
    "DROP TABLE newer", "DROP TABLE set_up", "DROP TABLE note", "PRAGMA user_version = 2",
  };
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  const KinSetUpNote *note;
  KinDatabase *database;

  save (store, "one", "Anna", NULL);
  close_store (store);
  g_clear_object (&store);
  database = kin_database_open (&kind, set->folder, "family.db", KIN_DATABASE_WRITER, set->key,
                                NULL);
  g_assert_nonnull (database);
  for (gsize i = 0; i < G_N_ELEMENTS (back); i++)
    g_assert_true (kin_database_run (database, NULL, back[i], ""));
  kin_database_close (database);

  store = open_store (set, KIN_STORE_OPEN);
  people = list (store);
  g_assert_cmpuint (people->len, ==, 1);
  save_relation (store, "Mother");
  save_set_up (store, NULL);
  save_set_up (store, "a number");
  close_store (store);
  g_clear_object (&store);

  store = open_store (set, KIN_STORE_OPEN);
  notes = list_set_ups (store);
  g_assert_cmpuint (notes->len, ==, 1);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpstr (note->client_id, ==, "a number");
  g_assert_cmpstr (note->address, ==, "https://portal.example.org/r4");
  g_assert_true (note->is_ready);
  g_assert_null (note->remind);
  close_store (store);
}

static void
test_closed (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  close_store (store);
  close_store (store);
  kin_family_store_list_people_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  people = kin_family_store_list_people_finish (store, done, &error);
  g_assert_null (people);
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED);
}

/* Who knows the key, or not. */
#define KEY "key"

static gboolean
find_key (GObject       *owner,
          GCancellable  *cancellable,
          KinSecret    **key,
          char         **key_id,
          GError       **error)
{
  KitSet *set = g_object_get_data (owner, KEY);

  g_assert_false (g_main_context_is_owner (g_main_context_default ()));
  if (set == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "Locked");
      return FALSE;
    }

  *key = kin_secret_ref (set->key);
  *key_id = g_strdup (set->key_id);

  return TRUE;
}

static KinFamilyStore *
open_with (KitSet        *set,
           GObject       *owner,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  KinFamilyStore *store;

  kin_family_store_open_with_async (set->folder, KIN_STORE_OPEN, find_key, owner, cancellable,
                                    kit_ready, &result);
  done = kit_wait (&result);
  store = kin_family_store_open_finish (done, error);
  g_assert_cmpuint (owner->ref_count, ==, 1);

  return store;
}

/* The key is looked for on the store's thread; without one nothing is opened, and whoever was asked
 * is let go of. */
static void
test_key_to_find (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinFamilyStore) store = open_store (set, KIN_STORE_CREATE);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);

  save (store, "one", "Anna", NULL);
  close_store (store);
  g_clear_object (&store);
  before = kit_fingerprint (set);

  g_assert_null (open_with (set, owner, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  after = kit_fingerprint (set);
  g_assert_cmpstr (after, ==, before);

  g_clear_error (&error);
  g_object_set_data (owner, KEY, set);
  g_cancellable_cancel (cancelled);
  g_assert_null (open_with (set, owner, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  store = open_with (set, owner, NULL, &error);
  g_assert_no_error (error);
  people = list (store);
  g_assert_cmpuint (people->len, ==, 1);
  close_store (store);
  g_assert_finalize_object (owner);
}

#define ADD(name, function) \
  g_test_add ("/store/family/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("people", test_people);
  ADD ("photo", test_photo);
  ADD ("relation", test_relation);
  ADD ("set-ups", test_set_ups);
  ADD ("key-to-find", test_key_to_find);
  ADD ("closed", test_closed);

  return g_test_run ();
}
