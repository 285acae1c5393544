/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-family-store.h"
#include "kin-file-private.h"
#include "kin-personal-store.h"
#include "kin-set-meta.h"
#include "kin-store-kit.h"

static void
make_record (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autofree char *result = kit_result ("r1", NULL, "2020-01-01", "Calcium");

  g_assert_no_error (error);
  kit_ingest_all (store, "Observation", result, NULL);
  kit_close (store);
}

/* Opening fails with @code and leaves every byte as it was. */
static void
assert_refused (KitSet       *set,
                KinStoreMode  mode,
                int           code)
{
  g_autofree char *before = kit_fingerprint (set);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, mode, &error);

  g_assert_null (store);
  g_assert_error (error, KIN_STORE_ERROR, code);
  after = kit_fingerprint (set);
  g_assert_cmpstr (before, ==, after);
}

static void
test_other_key (KitSet        *set,
                gconstpointer  unused)
{
  make_record (set);
  kin_secret_unref (set->key);
  set->key = kin_secret_new_random (32);
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_WRONG_KEY);
}

static void
test_other_key_id (KitSet        *set,
                   gconstpointer  unused)
{
  make_record (set);
  g_free (set->key_id);
  set->key_id = g_strdup ("ffffffffffffffffffffffffffffffff");
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_WRONG_KEY);
}

static void
test_newer_set (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_new (set->key_id);

  make_record (set);
  meta->format = KIN_SET_FORMAT + 1;
  g_assert_true (kin_set_meta_write (meta, set->folder, NULL));
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_NEWER_FORMAT);
}

static KinDatabase *
open_plainly (KitSet         *set,
              const char     *name,
              KinDatabaseUse  use)
{
  static const KinFileKind record = { .name = "record.db", .schema = "record", .wal = TRUE };
  static const KinFileKind personal = { .name = "personal.db", .schema = "personal" };
  g_autoptr (GError) error = NULL;
  KinDatabase *database;

  database = kin_database_open (g_str_has_prefix (name, "record") ? &record : &personal,
                                set->folder, name, use, set->key, &error);
  g_assert_no_error (error);

  return database;
}

/* A newer schema in a set of the same format is refused as well. */
static void
test_newer_schema (KitSet        *set,
                   gconstpointer  unused)
{
  KinDatabase *database;

  make_record (set);
  database = open_plainly (set, "record.db", KIN_DATABASE_WRITER);
  g_assert_true (kin_database_run (database, NULL, "PRAGMA user_version = 99", ""));
  kin_database_close (database);
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_NEWER_FORMAT);
}

static void
test_no_meta (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *meta = kit_path (set, "meta");

  make_record (set);
  g_assert_cmpint (g_remove (meta), ==, 0);
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_NOT_FOUND);
}

static void
test_not_made_twice (KitSet        *set,
                     gconstpointer  unused)
{
  g_autofree char *record = kit_path (set, "record.db");
  g_autofree char *log = kit_path (set, "record.db-wal");

  make_record (set);
  assert_refused (set, KIN_STORE_CREATE, KIN_STORE_ERROR_EXISTS);

  /* What is left of a record is a reason not to make a new one, too. */
  g_assert_cmpint (g_rename (record, log), ==, 0);
  assert_refused (set, KIN_STORE_CREATE, KIN_STORE_ERROR_EXISTS);
}

static void
test_missing (KitSet        *set,
              gconstpointer  unused)
{
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_NOT_FOUND);
}

/* SQLite itself would take an emptied file for a new one (security.md 0.12). */
static void
test_emptied (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *record = kit_path (set, "record.db");

  make_record (set);
  g_assert_cmpint (truncate (record, 0), ==, 0);
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_CORRUPT);
}

static void
test_garbage (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *record = kit_path (set, "record.db");
  g_autofree char *garbage = g_strnfill (20000, 'x');

  g_assert_true (g_file_set_contents (record, garbage, -1, NULL));
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_WRONG_KEY);
}

