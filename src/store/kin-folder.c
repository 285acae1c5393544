/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-folder"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>

#include "kin-crash-point.h"
#include "kin-folder-private.h"
#include "kin-store-error.h"

/* The few file operations of this room. A folder is opened once and everything
 * below it is named relative to it, without following symbolic links: whoever
 * can plant a link must not steer where a record is read or written. */

static KinStoreError
error_from_errno (int saved)
{
  switch (saved)
    {
    case ENOENT:
      return KIN_STORE_ERROR_NOT_FOUND;
    case EEXIST:
      return KIN_STORE_ERROR_EXISTS;
    case ELOOP:
    case ENOTDIR:
      return KIN_STORE_ERROR_UNSAFE_PATH;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return KIN_STORE_ERROR_NO_SPACE;
    case EROFS:
      return KIN_STORE_ERROR_READ_ONLY;
    default:
      return KIN_STORE_ERROR_IO;
    }
}

/* File names are random or fixed, but paths hold the name of the account: only
 * the operation goes into the message. */
static gboolean
fail (GError     **error,
      const char  *operation)
{
  int saved = errno;

  g_set_error (error, KIN_STORE_ERROR, error_from_errno (saved),
               "Could not %s: %s", operation, g_strerror (saved));

  return FALSE;
}

static int
open_folder (const char  *folder,
             GError     **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    fail (error, "open the folder");

  return fd;
}

static void
close_keeping_errno (int fd)
{
  int saved = errno;

  close (fd);
  errno = saved;
}

