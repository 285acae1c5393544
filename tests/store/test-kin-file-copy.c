/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-copy"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "kin-database-private.h"
#include "kin-personal-store.h"
#include "kin-store-kit.h"

#define FILE "personal.db"
#define COPY FILE ".copy"
#define ASIDE FILE ".damaged-1"
#define OF_COPY 1767323045
#define BIG (40 * KIN_PAGE_SIZE)
#define OF_COPY_TEXT "2026-01-02T03:04:05Z"

/* What exists nowhere else is damaged: its copy takes its place, and says so (security.md F-10). */

static KinPersonalStore *
open_store (KitSet        *set,
            KinStoreMode   mode,
            GError       **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready,
                                 &result);
  done = kit_wait (&result);

  return kin_personal_store_open_finish (done, error);
}

static void
close_store (KinPersonalStore *store)
{
  g_assert_true (KIT_ASK (kin_personal_store_close, store, NULL));
}

static void
save_note (KinPersonalStore *store,
           const char       *name,
           const char       *value)
{
  g_assert_true (KIT_ASK (kin_personal_store_save_note, store, NULL, "phone", name, value, NULL));
}

static void
date_copy (KitSet *set)
{
  g_autofree char *copy = kit_path (set, COPY);
  struct utimbuf times = { OF_COPY, OF_COPY };

  g_assert_cmpint (g_utime (copy, &times), ==, 0);
}

/* A clinic and a note, and the copy of both. */
static void
make (KitSet *set)
{
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_CREATE, NULL);
  g_autoptr (KinConnectionNote) clinic = kin_connection_note_new ();

  clinic->id = g_strdup ("a");
  clinic->kind = g_strdup ("portal");
  g_assert_true (KIT_ASK (kin_personal_store_save_connection, store, NULL, clinic, NULL));
  save_note (store, "Pharmacy", "555-0140");
  close_store (store);
  date_copy (set);
}

static char *
dup_content (KitSet     *set,
             const char *name,
             gsize      *length)
{
  g_autofree char *path = kit_path (set, name);
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, length, NULL));

  return content;
}

static void
put_content (KitSet     *set,
             const char *name,
             const char *content,
             gsize       length)
{
  g_autofree char *path = kit_path (set, name);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* Eight bytes of a page are others. */
static void
damage (KitSet     *set,
        const char *name,
        gsize       page)
{
  gsize length;
  g_autofree char *content = dup_content (set, name, &length);

  for (gsize i = 0; i < 8; i++)
    content[page * KIN_PAGE_SIZE + 100 + i] ^= 0x55;
  put_content (set, name, content, length);
}

static void
lose (KitSet     *set,
      const char *name)
{
  g_autofree char *path = kit_path (set, name);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
is_there (KitSet     *set,
          const char *name)
{
  g_autofree char *path = kit_path (set, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* (nullable): what is noted by that name. */
static char *
dup_note (KinPersonalStore *store,
          const char       *name)
{
  g_autoptr (GPtrArray) notes = KIT_ASK (kin_personal_store_list_notes, store, NULL, NULL);

  g_assert_nonnull (notes);
  for (guint i = 0; i < notes->len; i++)
    {
      const KinNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->name, name))
        return g_strdup (note->value);
    }

  return NULL;
}

/* Opens it; everything is there. Returns: (nullable): from when the copy is that was used. */
static char *
open_whole (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_OPEN, &error);
  g_autoptr (GPtrArray) clinics = NULL;
  g_autofree char *phone = NULL;
  char *from;

  g_assert_no_error (error);
  clinics = KIT_ASK (kin_personal_store_list_connections, store, NULL, NULL);
  g_assert_cmpuint (clinics->len, ==, 1);
  phone = dup_note (store, "Pharmacy");
  g_assert_cmpstr (phone, ==, "555-0140");
  from = dup_note (store, KIN_PERSONAL_FROM_COPY);
  close_store (store);

  return from;
}

static void
assert_refused (KitSet *set,
                int     code)
{
  g_autofree char *before = kit_fingerprint (set);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinPersonalStore) store = open_store (set, KIN_STORE_OPEN, &error);

  g_assert_null (store);
  g_assert_error (error, KIN_STORE_ERROR, code);
  after = kit_fingerprint (set);
  g_assert_cmpstr (before, ==, after);
}