static void
test_plain_file (KitSet        *set,
                 gconstpointer  unused)
{
  g_autofree char *record = kit_path (set, "record.db");
  sqlite3 *plain = NULL;

  g_assert_cmpint (sqlite3_open (record, &plain), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (plain, "CREATE TABLE t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (plain);
  assert_refused (set, KIN_STORE_OPEN, KIN_STORE_ERROR_NOT_ENCRYPTED);
}

/* A link planted where a file of ours is to be is not followed (K-16). */
static void
test_links (KitSet        *set,
            gconstpointer  unused)
{
  static const char * const planted[] = {
    "record.db", "record.db-wal", "record.db-shm", "record.db-journal",
  };
  g_autofree char *away = kit_path (set, "elsewhere");
  g_autofree char *meta = kit_path (set, "meta");

  g_assert_true (g_file_set_contents (away, "untouched", -1, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_autofree char *path = kit_path (set, planted[i]);

      g_assert_cmpint (symlink (away, path), ==, 0);
      assert_refused (set, KIN_STORE_CREATE, KIN_STORE_ERROR_UNSAFE_PATH);
      assert_refused (set, KIN_STORE_OPEN,
                      i == 0 ? KIN_STORE_ERROR_UNSAFE_PATH : KIN_STORE_ERROR_NOT_FOUND);
      g_assert_cmpint (g_remove (path), ==, 0);
    }

  g_assert_cmpint (g_remove (meta), ==, 0);
  g_assert_cmpint (symlink (away, meta), ==, 0);
  assert_refused (set, KIN_STORE_CREATE, KIN_STORE_ERROR_UNSAFE_PATH);
}

static void
test_linked_folder (KitSet        *set,
                    gconstpointer  unused)
{
  g_autofree char *link = g_strconcat (set->folder, "-link", NULL);
  g_autofree char *folder = g_steal_pointer (&set->folder);

  g_assert_cmpint (symlink (folder, link), ==, 0);
  set->folder = link;
  assert_refused (set, KIN_STORE_CREATE, KIN_STORE_ERROR_UNSAFE_PATH);
  g_assert_cmpint (g_remove (link), ==, 0);
  set->folder = g_steal_pointer (&folder);
}

/* What a start that was cut off left behind is no record, and in nobody's way. */
static void
test_leftover (KitSet        *set,
               gconstpointer  unused)
{
  g_autofree char *leftover = kit_path (set, "record.db.new");

  g_assert_true (g_file_set_contents (leftover, "half", -1, NULL));
  make_record (set);
  g_assert_false (g_file_test (leftover, G_FILE_TEST_EXISTS));
}

/* Files are the owner's alone, whatever the umask says. */
static void
test_modes (KitSet        *set,
            gconstpointer  unused)
{
  mode_t before = umask (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_files = 0;

  make_record (set);
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);

  dir = g_dir_open (set->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = kit_path (set, name);
      GStatBuf status;

      g_assert_cmpint (g_lstat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      n_files++;
    }

  /* meta, the record, its log, the log's index and how far it is. */
  g_assert_cmpuint (n_files, ==, 5);
  kit_close (store);
  umask (before);
}

/* Every setting that matters is really in force (K-14), and so are the limits (J-09). */
typedef struct
{
  const char     *name;
  KinDatabaseUse  use;
  const char     *pragma;
  const char     *expected;
} SettingCase;

static const SettingCase setting_cases[] = {
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA page_size", "8192" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA journal_mode", "wal" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA synchronous", "2" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA temp_store", "2" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA secure_delete", "1" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA foreign_keys", "1" },
  { "record.db", KIN_DATABASE_WRITER, "PRAGMA user_version", "9" },
  { "record.db", KIN_DATABASE_READER, "PRAGMA query_only", "1" },
  { "record.db", KIN_DATABASE_READER, "PRAGMA temp_store", "2" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA page_size", "8192" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA journal_mode", "delete" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA synchronous", "3" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA temp_store", "2" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA secure_delete", "1" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA foreign_keys", "1" },
  { "personal.db", KIN_DATABASE_WRITER, "PRAGMA user_version", "6" },
};

static void
make_personal (KitSet *set)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (KinPersonalStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_open_async (set->folder, KIN_STORE_CREATE, set->key, set->key_id, NULL,
                                 kit_ready, &result);
  opened = kit_wait (&result);
  store = kin_personal_store_open_finish (opened, &error);
  g_assert_no_error (error);
  kin_personal_store_close_async (store, kit_ready, &result);
  closed = kit_wait (&result);
}

static void
test_settings (KitSet        *set,
               gconstpointer  unused)
{
  make_record (set);
  make_personal (set);

  for (guint i = 0; i < G_N_ELEMENTS (setting_cases); i++)
    {
      const SettingCase *c = &setting_cases[i];
      g_autoptr (KinDatabase) writer = open_plainly (set, c->name, KIN_DATABASE_WRITER);
      g_autoptr (KinDatabase) database = NULL;
      g_autoptr (KinStatement) row = NULL;
      gboolean found = FALSE;

      if (c->use == KIN_DATABASE_READER)
        database = open_plainly (set, c->name, KIN_DATABASE_READER);

      row = kin_database_ask (database != NULL ? database : writer, NULL, c->pragma, "");
      g_test_message ("%s of %s", c->pragma, c->name);
      g_assert_true (kin_statement_step (row, &found, NULL) && found);
      g_assert_cmpstr ((const char *) sqlite3_column_text (row, 0), ==, c->expected);
    }
}

static void
test_limits (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  make_record (set);
  database = open_plainly (set, "record.db", KIN_DATABASE_WRITER);
  db = kin_database_get_handle (database);
  g_assert_cmpint (sqlite3_limit (db, SQLITE_LIMIT_LENGTH, -1), ==, 32 * 1024 * 1024);
  g_assert_cmpint (sqlite3_limit (db, SQLITE_LIMIT_SQL_LENGTH, -1), ==, 100000);
  g_assert_cmpint (sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, -1), ==, 1);

  /* A value over the limit is refused with an error, not a crash. */
  g_assert_false (kin_database_run (database, &error, "SELECT zeroblob (33 * 1024 * 1024)", ""));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_FAILED);
}

static void
test_encrypted (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinDatabase) database = NULL;
  g_autofree char *cipher = NULL;

  make_record (set);
  database = open_plainly (set, "record.db", KIN_DATABASE_WRITER);
  cipher = kin_database_dup_cipher (database);
  g_assert_nonnull (cipher);
  g_assert_true (kin_database_is_encrypted (database));
}

