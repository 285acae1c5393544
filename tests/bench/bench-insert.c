/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-insert"

#include <dlfcn.h>
#include <string.h>

#include <sqlcipher/sqlite3.h>

#include "kin-clock.h"

#define KEY "PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\";"
#define BATCH 5000

/* bench-insert LIBRARY plain|keyed ROWS DATABASE: rows into a table with one unique index.
 * LIBRARY is opened by itself, so that no other SQLite answers for it. ROWS has a line
 * "type<tab>id<tab>json" for each resource. */

typedef struct
{
  int (*open) (const char *, sqlite3 **);
  int (*exec) (sqlite3 *, const char *, int (*) (void *, int, char **, char **), void *, char **);
  int (*prepare) (sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
  int (*bind_text) (sqlite3_stmt *, int, const char *, int, void (*) (void *));
  int (*step) (sqlite3_stmt *);
  int (*reset) (sqlite3_stmt *);
  int (*finalize) (sqlite3_stmt *);
  int (*close) (sqlite3 *);
} Library;

static void
load (Library    *library,
      const char *path)
{
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);

  if (handle == NULL)
    g_error ("%s", dlerror ());
#define FIND(member, name) *(void **) &library->member = dlsym (handle, name)
  FIND (open, "sqlite3_open");
  FIND (exec, "sqlite3_exec");
  FIND (prepare, "sqlite3_prepare_v2");
  FIND (bind_text, "sqlite3_bind_text");
  FIND (step, "sqlite3_step");
  FIND (reset, "sqlite3_reset");
  FIND (finalize, "sqlite3_finalize");
  FIND (close, "sqlite3_close");
#undef FIND
}

static void
run (Library    *library,
     sqlite3    *database,
     const char *sql)
{
  if (library->exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("cannot run a statement");
}

/* The settings of a record, the key aside, so that only the key differs. */
static sqlite3 *
open_database (Library    *library,
               const char *path,
               gboolean    keyed)
{
  sqlite3 *database = NULL;

  if (library->open (path, &database) != SQLITE_OK)
    g_error ("cannot open a database");
  if (keyed)
    run (library, database, KEY "PRAGMA cipher_page_size = 8192;"
                            "PRAGMA cipher_hmac_algorithm = HMAC_SHA1;"
                            "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA1;");
  else
    run (library, database, "PRAGMA page_size = 8192;");
  run (library, database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                          "PRAGMA cache_size = -64000;"
                          "CREATE TABLE resource (rid INTEGER PRIMARY KEY, type TEXT NOT NULL,"
                          " id TEXT NOT NULL, body TEXT NOT NULL);"
                          "CREATE UNIQUE INDEX resource_key ON resource (type, id);");

  return database;
}

static void
insert (Library      *library,
        sqlite3_stmt *statement,
        char         *line,
        const char   *end)
{
  char *id = strchr (line, '\t') + 1;
  char *body = strchr (id, '\t') + 1;

  library->bind_text (statement, 1, line, (int) (id - line - 1), SQLITE_STATIC);
  library->bind_text (statement, 2, id, (int) (body - id - 1), SQLITE_STATIC);
  library->bind_text (statement, 3, body, (int) (end - body), SQLITE_STATIC);
  if (library->step (statement) != SQLITE_DONE)
    g_error ("cannot insert a row");
  library->reset (statement);
}

static guint64
insert_all (Library *library,
            sqlite3 *database,
            char    *rows)
{
  sqlite3_stmt *statement = NULL;
  guint64 n = 0;
  char *end;

  library->prepare (database, "INSERT INTO resource (type, id, body) VALUES (?1, ?2, ?3)", -1,
                    &statement, NULL);
  run (library, database, "BEGIN");
  for (char *line = rows; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      insert (library, statement, line, end);
      if (++n % BATCH == 0)
        run (library, database, "COMMIT; BEGIN");
    }
  run (library, database, "COMMIT");
  library->finalize (statement);

  return n;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *rows = NULL;
  Library library;
  sqlite3 *database;
  KinClock start;
  guint64 n;

  if (argc != 5 || !g_file_get_contents (argv[3], &rows, NULL, NULL))
    return 2;

  load (&library, argv[1]);
  start = kin_clock_start ();
  database = open_database (&library, argv[4], g_str_equal (argv[2], "keyed"));
  n = insert_all (&library, database, rows);
  library.close (database);
  kin_clock_report (start, n);

  return 0;
}
