/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* Put before the C library, this writes down what is done to the disk under KIN_DISK, in the order
 * in which it is done, in the file KIN_DISK_LOG: bytes, lengths, names, and what was to be written
 * out for good. From that forgetful.py works out what a disk may still hold when its power fails.
 *
 * A call is written down when it is done and before its caller hears of it: where the log ends, the
 * program has been told nothing that is not in it. One program at a time uses the disk. */

#define PATH_SIZE 4096

/* One call, as forgetful.py reads it. After it come @length bytes: what was written, or names. */
typedef struct
{
  char call; /* w, t, s: bytes, length and sync of a file; c, m, u, r, d: names and sync of them */
  char unused[7];
  uint64_t file;
  uint64_t place;
  uint64_t length;
} Entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

/* The path from the root of @name in @folder, or of @folder itself; "" where there is none. */
static void
find_path (char *path, int folder, const char *name)
{
  char link[64], above[PATH_SIZE];
  ssize_t length = 0;

  path[0] = '\0';
  if (name != NULL && name[0] == '/')
    {
      snprintf (path, PATH_SIZE, "%s", name);
      return;
    }

  snprintf (link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
  length = readlink (link, above, sizeof above - 1);
  if (length > 0)
    snprintf (path, PATH_SIZE, "%.*s%s%s", (int) length, above, name != NULL ? "/" : "",
              name != NULL ? name : "");
}

/* Whether what lies at @path is on the disk: then nobody else does anything there until end(). */
static int
begin (const char *path)
{
  const char *disk = getenv ("KIN_DISK");
  size_t length = disk != NULL ? strlen (disk) : 0;
  int ours = length > 0 && strncmp (path, disk, length) == 0 && strchr ("/", path[length]) != NULL;

  if (ours)
    pthread_mutex_lock (&lock);

  return ours;
}

static int
begin_with (int fd)
{
  char path[PATH_SIZE];

  find_path (path, fd, NULL);
  return begin (path);
}

static void
end (int ours)
{
  if (ours)
    pthread_mutex_unlock (&lock);
}

/* A disk that cannot say what was done to it is of no use to a test. */
static void
note (char call, uint64_t file, uint64_t place, const void *data, size_t length)
{
  int (*next) (const char *, int, ...) = real ("open64");
  Entry entry = { .call = call, .file = file, .place = place, .length = length };
  struct iovec parts[] = { { &entry, sizeof entry }, { (void *) data, length } };
  int log = next (getenv ("KIN_DISK_LOG"), O_WRONLY | O_APPEND | O_CLOEXEC);

  if (log < 0 || writev (log, parts, 2) != (ssize_t) (sizeof entry + length))
    abort ();

  close (log);
}

static void
note_file (char call, int fd, uint64_t place, const void *data, size_t length)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    abort ();

  note (call, status.st_ino, place, data, length);
}

ssize_t
write (int fd, const void *data, size_t length)
{
  ssize_t (*next) (int, const void *, size_t) = real ("write");
  int ours = begin_with (fd);
  ssize_t done = next (fd, data, length);

  if (ours && done > 0)
    note_file ('w', fd, (uint64_t) (lseek (fd, 0, SEEK_CUR) - done), data, (size_t) done);
  end (ours);

  return done;
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off64_t place)
{
  ssize_t (*next) (int, const void *, size_t, off64_t) = real ("pwrite64");
  int ours = begin_with (fd);
  ssize_t done = next (fd, data, length, place);

  if (ours && done > 0)
    note_file ('w', fd, (uint64_t) place, data, (size_t) done);
  end (ours);

  return done;
}

int
ftruncate64 (int fd, off64_t length)
{
  int (*next) (int, off64_t) = real ("ftruncate64");
  int ours = begin_with (fd);
  int failed = next (fd, length);

  if (ours && !failed)
    note_file ('t', fd, (uint64_t) length, NULL, 0);
  end (ours);

  return failed;
}

/* What is really written out is no matter here, and the test need not wait for it. */
static int
keep (int fd, int (*next) (int))
{
  char path[PATH_SIZE];
  struct stat status = { 0 };
  int ours, failed;

  find_path (path, fd, NULL);
  ours = begin (path);
  failed = ours ? fstat (fd, &status) : next (fd);
  if (ours && !failed && S_ISDIR (status.st_mode))
    note ('d', 0, 0, path, strlen (path));
  else if (ours && !failed)
    note ('s', status.st_ino, 0, NULL, 0);
  end (ours);

  return failed;
}

int
fsync (int fd)
{
  return keep (fd, real ("fsync"));
}

int
fdatasync (int fd)
{
  return keep (fd, real ("fdatasync"));
}

static int
open_at (int folder, const char *name, int flags, va_list more)
{
  int (*next) (int, const char *, int, ...) = real ("openat64");
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg (more, mode_t) : 0;
  char path[PATH_SIZE];
  int fd, is_new, ours;

  if ((flags & (O_CREAT | O_TRUNC)) == 0)
    return next (folder, name, flags, mode);

  find_path (path, folder, name);
  ours = begin (path);
  is_new = ours && faccessat (folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
  fd = next (folder, name, flags, mode);
  if (is_new && fd >= 0)
    note_file ('c', fd, 0, path, strlen (path));
  else if (ours && fd >= 0 && (flags & O_TRUNC) != 0)
    note_file ('t', fd, 0, NULL, 0);
  end (ours);

  return fd;
}

int
open64 (const char *path, int flags, ...)
{
  va_list more;
  int fd;

  va_start (more, flags);
  fd = open_at (AT_FDCWD, path, flags, more);
  va_end (more);

  return fd;
}

int
openat64 (int folder, const char *name, int flags, ...)
{
  va_list more;
  int fd;

  va_start (more, flags);
  fd = open_at (folder, name, flags, more);
  va_end (more);

  return fd;
}

int
mkdirat (int folder, const char *name, mode_t mode)
{
  int (*next) (int, const char *, mode_t) = real ("mkdirat");
  char path[PATH_SIZE];
  int ours, failed;

  find_path (path, folder, name);
  ours = begin (path);
  failed = next (folder, name, mode);
  if (ours && !failed)
    note ('m', 0, 0, path, strlen (path));
  end (ours);

  return failed;
}

int
unlinkat (int folder, const char *name, int flags)
{
  int (*next) (int, const char *, int) = real ("unlinkat");
  char path[PATH_SIZE];
  int ours, failed;

  find_path (path, folder, name);
  ours = begin (path);
  failed = next (folder, name, flags);
  if (ours && !failed)
    note ('u', 0, 0, path, strlen (path));
  end (ours);

  return failed;
}

int
unlink (const char *path)
{
  return unlinkat (AT_FDCWD, path, 0);
}

int
renameat2 (int folder, const char *name, int new_folder, const char *new_name, unsigned flags)
{
  int (*next) (int, const char *, int, const char *, unsigned) = real ("renameat2");
  char paths[2 * PATH_SIZE];
  size_t first;
  int ours, failed;

  find_path (paths, folder, name);
  first = strlen (paths) + 1;
  find_path (paths + first, new_folder, new_name);
  ours = begin (paths);
  failed = next (folder, name, new_folder, new_name, flags);
  if (ours && !failed)
    note ('r', 0, 0, paths, first + strlen (paths + first));
  end (ours);

  return failed;
}

int
renameat (int folder, const char *name, int new_folder, const char *new_name)
{
  return renameat2 (folder, name, new_folder, new_name, 0);
}
