/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-insert"

#include <dlfcn.h>
#include <string.h>

#include <sqlcipher/sqlite3.h>

#include "kin-clock.h"

#define KEY "PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\";"

/* bench-insert LIBRARY plain|keyed|defaults ROWS DATABASE: rows in memory to a table with one
 * unique index, committed. LIBRARY is opened by itself, so that no other SQLite answers for
 * it. ROWS has a line "type<tab>id<tab>json" for each resource. */

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
  const char *(*version) (void);
} Library;

typedef struct
{
  const char *type;
  const char *id;
  const char *body;
  const char *end;
} Row;

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
  FIND (version, "sqlite3_libversion");
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

/* The settings of performance.md, section 2.5, so that only the key differs; or
 * those that a program gets which only asks for a log. SQLite's own limit for the
 * log stands: it is copied into the file within the one COMMIT, which is counted. */
static sqlite3 *
open_database (Library    *library,
               const char *path,
               const char *way)
{
  gboolean keyed = g_str_equal (way, "keyed");
  gboolean defaults = g_str_equal (way, "defaults");
  sqlite3 *database = NULL;

  if (library->open (path, &database) != SQLITE_OK)
    g_error ("cannot open a database");
  if (keyed)
    run (library, database, KEY "PRAGMA cipher_page_size = 8192;"
                            "PRAGMA cipher_hmac_algorithm = HMAC_SHA1;"
                            "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA1;");
  else if (!defaults)
    run (library, database, "PRAGMA page_size = 8192;");
  run (library, database, "PRAGMA journal_mode = WAL;");
  if (!defaults)
    run (library, database, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000;");
  run (library, database, "CREATE TABLE resource (rid INTEGER PRIMARY KEY, type TEXT NOT NULL,"
                          " id TEXT NOT NULL, body TEXT NOT NULL);"
                          "CREATE UNIQUE INDEX resource_key ON resource (type, id);");

  return database;
}

static GArray *
split (char *text)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  char *end;

  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      Row row = { .type = line, .end = end };

      row.id = strchr (line, '\t') + 1;
      row.body = strchr (row.id, '\t') + 1;
      g_array_append_val (rows, row);
    }

  return rows;
}

static void
insert (Library      *library,
        sqlite3_stmt *statement,
        const Row    *row)
{
  library->bind_text (statement, 1, row->type, (int) (row->id - row->type - 1), SQLITE_STATIC);
  library->bind_text (statement, 2, row->id, (int) (row->body - row->id - 1), SQLITE_STATIC);
  library->bind_text (statement, 3, row->body, (int) (row->end - row->body), SQLITE_STATIC);
  if (library->step (statement) != SQLITE_DONE)
    g_error ("cannot insert a row");
  library->reset (statement);
}

static void
insert_all (Library *library,
            sqlite3 *database,
            GArray  *rows)
{
  sqlite3_stmt *statement = NULL;

  library->prepare (database, "INSERT INTO resource (type, id, body) VALUES (?1, ?2, ?3)", -1,
                    &statement, NULL);
  run (library, database, "BEGIN");
  for (guint i = 0; i < rows->len; i++)
    insert (library, statement, &g_array_index (rows, Row, i));
  run (library, database, "COMMIT");
  library->finalize (statement);
}

static int
add_cb (void  *user_data,
        int    n_columns,
        char **values,
        char **names)
{
  g_string_append_printf (user_data, ", %s %s", names[0], values[0]);

  return 0;
}

/* What the numbers were taken with, as the library itself sees it. */
static void
say_settings (Library *library,
              sqlite3 *database)
{
  g_autoptr (GString) settings = g_string_new (NULL);

  g_string_printf (settings, "SQLite %s", library->version ());
  library->exec (database, "PRAGMA page_size; PRAGMA journal_mode; PRAGMA synchronous;"
                           "PRAGMA cache_size; PRAGMA wal_autocheckpoint; PRAGMA cipher_version;",
                 add_cb, settings, NULL);
  printf ("%s, one transaction\n", settings->str);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) rows = NULL;
  Library library;
  sqlite3 *database;
  KinClock start;

  if (argc != 5 || !g_file_get_contents (argv[3], &text, NULL, NULL))
    return 2;

  rows = split (text);
  load (&library, argv[1]);
  database = open_database (&library, argv[4], argv[2]);
  say_settings (&library, database);

  start = kin_clock_start ();
  insert_all (&library, database, rows);
  kin_clock_report (start, rows->len);
  library.close (database);

  return 0;
}
