/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-database"

#include "config.h"

#include <string.h>

#include "kin-crash-point.h"
#include "kin-database-private.h"
#include "kin-store-error-private.h"

#define BUSY_TIMEOUT 5000           /* milliseconds */
#define PROGRESS_STEPS 2000         /* of the virtual machine, under a millisecond */
#define KEY_LENGTH 32
#define PLAIN_HEADER "SQLite format 3"

/* A setting that counts, and what must be read back afterwards: a library that
 * does not know a setting keeps quiet about it (SQLCipher 3.4.1 does). */
typedef struct
{
  const char *set;
  const char *get;
  const char *expected;
} Setting;

static const Setting common_settings[] = {
  { NULL, "PRAGMA page_size", G_STRINGIFY (KIN_PAGE_SIZE) },
  { "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2" },
  { "PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1" },
  { "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1" },
};

static const Setting new_settings[] = {
  { "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode", "delete" },
  { "PRAGMA synchronous = EXTRA", "PRAGMA synchronous", "3" },
};

static const Setting log_settings[] = {
  { "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal" },
  { "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2" },
  { "PRAGMA cache_size = -40000", "PRAGMA cache_size", "-40000" },
  /* Who writes says when the log goes into the file. */
  { NULL, "PRAGMA wal_autocheckpoint", "0" },
};

static const Setting reader_settings[] = {
  { "PRAGMA query_only = ON", "PRAGMA query_only", "1" },
  { "PRAGMA cache_size = -8000", "PRAGMA cache_size", "-8000" },
};

/* SQLite's own advice against hostile content, in numbers. */
static const struct
{
  int id;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 32 * 1024 * 1024 },
  { SQLITE_LIMIT_SQL_LENGTH, 100000 },
  { SQLITE_LIMIT_COLUMN, 100 },
  { SQLITE_LIMIT_EXPR_DEPTH, 50 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 5 },
  { SQLITE_LIMIT_VDBE_OP, 25000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 8 },
  { SQLITE_LIMIT_ATTACHED, 1 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
  { SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
};

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static int
progress_cb (void *user_data)
{
  KinDatabase *self = user_data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* The first column of the first row as text, or NULL: for pragmas only, whose
 * text is ours. */
static char *
ask_pragma (sqlite3    *db,
            const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));

  sqlite3_finalize (statement);

  return answer;
}

static gboolean
apply_settings (sqlite3        *db,
                const Setting  *settings,
                gsize           n_settings,
                GError        **error)
{
  for (gsize i = 0; i < n_settings; i++)
    {
      g_autofree char *answer = NULL;
      int code = SQLITE_OK;

      if (settings[i].set != NULL)
        code = sqlite3_exec (db, settings[i].set, NULL, NULL, NULL);

      if (code != SQLITE_OK)
        {
          kin_store_error_set (error, code, "settle how the file is used");
          return FALSE;
        }

      answer = ask_pragma (db, settings[i].get);
      if (g_strcmp0 (answer, settings[i].expected) != 0)
        {
          g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_FAILED,
                       "%s answers %s where %s was asked for",
                       settings[i].get, answer != NULL ? answer : "nothing", settings[i].expected);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
apply_use (sqlite3            *db,
           const KinFileKind  *kind,
           KinDatabaseUse      use,
           GError            **error)
{
  if (!apply_settings (db, common_settings, G_N_ELEMENTS (common_settings), error))
    return FALSE;

  if (use == KIN_DATABASE_READER || use == KIN_DATABASE_ALONE)
    return apply_settings (db, reader_settings, G_N_ELEMENTS (reader_settings), error);

  if (use == KIN_DATABASE_WRITER && kind->wal)
    return apply_settings (db, log_settings, G_N_ELEMENTS (log_settings), error);

  return apply_settings (db, new_settings, G_N_ELEMENTS (new_settings), error);
}

/* Plain SQLite in the place of SQLCipher takes a key without a word and writes
 * everything in clear (security.md K-01). It has no answer to this question,
 * which is asked before the key is handed over and before a page is touched. */
static gboolean
check_library (sqlite3  *db,
               GError  **error)
{
  g_autofree char *version = ask_pragma (db, "PRAGMA cipher_version");

  if (version != NULL && *version != '\0')
    return TRUE;

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_ENCRYPTED,
                       "The database library does not encrypt");

  return FALSE;
}

/* Reads how the file begins, below the cipher. SQLite's own descriptor is used,
 * because closing one of ours would drop the locks on the file. */
static gboolean
has_plain_header (sqlite3 *db)
{
  sqlite3_file *file = NULL;
  char header[16] = { 0 };

  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
      || file == NULL || file->pMethods == NULL)
    return TRUE;

  /* A short read leaves zeroes: a file without a first page is not a plain one. */
  file->pMethods->xRead (file, header, sizeof header, 0);

  return memcmp (header, PLAIN_HEADER, sizeof header) == 0;
}

static gboolean
check_header (sqlite3  *db,
              GError  **error)
{
  if (!has_plain_header (db))
    return TRUE;

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_ENCRYPTED,
                       "The file is not encrypted");

  return FALSE;
}

/* The raw form of a key: `x'64 hex digits'`. Anything else would be stretched
 * as if it were a password. */
static int
set_key (sqlite3   *db,
         KinSecret *key)
{
  g_autoptr (KinSecret) hex = kin_secret_to_hex (key);
  char raw[2 * KEY_LENGTH + 4];
  int code;

  g_snprintf (raw, sizeof raw, "x'%s'", kin_secret_get_text (hex));
  code = sqlite3_key_v2 (db, "main", raw, (int) strlen (raw));
  explicit_bzero (raw, sizeof raw);

  return code;
}

