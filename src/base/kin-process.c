/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-process"

#include "config.h"

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-process.h"

/* No TLS before 1.2 and no key that is easy to break, for every connection of
 * the process: the platform's own default still takes both. */
#define TLS_PRIORITY "NORMAL:%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:%PROFILE_MEDIUM"

/* What the environment was before kin_process_start() changed it, and the folder
 * that has to go with the process. Both belong to the process as such. */
static char **outside_environment;
static char *folder_of_ours;

/* What runs with the rights of somebody else must not read that person's record. */
static gboolean
has_borrowed_rights (void)
{
  return getauxval (AT_SECURE) != 0 || getuid () != geteuid () || getgid () != getegid ();
}

static gboolean
is_private_folder (const char *path)
{
  struct stat status;

  return lstat (path, &status) == 0 && S_ISDIR (status.st_mode)
         && status.st_uid == geteuid () && (status.st_mode & 077) == 0;
}

/* The folder under the session's runtime folder, which is in memory and goes at
 * log-out. */
static char *
make_runtime_folder (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *path = NULL;

  if (runtime == NULL || !g_path_is_absolute (runtime))
    return NULL;

  path = g_build_filename (runtime, "kinchart", NULL);
  if (mkdir (path, 0700) != 0 && errno != EEXIST)
    return NULL;

  return is_private_folder (path) ? g_steal_pointer (&path) : NULL;
}

static void
remove_folder_of_ours (void)
{
  rmdir (folder_of_ours);
}

static char *
make_folder_of_ours (void)
{
  const char *outer = g_getenv ("TMPDIR");
  g_autofree char *path = NULL;

  path = g_build_filename (outer != NULL && g_path_is_absolute (outer) ? outer : "/tmp",
                           "kinchart-XXXXXX", NULL);
  if (mkdtemp (path) == NULL)
    return NULL;

  folder_of_ours = g_strdup (path);
  atexit (remove_folder_of_ours);

  return g_steal_pointer (&path);
}

static gboolean
set_temp_folder (void)
{
  g_autofree char *folder = make_runtime_folder ();

  if (folder == NULL)
    folder = make_folder_of_ours ();

  return folder != NULL && g_setenv ("TMPDIR", folder, TRUE)
         && g_setenv ("SQLITE_TMPDIR", folder, TRUE);
}

/* Pages of a portal come and go, with what is read from them: their memory is taken back from
 * the system again and again, page by page, when it is not kept for the next one. So does each
 * frame of a window, which is larger (5 MB for 1024 × 1300). */
static void
keep_memory (KinProcessFlags flags)
{
  int mib = flags & KIN_PROCESS_DRAWS ? 16 : 4;

  mallopt (M_MMAP_THRESHOLD, mib * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 2 * mib * 1024 * 1024);
}

/* Nothing of this may fail: files of ours are for the person alone, and no memory
 * reaches the disk through a core file. */
static gboolean
close_leaks (KinProcessFlags flags)
{
  const struct rlimit no_core = { 0, 0 };

  umask (077);
  if (!(flags & KIN_PROCESS_WIPES_LATER))
    kin_process_wipe_freed ();

  if ((flags & KIN_PROCESS_NO_NEW_PRIVILEGES) && prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return FALSE;

  return setrlimit (RLIMIT_CORE, &no_core) == 0;
}

/**
 * kin_process_wipe_freed:
 *
 * From here on what is freed does not stay readable. To be called before the first key or word
 * of a person is in memory; kin_process_start() does, unless it is told otherwise.
 */
void
kin_process_wipe_freed (void)
{
  mallopt (M_PERTURB, 0xa5);
}

/* A write to a closed connection or a full quota is an error to report, not a
 * reason to die. */
static void
ignore_signals (void)
{
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/**
 * kin_process_start:
 * @flags: what kind of program this is
 *
 * The first line of every program, before any thread, any file and any other
 * library: sets the umask, forbids core files, wipes freed memory, keeps temporary
 * files in a private folder, refuses old TLS, ignores SIGPIPE and SIGXFSZ and
 * sets the locale. May be called once.
 *
 * Refuses to run setuid or setgid. Tells root once that the program is not meant
 * for it, and goes on. The process stays dumpable, since file dialogs of the
 * desktop portal read `/proc` of the program that asks.
 *
 * Returns: 0 to go on, or the exit status to end with after a line on stderr
 */
int
kin_process_start (KinProcessFlags flags)
{
  g_return_val_if_fail (outside_environment == NULL, EXIT_FAILURE);

  if (has_borrowed_rights ())
    {
      g_printerr ("Kinchart does not run with the rights of another user.\n");
      return EXIT_FAILURE;
    }
  if (geteuid () == 0)
    g_printerr ("Kinchart is not meant to be run as root.\n");

  outside_environment = g_get_environ ();
  if (!close_leaks (flags) || !set_temp_folder ())
    {
      g_printerr ("Kinchart finds no safe place to work: %s.\n", g_strerror (errno));
      return EXIT_FAILURE;
    }

  keep_memory (flags);
  ignore_signals ();
  /* Standard output is for the answer, also when debug messages are on. */
  g_log_writer_default_set_use_stderr (TRUE);
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, TRUE);
  g_unsetenv ("SSLKEYLOGFILE");
  setlocale (LC_ALL, "");

  return 0;
}

/**
 * kin_process_dup_outside_environment:
 *
 * The environment this process was started with, for programs that are not ours,
 * such as a browser: they keep their own temporary folder.
 *
 * Returns: (transfer full) (array zero-terminated=1): `NAME=value` strings
 */
char **
kin_process_dup_outside_environment (void)
{
  return outside_environment != NULL ? g_strdupv (outside_environment) : g_get_environ ();
}
