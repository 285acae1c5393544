/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bad-day"

#include "config.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bad-day.h"

typedef int (*Callback) (void *, int, char **, char **);

/* How many calls are left before the bad one; 0 on a good day. */
static gint left;
static gint hit;

/* What the library asks of itself is its own affair. */
static _Thread_local int depth;
static _Thread_local sqlite3_stmt *failed;

void
bad_day_begin (guint at)
{
  g_atomic_int_set (&hit, FALSE);
  g_atomic_int_set (&left, (gint) at);
}

/* Returns: whether a call has failed. */
gboolean
bad_day_end (void)
{
  g_atomic_int_set (&left, 0);
  return g_atomic_int_get (&hit);
}

/* Whether this call is the bad one. */
static gboolean
fails (void)
{
  if (depth > 0 || g_atomic_int_get (&left) <= 0 || !g_atomic_int_dec_and_test (&left))
    return FALSE;

  g_atomic_int_set (&hit, TRUE);
  return TRUE;
}

static gpointer
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

int
sqlite3_open_v2 (const char  *path,
                 sqlite3    **db,
                 int          flags,
                 const char  *vfs)
{
  int (*next) (const char *, sqlite3 **, int, const char *) = real ("sqlite3_open_v2");
  int code;

  if (fails ())
    {
      *db = NULL;
      return SQLITE_CANTOPEN;
    }

  depth++;
  code = next (path, db, flags, vfs);
  depth--;
  return code;
}

int
sqlite3_prepare_v2 (sqlite3       *db,
                    const char    *sql,
                    int            length,
                    sqlite3_stmt **statement,
                    const char   **rest)
{
  int (*next) (sqlite3 *, const char *, int, sqlite3_stmt **, const char **)
    = real ("sqlite3_prepare_v2");
  int code;

  if (fails ())
    {
      *statement = NULL;
      return SQLITE_IOERR;
    }

  depth++;
  code = next (db, sql, length, statement, rest);
  depth--;
  return code;
}

int
sqlite3_step (sqlite3_stmt *statement)
{
  int (*next) (sqlite3_stmt *) = real ("sqlite3_step");
  int code;

  if (fails ())
    {
      failed = statement;
      return SQLITE_FULL;
    }

  depth++;
  code = next (statement);
  depth--;
  return code;
}

/* Says once more what the last step said. */
int
sqlite3_finalize (sqlite3_stmt *statement)
{
  int (*next) (sqlite3_stmt *) = real ("sqlite3_finalize");
  gboolean has_failed = statement != NULL && statement == failed;
  int code = next (statement);

  if (has_failed)
    failed = NULL;
  return has_failed ? SQLITE_FULL : code;
}

int
sqlite3_exec (sqlite3     *db,
              const char  *sql,
              Callback     callback,
              void        *data,
              char       **message)
{
  int (*next) (sqlite3 *, const char *, Callback, void *, char **) = real ("sqlite3_exec");
  int code;

  if (strcmp (sql, "ROLLBACK") != 0 && fails ())
    return SQLITE_IOERR;

  depth++;
  code = next (db, sql, callback, data, message);
  depth--;
  return code;
}

int
sqlite3_backup_step (sqlite3_backup *backup,
                     int             pages)
{
  int (*next) (sqlite3_backup *, int) = real ("sqlite3_backup_step");
  int code;

  if (fails ())
    return SQLITE_FULL;

  depth++;
  code = next (backup, pages);
  depth--;
  return code;
}

/* A call of the disk. */
static gboolean
fails_with (int error)
{
  if (!fails ())
    return FALSE;

  errno = error;
  return TRUE;
}

static mode_t
read_mode (int     flags,
           va_list more)
{
  return flags & O_CREAT ? va_arg (more, mode_t) : 0;
}

/* Of a folder only. */
int
open64 (const char *path,
        int         flags,
        ...)
{
  int (*next) (const char *, int, ...) = real ("open64");
  va_list more;
  mode_t mode;

  va_start (more, flags);
  mode = read_mode (flags, more);
  va_end (more);

  return (flags & O_DIRECTORY) != 0 && fails_with (EIO) ? -1 : next (path, flags, mode);
}

int
openat64 (int         folder,
          const char *name,
          int         flags,
          ...)
{
  int (*next) (int, const char *, int, ...) = real ("openat64");
  va_list more;
  mode_t mode;

  va_start (more, flags);
  mode = read_mode (flags, more);
  va_end (more);

  return fails_with (ENOSPC) ? -1 : next (folder, name, flags, mode);
}

int
mkdirat (int         folder,
         const char *name,
         mode_t      mode)
{
  int (*next) (int, const char *, mode_t) = real ("mkdirat");

  return fails_with (ENOSPC) ? -1 : next (folder, name, mode);
}

DIR *
fdopendir (int fd)
{
  DIR *(*next) (int) = real ("fdopendir");

  return fails_with (ENOMEM) ? NULL : next (fd);
}

int
flock (int fd,
       int operation)
{
  int (*next) (int, int) = real ("flock");

  return fails_with (EWOULDBLOCK) ? -1 : next (fd, operation);
}

int
unlinkat (int         folder,
          const char *name,
          int         flags)
{
  int (*next) (int, const char *, int) = real ("unlinkat");

  return fails_with (EIO) ? -1 : next (folder, name, flags);
}

int
renameat (int         folder,
          const char *name,
          int         to,
          const char *new_name)
{
  int (*next) (int, const char *, int, const char *) = real ("renameat");

  return fails_with (EIO) ? -1 : next (folder, name, to, new_name);
}

int
renameat2 (int          folder,
           const char  *name,
           int          to,
           const char  *new_name,
           unsigned int flags)
{
  int (*next) (int, const char *, int, const char *, unsigned int) = real ("renameat2");

  return fails_with (EROFS) ? -1 : next (folder, name, to, new_name, flags);
}

int
fstatat64 (int            folder,
           const char    *name,
           struct stat64 *status,
           int            flags)
{
  int (*next) (int, const char *, struct stat64 *, int) = real ("fstatat64");

  return fails_with (EACCES) ? -1 : next (folder, name, status, flags);
}

int
fsync (int fd)
{
  int (*next) (int) = real ("fsync");

  return fails_with (EIO) ? -1 : next (fd);
}