/* What the disk said last, or 0. SQLCipher takes a page that it did not get for one that the key
 * does not open. */
static int
get_disk_error (sqlite3 *db)
{
  int number = 0;

  sqlite3_file_control (db, "main", SQLITE_FCNTL_LAST_ERRNO, &number);

  return number;
}

/* The sequence that makes one file out of SQLCipher 3.4.1 and 4.x (test-bench.md
 * §5). 3.4.1 does not know the last three settings and says nothing; reading a
 * page proves that the rest was right. The log level keeps 4.x from writing to
 * standard error when a key is wrong. */
static gboolean
unlock (sqlite3    *db,
        KinSecret  *key,
        GError    **error)
{
  static const char settings[] =
    "PRAGMA cipher_page_size = " G_STRINGIFY (KIN_PAGE_SIZE) ";"
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA1;"
    "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA1;"
    "PRAGMA cipher_log_level = NONE;";
  int code = set_key (db, key);

  if (code == SQLITE_OK)
    code = sqlite3_exec (db, settings, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);

  if (code == SQLITE_NOTADB && get_disk_error (db) != 0)
    code = SQLITE_IOERR;
  if (code != SQLITE_OK)
    kin_store_error_set (error, code, "read the file with this key");

  return code == SQLITE_OK;
}

static int
log_cb (void       *user_data,
        sqlite3    *db,
        const char *name,
        int         n_pages)
{
  KinDatabase *self = user_data;

  self->n_log_pages = n_pages;

  return SQLITE_OK;
}

static gboolean
prepare_connection (KinDatabase        *self,
                    const KinFileKind  *kind,
                    KinDatabaseUse      use,
                    KinSecret          *key,
                    GError            **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT);
  sqlite3_wal_hook (self->db, log_cb, self);

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->db, limits[i].id, limits[i].value);

  if (!check_library (self->db, error)
      || !check_header (self->db, error)
      || !unlock (self->db, key, error)
      || !apply_use (self->db, kind, use, error))
    return FALSE;

  sqlite3_progress_handler (self->db, PROGRESS_STEPS, progress_cb, self);

  return TRUE;
}

static int
open_path (const char      *path,
           KinDatabaseUse   use,
           sqlite3        **db)
{
  int flags = use == KIN_DATABASE_READER ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;

  if (use != KIN_DATABASE_ALONE)
    return sqlite3_open_v2 (path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);

  escaped = g_uri_escape_string (path, "/", FALSE);
  uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);

  return sqlite3_open_v2 (uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                          NULL);
}

/* Opens one connection to an existing file (an empty one with %KIN_DATABASE_NEW)
 * and proves that the key opens it. A file is never deleted or changed because
 * that failed. */
KinDatabase *
kin_database_open (const KinFileKind  *kind,
                   const char         *folder,
                   const char         *name,
                   KinDatabaseUse      use,
                   KinSecret          *key,
                   GError            **error)
{
  g_autoptr (KinDatabase) self = g_new0 (KinDatabase, 1);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize length;
  int code;

  kin_secret_get_data (key, &length);
  g_return_val_if_fail (length == KEY_LENGTH, NULL);

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);

  code = open_path (path, use, &self->db);
  if (code != SQLITE_OK)
    {
      kin_store_error_set (error, code, "open the file");
      return NULL;
    }

  if (!prepare_connection (self, kind, use, key, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
kin_database_close (KinDatabase *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->statements, g_hash_table_unref);

  if (sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("A statement outlived its connection");

  g_clear_object (&self->cancellable);
  g_free (self);
}

sqlite3 *
kin_database_get_handle (KinDatabase *self)
{
  return self->db;
}

/* The version of the cipher: proof that there is one. */
char *
kin_database_dup_cipher (KinDatabase *self)
{
  return ask_pragma (self->db, "PRAGMA cipher_version");
}

gboolean
kin_database_is_encrypted (KinDatabase *self)
{
  g_autofree char *version = kin_database_dup_cipher (self);

  return version != NULL && *version != '\0' && !has_plain_header (self->db);
}

/* Statements stop when @cancellable is cancelled, until it is set to NULL. */
void
kin_database_set_cancellable (KinDatabase  *self,
                              GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

static gboolean
execute (KinDatabase  *self,
         const char   *sql,
         const char   *operation,
         GError      **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    kin_store_error_set (error, code, operation);

  return code == SQLITE_OK;
}

/* Begins a transaction that may write, and fails now rather than later when it
 * may not. */
gboolean
kin_database_begin (KinDatabase  *self,
                    GError      **error)
{
  return execute (self, "BEGIN IMMEDIATE", "begin to write", error);
}

gboolean
kin_database_commit (KinDatabase  *self,
                     GError      **error)
{
  kin_crash_point ("database.before-commit");
  if (!execute (self, "COMMIT", "keep what was written", error))
    return FALSE;

  kin_crash_point ("database.committed");
  return TRUE;
}

/* SQLite rolls back by itself after some errors; then there is nothing to do. */
void
kin_database_rollback (KinDatabase *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* How many rows were written or removed so far; it may begin anew. */
int
kin_database_count_changes (KinDatabase *self)
{
  return sqlite3_total_changes (self->db);
}

/* Brings what is in the log into the file itself; the next transaction begins the
 * log anew. Should it fail, nothing is lost: what is in the log is kept. Returns: whether all of it
 * is in the file. */
gboolean
kin_database_fold_log (KinDatabase *self)
{
  int n_frames = 0;
  int n_folded = -1;

  return sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_frames,
                                    &n_folded) == SQLITE_OK
         && n_folded == n_frames;
}
