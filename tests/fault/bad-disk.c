/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Put before the C library, this is a disk with a bad day, for what lies under KIN_BAD_DISK: of
 * the calls that KIN_BAD_CALL names (open, read, write, sync), the KIN_BAD_AT-th fails, with
 * "FOREVER" in KIN_BAD_LONG all after it too. A "statement" is a step of the database, of whatever
 * file. Two are no failures, and who calls has to go on: "short", where less is read or written
 * than was asked for, and "signal", where a signal came first. At the end the number of these calls
 * is written to the file KIN_BAD_COUNT. While the file KIN_BAD_SLOW is there, each read takes two
 * seconds, and so does each look for the address of a name, which is found nowhere. */

static atomic_int calls;

static int
is_ours (const char *path)
{
  const char *folder = getenv ("KIN_BAD_DISK");

  return folder != NULL && path != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static int
is_open_file_ours (int fd)
{
  char link[64], path[4096];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;

  path[length] = '\0';
  return is_ours (path);
}

static int
is_slow (void)
{
  const char *slow = getenv ("KIN_BAD_SLOW");

  return slow != NULL && access (slow, F_OK) == 0;
}

/* Whether this call is the bad one. */
static int
fails (const char *call)
{
  const char *bad = getenv ("KIN_BAD_CALL");
  const char *at = getenv ("KIN_BAD_AT");
  int number, wanted;

  if (bad == NULL || strcmp (bad, call) != 0)
    return 0;

  number = atomic_fetch_add (&calls, 1) + 1;
  wanted = at != NULL ? atoi (at) : 0;
  if (wanted == 0 || number < wanted || (number > wanted && getenv ("KIN_BAD_LONG") == NULL))
    return 0;

  errno = strcmp (call, "write") == 0 ? ENOSPC : EIO;
  return 1;
}

static void *
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

/* What becomes of a call on @length bytes: how many it is about, and fewer where it is short; -1
 * where it fails as @call, or was interrupted. */
static ssize_t
spoil (int fd, const char *call, size_t length)
{
  if (!is_open_file_ours (fd))
    return (ssize_t) length;

  if (strcmp (call, "read") == 0 && is_slow ())
    sleep (2);

  if (fails (call))
    return -1;

  if (fails ("signal"))
    {
      errno = EINTR;
      return -1;
    }

  return length > 1 && fails ("short") ? (ssize_t) (length / 2) : (ssize_t) length;
}

ssize_t
read (int fd, void *data, size_t length)
{
  ssize_t (*next) (int, void *, size_t) = real ("read");
  ssize_t most = spoil (fd, "read", length);

  return most < 0 ? -1 : next (fd, data, (size_t) most);
}

ssize_t
pread64 (int fd, void *data, size_t length, off64_t place)
{
  ssize_t (*next) (int, void *, size_t, off64_t) = real ("pread64");
  ssize_t most = spoil (fd, "read", length);

  return most < 0 ? -1 : next (fd, data, (size_t) most, place);
}

ssize_t
write (int fd, const void *data, size_t length)
{
  ssize_t (*next) (int, const void *, size_t) = real ("write");
  ssize_t most = spoil (fd, "write", length);

  return most < 0 ? -1 : next (fd, data, (size_t) most);
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off64_t place)
{
  ssize_t (*next) (int, const void *, size_t, off64_t) = real ("pwrite64");
  ssize_t most = spoil (fd, "write", length);

  return most < 0 ? -1 : next (fd, data, (size_t) most, place);
}

int
getaddrinfo (const char *name, const char *service, const struct addrinfo *hints,
             struct addrinfo **found)
{
  int (*next) (const char *, const char *, const struct addrinfo *, struct addrinfo **)
    = real ("getaddrinfo");

  if (!is_slow ())
    return next (name, service, hints, found);

  sleep (2);
  return EAI_NONAME;
}

int
ftruncate64 (int fd, off64_t length)
{
  int (*next) (int, off64_t) = real ("ftruncate64");

  return is_open_file_ours (fd) && fails ("write") ? -1 : next (fd, length);
}

int
fsync (int fd)
{
  int (*next) (int) = real ("fsync");

  return is_open_file_ours (fd) && fails ("sync") ? -1 : next (fd);
}

int
fdatasync (int fd)
{
  int (*next) (int) = real ("fdatasync");

  return is_open_file_ours (fd) && fails ("sync") ? -1 : next (fd);
}

static mode_t
read_mode (int flags, va_list more)
{
  return flags & (O_CREAT | O_TMPFILE) ? va_arg (more, mode_t) : 0;
}

int
open64 (const char *path, int flags, ...)
{
  int (*next) (const char *, int, ...) = real ("open64");
  va_list more;
  mode_t mode;

  va_start (more, flags);
  mode = read_mode (flags, more);
  va_end (more);

  return is_ours (path) && fails ("open") ? -1 : next (path, flags, mode);
}

int
openat64 (int folder, const char *path, int flags, ...)
{
  int (*next) (int, const char *, int, ...) = real ("openat64");
  int ours = folder >= 0 ? is_open_file_ours (folder) : is_ours (path);
  va_list more;
  mode_t mode;

  va_start (more, flags);
  mode = read_mode (flags, more);
  va_end (more);

  return ours && fails ("open") ? -1 : next (folder, path, flags, mode);
}

/* What the library asks of itself is its own affair. */
static _Thread_local int depth;

int sqlite3_step (void *statement);

int
sqlite3_step (void *statement)
{
  int (*next) (void *) = real ("sqlite3_step");
  int code;

  if (depth == 0 && fails ("statement"))
    return 10 /* SQLITE_IOERR */;

  depth++;
  code = next (statement);
  depth--;
  return code;
}

__attribute__ ((destructor)) static void
say_how_many (void)
{
  const char *path = getenv ("KIN_BAD_COUNT");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;

  fprintf (file, "%d\n", atomic_load (&calls));
  fclose (file);
}
