/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-data-folder"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "kin-data-folder.h"
#include "kin-engine-error.h"

#define LOCK_NAME "lock"
#define PEOPLE_NAME "people"

/* What the kernel calls the program that checks while Kinchart is closed, in at most 15 bytes. */
#define CHECK_NAME "kinchart-check"

/**
 * KinDataFolder:
 *
 * The one folder that holds everything, held by one program at a time.
 *
 * The lock is taken before any file in it is opened and goes with the process:
 * the kernel keeps it, so that it cannot be left behind by a crash.
 */
struct _KinDataFolder
{
  GObject  parent_instance;

  char    *path;
  int      fd;
  int      lock_fd;
};

G_DEFINE_FINAL_TYPE (KinDataFolder, kin_data_folder, G_TYPE_OBJECT)

static void
set_error_from_errno (GError    **error,
                      const char *operation)
{
  int saved = errno;
  KinEngineError code = saved == EROFS ? KIN_ENGINE_ERROR_FOLDER_READ_ONLY
                                       : KIN_ENGINE_ERROR_FOLDER;

  g_set_error (error, KIN_ENGINE_ERROR, (int) code, "Data folder, %s: %s", operation,
               g_strerror (saved));
}

/* What is synced in a new folder is nowhere after a power cut, unless the folder is there, too. */
static gboolean
sync_name (int folder)
{
  int parent = openat (folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = parent >= 0 && fsync (parent) == 0;

  if (parent >= 0)
    close (parent);

  return done;
}

/* Opens a folder that must be ours and ours alone, never one that a link leads to. */
static int
open_private_folder (int         parent,
                     const char *name,
                     GError    **error)
{
  struct stat status = { .st_uid = (uid_t) -1 };
  gboolean is_new = mkdirat (parent, name, 0700) == 0;
  int fd;

  if (!is_new && errno != EEXIST)
    {
      set_error_from_errno (error, "make");
      return -1;
    }

  fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    {
      set_error_from_errno (error, "open");
      return -1;
    }

  fstat (fd, &status);
  if (status.st_uid != geteuid ())
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER,
                           "Data folder belongs to another user");
      close (fd);
      return -1;
    }

  if ((status.st_mode & 0077) != 0 && fchmod (fd, 0700) != 0)
    {
      set_error_from_errno (error, "make private");
      close (fd);
      return -1;
    }
  /* Else the next try would find it, and take it for one that is there for good. */
  if (is_new && !sync_name (fd))
    {
      set_error_from_errno (error, "make for good");
      unlinkat (parent, name, AT_REMOVEDIR);
      close (fd);
      return -1;
    }

  return fd;
}

/* What the kernel calls a process. */
static char *
dup_process_name (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/comm", pid);
  char *name = NULL;

  return g_file_get_contents (path, &name, NULL, NULL) ? g_strchomp (name) : NULL;
}

/* The kernel lists who holds a lock. The lock file itself stays empty, so that a start that
 * is refused, or that finds the keyring locked, changes no byte in the folder. */
static char *
find_holder (int     lock_fd,
             gint64 *pid)
{
  g_autofree char *locks = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *inode = NULL;
  struct stat status;

  if (fstat (lock_fd, &status) != 0 ||
      !g_file_get_contents ("/proc/locks", &locks, NULL, NULL))
    return NULL;

  inode = g_strdup_printf (":%" G_GUINT64_FORMAT " ", (guint64) status.st_ino);
  lines = g_strsplit (locks, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *write_word = strstr (lines[i], " WRITE ");
      char *name;

      if (write_word == NULL || strstr (lines[i], " FLOCK ") == NULL ||
          strstr (lines[i], " -> ") != NULL || strstr (write_word, inode) == NULL)
        continue;

      *pid = g_ascii_strtoll (write_word + strlen (" WRITE "), NULL, 10);
      name = dup_process_name (*pid);
      if (name != NULL)
        return name;
    }

  return NULL;
}

static gboolean
is_check (const char *name)
{
  return g_strcmp0 (name, CHECK_NAME) == 0;
}

/* Somebody has the folder. The check that nobody waits for makes room for whoever comes, and
 * ends at its next page; a check does not end another. */
static void
set_held (const char *holder,
          gint64      pid,
          GError    **error)
{
  g_autofree char *own = dup_process_name (getpid ());

  if (holder == NULL)
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_HELD,
                         "Data folder is held by another program");
  else if (!is_check (holder) || is_check (own))
    g_set_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_HELD,
                 "Data folder is held by %s (process %" G_GINT64_FORMAT ")", holder, pid);
  else
    {
      /* If that cannot be done, it goes on, and whoever waits for it is told so. */
      kill ((pid_t) pid, SIGTERM);
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_CHECKED,
                           "Data folder is held by the check, which was asked to end");
    }
}

static gboolean
take_lock (KinDataFolder *self,
           GError       **error)
{
  g_autofree char *holder = NULL;
  gint64 pid = 0;

  self->lock_fd = openat (self->fd, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      set_error_from_errno (error, "open the lock");
      return FALSE;
    }

  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  /* Whoever cannot be found may have gone in between. */
  holder = find_holder (self->lock_fd, &pid);
  if (holder == NULL && flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  if (holder != NULL || errno == EWOULDBLOCK)
    set_held (holder, pid, error);
  else
    set_error_from_errno (error, "lock");

  return FALSE;
}

static void
kin_data_folder_finalize (GObject *object)
{
  KinDataFolder *self = KIN_DATA_FOLDER (object);

  if (self->lock_fd >= 0)
    close (self->lock_fd);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);

  G_OBJECT_CLASS (kin_data_folder_parent_class)->finalize (object);
}

