/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* Put before the database library, this is one that does not know a setting and
 * keeps quiet about it, as SQLCipher 3.4.1 does: KIN_QUIET names the setting. */

typedef int (*Exec) (sqlite3      *db,
                     const char   *sql,
                     int         (*callback) (void *, int, char **, char **),
                     void         *data,
                     char        **message);

int
sqlite3_exec (sqlite3     *db,
              const char  *sql,
              int        (*callback) (void *, int, char **, char **),
              void        *data,
              char       **message)
{
  const char *quiet = getenv ("KIN_QUIET");
  Exec real = (Exec) dlsym (RTLD_NEXT, "sqlite3_exec");

  if (quiet != NULL && strncmp (sql, "PRAGMA ", strlen ("PRAGMA ")) == 0
      && strncmp (sql + strlen ("PRAGMA "), quiet, strlen (quiet)) == 0)
    return SQLITE_OK;

  return real (db, sql, callback, data, message);
}