static GBytes *
read_all (int      fd,
          gsize    max_length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  do
    {
      n = read (fd, buffer, sizeof buffer);
      if (n > 0)
        g_byte_array_append (bytes, buffer, (guint) n);

      if (bytes->len > max_length)
        {
          errno = EFBIG;
          return NULL;
        }
    }
  while (n > 0 || (n < 0 && errno == EINTR));

  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* Reads a small file whole. Never use it on a database that may be open: closing
 * the descriptor would drop the locks that SQLite holds on it. */
GBytes *
kin_folder_read (const char  *folder,
                 const char  *name,
                 gsize        max_length,
                 GError     **error)
{
  GBytes *bytes = NULL;
  int folder_fd = open_folder (folder, error);
  int fd;

  if (folder_fd < 0)
    return NULL;

  fd = openat (folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  close_keeping_errno (folder_fd);

  if (fd >= 0)
    {
      bytes = read_all (fd, max_length);
      close_keeping_errno (fd);
    }

  if (bytes == NULL)
    fail (error, "read a file of the set");

  return bytes;
}

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;

      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
replace_at (int          folder_fd,
            const char  *temporary,
            const char  *name,
            GBytes      *bytes,
            GError     **error)
{
  int fd;
  gboolean written;

  if (unlinkat (folder_fd, temporary, 0) != 0 && errno != ENOENT)
    return fail (error, "remove a leftover");

  fd = openat (folder_fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, "make a file");

  written = write_all (fd, bytes) && fsync (fd) == 0;
  close_keeping_errno (fd);

  kin_crash_point ("folder.file-written");
  if (!written || renameat (folder_fd, temporary, folder_fd, name) != 0 || fsync (folder_fd) != 0)
    return fail (error, "write a file");

  return TRUE;
}

/* Replaces a file whole: temporary file, fsync, rename, fsync of the folder. */
gboolean
kin_folder_replace (const char  *folder,
                    const char  *name,
                    GBytes      *bytes,
                    GError     **error)
{
  g_autofree char *temporary = g_strconcat (name, ".new", NULL);
  int folder_fd = open_folder (folder, error);
  gboolean done;

  if (folder_fd < 0)
    return FALSE;

  done = replace_at (folder_fd, temporary, name, bytes, error);
  close (folder_fd);

  return done;
}

/* Writes over the beginning of a file, or makes one, and does not wait for the disk. */
gboolean
kin_folder_write (const char  *folder,
                  const char  *name,
                  GBytes      *bytes,
                  GError     **error)
{
  int folder_fd = open_folder (folder, error);
  gboolean written;
  int fd;

  if (folder_fd < 0)
    return FALSE;

  fd = openat (folder_fd, name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  close_keeping_errno (folder_fd);
  if (fd < 0)
    return fail (error, "make a file");

  written = write_all (fd, bytes);
  close_keeping_errno (fd);

  return written || fail (error, "write a file");
}

/* Makes an empty file that only its owner can read. */
gboolean
kin_folder_make_file (const char  *folder,
                      const char  *name,
                      GError     **error)
{
  int folder_fd = open_folder (folder, error);
  int fd;

  if (folder_fd < 0)
    return FALSE;

  fd = openat (folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  close_keeping_errno (folder_fd);

  if (fd < 0)
    return fail (error, "make a file of the set");

  close (fd);

  return TRUE;
}

/* Gives a finished file its name, for good once this returns. Without @replace
 * a file of that name makes it fail. */
gboolean
kin_folder_move (const char  *folder,
                 const char  *from,
                 const char  *to,
                 gboolean     replace,
                 GError     **error)
{
  int folder_fd = open_folder (folder, error);
  gboolean done;

  if (folder_fd < 0)
    return FALSE;

  kin_crash_point ("folder.before-move");
  done = renameat2 (folder_fd, from, folder_fd, to, replace ? 0 : RENAME_NOREPLACE) == 0
         && fsync (folder_fd) == 0;
  close_keeping_errno (folder_fd);

  return done || fail (error, "name a file of the set");
}

/* Removes a file of ours that was never finished; none is fine. */
gboolean
kin_folder_remove (const char  *folder,
                   const char  *name,
                   GError     **error)
{
  int folder_fd = open_folder (folder, error);
  gboolean done;

  if (folder_fd < 0)
    return FALSE;

  done = unlinkat (folder_fd, name, 0) == 0 || errno == ENOENT;
  close_keeping_errno (folder_fd);

  return done || fail (error, "remove a leftover");
}

/* What was removed stays so, whatever happens to the computer. */
gboolean
kin_folder_keep (const char  *folder,
                 GError     **error)
{
  int folder_fd = open_folder (folder, error);
  gboolean done;

  if (folder_fd < 0)
    return FALSE;

  done = fsync (folder_fd) == 0;
  close_keeping_errno (folder_fd);

  return done || fail (error, "keep what was removed");
}

/* What is said of @name; the mode is 0 where nothing is. */
static gboolean
look (const char   *folder,
      const char   *name,
      struct stat  *status,
      GError      **error)
{
  int folder_fd = open_folder (folder, error);
  int result;

  if (folder_fd < 0)
    return FALSE;

  memset (status, 0, sizeof *status);
  result = fstatat (folder_fd, name, status, AT_SYMLINK_NOFOLLOW);
  close_keeping_errno (folder_fd);

  return result == 0 || errno == ENOENT || fail (error, "look at a file of the set");
}

/* Looks whether there is a file, and fails when it is anything but a plain one. */
gboolean
kin_folder_check (const char  *folder,
                  const char  *name,
                  gboolean    *exists,
                  gboolean    *empty,
                  GError     **error)
{
  struct stat status;

  if (!look (folder, name, &status, error))
    return FALSE;

  *exists = status.st_mode != 0;
  *empty = *exists && status.st_size == 0;
  if (!*exists || S_ISREG (status.st_mode))
    return TRUE;

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_UNSAFE_PATH,
                       "A file of the set is not a plain file");
  return FALSE;
}

/* When a file was written, in seconds, and its bytes; fails where there is none. */
gboolean
kin_folder_look_at (const char  *folder,
                    const char  *name,
                    gint64      *seconds,
                    gint64      *size,
                    GError     **error)
{
  struct stat status;

  if (!look (folder, name, &status, error))
    return FALSE;

  *seconds = status.st_mtime;
  *size = status.st_size;
  if (status.st_mode != 0)
    return TRUE;

  errno = ENOENT;
  return fail (error, "look at a file of the set");
}