/* A page that was changed from outside is found out. */
static void
test_changed_page (KitSet        *set,
                   gconstpointer  unused)
{
  g_autofree char *record = kit_path (set, "record.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (KinStoreCheck) check = NULL;
  GAsyncResult *result = NULL;
  GStatBuf status;
  char byte = 0;
  int fd;

  make_record (set);
  fd = g_open (record, O_RDWR, 0);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  g_assert_cmpint (pread (fd, &byte, 1, status.st_size - KIN_PAGE_SIZE + 100), ==, 1);
  byte ^= 1;
  g_assert_cmpint (pwrite (fd, &byte, 1, status.st_size - KIN_PAGE_SIZE + 100), ==, 1);
  close (fd);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  kin_record_store_check_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  check = kin_record_store_check_finish (store, done, &error);
  g_assert_no_error (error);
  g_assert_true (check->encrypted);
  g_assert_false (check->integrity);
  kit_close (store);
}

static void
test_sound (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (KinStoreCheck) check = NULL;
  GAsyncResult *result = NULL;

  make_record (set);
  store = kit_open (set, KIN_STORE_OPEN, &error);
  kin_record_store_check_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  check = kin_record_store_check_finish (store, done, &error);
  g_assert_no_error (error);
  g_assert_true (check->encrypted);
  g_assert_true (check->integrity);
  g_assert_cmpuint (check->resources, ==, 1);
  g_assert_nonnull (check->cipher_version);
  kit_close (store);
}

/* A store that is simply dropped closes by itself. */
static void
test_dropped (KitSet        *set,
              gconstpointer  unused)
{
  g_autofree char *log = kit_path (set, "record.db-wal");
  g_autoptr (GError) error = NULL;
  KinRecordStore *store;

  make_record (set);
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_object_unref (store);

  while (g_file_test (log, G_FILE_TEST_EXISTS))
    g_usleep (1000);
}

#define ADD(name, function) \
  g_test_add ("/store/file/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("encrypted", test_encrypted);
  ADD ("sound", test_sound);
  ADD ("other-key", test_other_key);
  ADD ("other-key-id", test_other_key_id);
  ADD ("newer-set", test_newer_set);
  ADD ("newer-schema", test_newer_schema);
  ADD ("no-meta", test_no_meta);
  ADD ("not-made-twice", test_not_made_twice);
  ADD ("missing", test_missing);
  ADD ("emptied", test_emptied);
  ADD ("garbage", test_garbage);
  ADD ("plain-file", test_plain_file);
  ADD ("links", test_links);
  ADD ("linked-folder", test_linked_folder);
  ADD ("leftover", test_leftover);
  ADD ("modes", test_modes);
  ADD ("settings", test_settings);
  ADD ("limits", test_limits);
  ADD ("changed-page", test_changed_page);
  ADD ("dropped", test_dropped);

  return g_test_run ();
}