/* Whichever page it is, it is noticed, the damaged file is kept as it is, and so is the copy. */
static void
test_every_page (KitSet        *set,
                 gconstpointer  unused)
{
  g_autofree char *sound = NULL;
  gsize length = KIN_PAGE_SIZE;

  make (set);
  sound = dup_content (set, FILE, &length);
  g_assert_cmpuint (length, >=, 6 * KIN_PAGE_SIZE);

  for (gsize page = 0; page < length / KIN_PAGE_SIZE; page++)
    {
      g_autofree char *damaged = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *from = NULL;
      gsize length_damaged, length_kept;

      put_content (set, FILE, sound, length);
      damage (set, FILE, page);
      damaged = dup_content (set, FILE, &length_damaged);
      from = open_whole (set);
      g_assert_cmpstr (from, ==, OF_COPY_TEXT);
      kept = dup_content (set, ASIDE, &length_kept);
      g_assert_cmpuint (length_kept, ==, length_damaged);
      g_assert_true (memcmp (kept, damaged, length_kept) == 0);
      g_assert_true (is_there (set, COPY));
      lose (set, ASIDE);
    }
}

/* Who looks at once is not kept waiting by what is big: damage there is found before anything is
 * changed, and the file stays as it is until it is opened anew. */
static void
test_early (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (GBytes) letter = g_bytes_new_take (g_malloc0 (BIG), BIG);
  g_autoptr (GError) unchecked = NULL;
  g_autoptr (GError) unchanged = NULL;
  g_autofree char *from = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *later = NULL;
  g_autofree char *phone = NULL;
  KinPersonalStore *store;
  gsize length, length_later;

  make (set);
  store = open_store (set, KIN_STORE_OPEN_EARLY, NULL);
  g_assert_true (KIT_ASK (kin_personal_store_save_original, store, NULL, "a", NULL, NULL, letter,
                          NULL) > 0);
  g_assert_true (KIT_ASK (kin_personal_store_check, store, NULL));
  close_store (store);
  g_object_unref (store);
  date_copy (set);
  damage (set, FILE, 30);
  damaged = dup_content (set, FILE, &length);

  store = open_store (set, KIN_STORE_OPEN_EARLY, NULL);
  g_assert_nonnull (store);
  phone = dup_note (store, "Pharmacy");
  g_assert_cmpstr (phone, ==, "555-0140");
  g_assert_false (KIT_ASK (kin_personal_store_save_note, store, &unchanged, "phone", "Nurse",
                           "555-0199", NULL));
  g_assert_error (unchanged, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT);
  g_assert_false (KIT_ASK (kin_personal_store_check, store, &unchecked));
  g_assert_error (unchecked, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT);
  close_store (store);
  g_object_unref (store);
  later = dup_content (set, FILE, &length_later);
  g_assert_cmpuint (length_later, ==, length);
  g_assert_true (memcmp (later, damaged, length) == 0);

  from = open_whole (set);
  g_assert_cmpstr (from, ==, OF_COPY_TEXT);
}

/* What a person waits for is looked at even so. */
static void
test_early_rows (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = NULL;
  g_autofree char *from = NULL;

  make (set);
  damage (set, FILE, 1);
  store = open_store (set, KIN_STORE_OPEN_EARLY, NULL);
  from = dup_note (store, KIN_PERSONAL_FROM_COPY);
  g_assert_cmpstr (from, ==, OF_COPY_TEXT);
  close_store (store);
}

/* What was erased is in no copy, as soon as that is told. */
static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinPersonalStore) store = NULL;
  g_autoptr (GPtrArray) clinics = NULL;

  make (set);
  store = open_store (set, KIN_STORE_OPEN, NULL);
  g_assert_true (KIT_ASK (kin_personal_store_remove_connection, store, NULL, "a", NULL));
  g_assert_false (is_there (set, COPY));
  close_store (store);
  g_clear_object (&store);

  lose (set, FILE);
  store = open_store (set, KIN_STORE_OPEN, NULL);
  clinics = KIT_ASK (kin_personal_store_list_connections, store, NULL, NULL);
  g_assert_cmpuint (clinics->len, ==, 0);
  close_store (store);
}

