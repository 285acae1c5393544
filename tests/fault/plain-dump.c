/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* plain-dump FILE: prints every value of every table of an encrypted file, for tests
 * that look for what must not be in it. The key, 64 hex digits, comes on standard
 * input. Shares no line with the store, so that both can be wrong only separately. */

static void
give_up (sqlite3 *db)
{
  fprintf (stderr, "%s\n", sqlite3_errmsg (db));
  exit (EXIT_FAILURE);
}

static void
print_value (sqlite3_stmt *row,
             int           column)
{
  int length = sqlite3_column_bytes (row, column);
  const void *bytes = sqlite3_column_blob (row, column);

  if (length > 0)
    fwrite (bytes, 1, (size_t) length, stdout);
  putchar ('\n');
}

static void
print_table (sqlite3    *db,
             const char *name)
{
  char *sql = sqlite3_mprintf ("SELECT * FROM \"%w\"", name);
  sqlite3_stmt *rows = NULL;

  /* Tables of an index that is written elsewhere cannot all be read by themselves. */
  if (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) == SQLITE_OK)
    while (sqlite3_step (rows) == SQLITE_ROW)
      for (int i = 0; i < sqlite3_column_count (rows); i++)
        print_value (rows, i);
  sqlite3_finalize (rows);
  sqlite3_free (sql);
}

int
main (int   argc,
      char *argv[])
{
  sqlite3 *db = NULL;
  sqlite3_stmt *tables = NULL;
  char digits[65] = "";
  char key[80];

  if (argc != 2 || scanf ("%64[0-9a-f]", digits) != 1)
    return 2;
  snprintf (key, sizeof key, "x'%s'", digits);
  if (sqlite3_open_v2 (argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
      || sqlite3_key_v2 (db, "main", key, (int) strlen (key)) != SQLITE_OK
      || sqlite3_exec (db, "PRAGMA cipher_page_size = 8192;"
                       "PRAGMA cipher_hmac_algorithm = HMAC_SHA1;"
                       "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA1;", NULL, NULL, NULL)
           != SQLITE_OK
      || sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_master WHERE type = 'table'", -1, &tables,
                             NULL) != SQLITE_OK)
    give_up (db);

  while (sqlite3_step (tables) == SQLITE_ROW)
    print_table (db, (const char *) sqlite3_column_text (tables, 0));
  sqlite3_finalize (tables);
  return sqlite3_close (db) == SQLITE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