static void
kin_data_folder_class_init (KinDataFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_data_folder_finalize;
}

static void
kin_data_folder_init (KinDataFolder *self)
{
  self->fd = -1;
  self->lock_fd = -1;
}

/**
 * kin_data_folder_dup_path:
 * @path: (nullable): the folder, or %NULL for `kinchart` in the user's data folder
 *
 * Returns: (transfer full): its absolute path, whether it exists or not
 */
char *
kin_data_folder_dup_path (const char *path)
{
  return path != NULL ? g_canonicalize_filename (path, NULL)
                      : g_build_filename (g_get_user_data_dir (), "kinchart", NULL);
}

/**
 * kin_data_folder_open:
 * @path: (nullable): the folder, or %NULL for `kinchart` in the user's data folder
 * @error: %KIN_ENGINE_ERROR_FOLDER_HELD with the holder in its message;
 *   %KIN_ENGINE_ERROR_FOLDER_CHECKED when it will be free in a moment, as
 *   kin_data_folder_take_async() waits for; %KIN_ENGINE_ERROR_FOLDER_READ_ONLY; or
 *   %KIN_ENGINE_ERROR_FOLDER
 *
 * Makes the folder if needed (mode 0700), and takes its lock for the life of the object.
 * Links are not followed. A refused open changes nothing.
 *
 * Returns: (transfer full): the folder, held
 */
KinDataFolder *
kin_data_folder_open (const char *path,
                      GError    **error)
{
  g_autoptr (KinDataFolder) self = g_object_new (KIN_TYPE_DATA_FOLDER, NULL);
  g_autofree char *parent = NULL;

  self->path = kin_data_folder_dup_path (path);

  parent = g_path_get_dirname (self->path);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      set_error_from_errno (error, "make its parent");
      return NULL;
    }

  self->fd = open_private_folder (AT_FDCWD, self->path, error);
  if (self->fd < 0 || !take_lock (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * kin_data_folder_be_check:
 *
 * From now on this program is the check that goes on while Kinchart is closed: whoever else wants
 * the folder sends it a SIGTERM.
 */
void
kin_data_folder_be_check (void)
{
  prctl (PR_SET_NAME, CHECK_NAME);
}

/**
 * kin_data_folder_get_path:
 *
 * Returns: the absolute path
 */
const char *
kin_data_folder_get_path (KinDataFolder *self)
{
  g_return_val_if_fail (KIN_IS_DATA_FOLDER (self), NULL);

  return self->path;
}

/**
 * kin_data_folder_dup_person:
 * @id: the random id of a person's set of files
 *
 * Returns: (transfer full): the path of that set, whether it exists or not
 */
char *
kin_data_folder_dup_person (KinDataFolder *self,
                            const char    *id)
{
  g_return_val_if_fail (KIN_IS_DATA_FOLDER (self), NULL);
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);

  return g_build_filename (self->path, PEOPLE_NAME, id, NULL);
}

/**
 * kin_data_folder_make_person:
 * @id: the random id of a person's set of files
 *
 * Makes the private folder for that set, if it is not there.
 *
 * Returns: (transfer full): its path
 */
char *
kin_data_folder_make_person (KinDataFolder *self,
                             const char    *id,
                             GError       **error)
{
  int people;
  int person;

  g_return_val_if_fail (KIN_IS_DATA_FOLDER (self), NULL);
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);

  people = open_private_folder (self->fd, PEOPLE_NAME, error);
  if (people < 0)
    return NULL;

  person = open_private_folder (people, id, error);
  close (people);
  if (person < 0)
    return NULL;
  close (person);

  return kin_data_folder_dup_person (self, id);
}

/* Everything in a folder of ours; there are no folders in it. */
static gboolean
empty_folder (int      fd,
              GError **error)
{
  DIR *entries = fdopendir (dup (fd));
  struct dirent *entry;
  gboolean done = TRUE;

  if (entries == NULL)
    {
      set_error_from_errno (error, "list");
      return FALSE;
    }

  while (done && (entry = readdir (entries)) != NULL)
    {
      if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
        done = unlinkat (fd, entry->d_name, 0) == 0;
    }
  if (!done)
    set_error_from_errno (error, "remove a file");
  closedir (entries);

  return done;
}

/* Removes the folder @name in @parent with what is in it. None is fine; a link is not followed. */
static gboolean
remove_folder (int          parent,
               const char  *name,
               GError     **error)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  gboolean done;

  if (fd < 0 && errno == ENOENT)
    return TRUE;
  if (fd < 0)
    {
      set_error_from_errno (error, "open");
      return FALSE;
    }

  done = empty_folder (fd, error);
  close (fd);
  if (done && unlinkat (parent, name, AT_REMOVEDIR) != 0)
    {
      set_error_from_errno (error, "remove a folder");
      return FALSE;
    }

  return done;
}

/**
 * kin_data_folder_remove_person:
 * @id: the random id of a person's set of files
 *
 * Removes that set, if there is one. Nobody may have it open, and its key should be gone before.
 */
gboolean
kin_data_folder_remove_person (KinDataFolder *self,
                               const char    *id,
                               GError       **error)
{
  gboolean done;
  int people;

  g_return_val_if_fail (KIN_IS_DATA_FOLDER (self), FALSE);
  g_return_val_if_fail (g_uuid_string_is_valid (id), FALSE);

  people = open_private_folder (self->fd, PEOPLE_NAME, error);
  if (people < 0)
    return FALSE;

  done = remove_folder (people, id, error);
  close (people);
  return done;
}