/* Cut short, emptied, gone, or of another program. */
static void
test_every_way (KitSet        *set,
                gconstpointer  unused)
{
  g_autofree char *path = kit_path (set, FILE);

  make (set);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *from = NULL;

      if (i == 0)
        g_assert_cmpint (truncate (path, 2 * KIN_PAGE_SIZE + 100), ==, 0);
      else if (i == 1)
        g_assert_cmpint (truncate (path, 0), ==, 0);
      else if (i == 2)
        put_content (set, FILE, "nothing of ours", 15);
      else
        lose (set, FILE);
      from = open_whole (set);
      g_assert_cmpstr (from, ==, OF_COPY_TEXT);
    }

  g_assert_true (is_there (set, FILE ".damaged-3"));
  g_assert_false (is_there (set, FILE ".damaged-4"));
}

/* The journal of a damaged file goes with it, and is not played into the one in its place. */
static void
test_journal (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *from = NULL;

  make (set);
  put_content (set, FILE, "", 0);
  put_content (set, FILE "-journal", "half a journal", 14);
  from = open_whole (set);
  g_assert_cmpstr (from, ==, OF_COPY_TEXT);
  g_assert_false (is_there (set, FILE "-journal"));
  g_assert_true (is_there (set, ASIDE "-journal"));
}

/* A copy that is damaged, too, or is not there, is no help: nothing is touched. */
static void
test_bad_copy (KitSet        *set,
               gconstpointer  unused)
{
  make (set);
  damage (set, FILE, 2);
  damage (set, COPY, 3);
  assert_refused (set, KIN_STORE_ERROR_CORRUPT);
  lose (set, COPY);
  assert_refused (set, KIN_STORE_ERROR_CORRUPT);
  damage (set, FILE, 0);
  assert_refused (set, KIN_STORE_ERROR_WRONG_KEY);
}

/* A file that is not damaged but cannot be opened with this key, or by this program, stays. */
static void
test_not_damaged (KitSet        *set,
                  gconstpointer  unused)
{
  static const KinFileKind kind = { .name = FILE, .schema = "personal" };
  g_autoptr (KinSecret) key = NULL;
  KinDatabase *database;

  make (set);
  key = g_steal_pointer (&set->key);
  set->key = kin_secret_new_random (32);
  assert_refused (set, KIN_STORE_ERROR_WRONG_KEY);
  kin_secret_unref (set->key);
  set->key = g_steal_pointer (&key);

  database = kin_database_open (&kind, set->folder, FILE, KIN_DATABASE_WRITER, set->key, NULL);
  g_assert_true (kin_database_run (database, NULL, "PRAGMA user_version = 99", ""));
  kin_database_close (database);
  assert_refused (set, KIN_STORE_ERROR_NEWER_FORMAT);
}

/* What is written afterwards is kept and copied; the person who has read it takes the mark away. */
static void
test_goes_on (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *from = NULL;
  g_autofree char *again = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *later = NULL;
  KinPersonalStore *store;

  make (set);
  damage (set, FILE, 1);
  from = open_whole (set);
  g_assert_cmpstr (from, ==, OF_COPY_TEXT);
  again = open_whole (set);
  g_assert_cmpstr (again, ==, OF_COPY_TEXT);

  store = open_store (set, KIN_STORE_OPEN, NULL);
  save_note (store, "Nurse", "555-0199");
  g_assert_true (KIT_ASK (kin_personal_store_save_note, store, NULL, "mark",
                          KIN_PERSONAL_FROM_COPY, NULL, NULL));
  close_store (store);
  g_object_unref (store);
  nothing = open_whole (set);
  g_assert_null (nothing);

  damage (set, FILE, 1);
  store = open_store (set, KIN_STORE_OPEN, NULL);
  later = dup_note (store, "Nurse");
  g_assert_cmpstr (later, ==, "555-0199");
  close_store (store);
  g_object_unref (store);
  g_assert_true (is_there (set, FILE ".damaged-2"));
}

#define ADD(name, function) \
  g_test_add ("/store/file-copy/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("every-page", test_every_page);
  ADD ("early", test_early);
  ADD ("early-rows", test_early_rows);
  ADD ("erased", test_erased);
  ADD ("every-way", test_every_way);
  ADD ("journal", test_journal);
  ADD ("bad-copy", test_bad_copy);
  ADD ("not-damaged", test_not_damaged);
  ADD ("goes-on", test_goes_on);

  return g_test_run ();
}
