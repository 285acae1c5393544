/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-process"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kin-process.h"

#if defined (__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* This program is started again as a program of the project: it starts as they
 * all do and reports what it finds, one `name value` a line. */

static void
report_environment (const char *name)
{
  const char *value = g_getenv (name);

  printf ("%s %s\n", name, value != NULL ? value : "(unset)");
}

static void
report_status_line (const char *prefix)
{
  g_autofree char *status = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  lines = g_strsplit (status, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], prefix))
        printf ("%s\n", lines[i]);
    }
}

static void
report_core_limit (void)
{
  g_autofree char *limits = NULL;
  const char *line;
  char soft[32], hard[32];

  g_assert_true (g_file_get_contents ("/proc/self/limits", &limits, NULL, NULL));
  line = strstr (limits, "Max core file size");
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "Max core file size %31s %31s", soft, hard), ==, 2);
  printf ("core %s %s\n", soft, hard);
}

static void
report_outside (void)
{
  g_auto (GStrv) outside = kin_process_dup_outside_environment ();
  const char *folder = g_environ_getenv (outside, "TMPDIR");
  const char *priority = g_environ_getenv (outside, "G_TLS_GNUTLS_PRIORITY");

  printf ("outside %s %s\n", folder != NULL ? folder : "(unset)",
          priority != NULL ? priority : "(unset)");
}

/* Fresh memory shows the pattern with which freed memory is overwritten. Not so in
 * small pieces: the C library keeps a few of those at hand as they are. */
static void
report_wiping (void)
{
  g_autofree volatile guchar *memory = g_malloc (4000);

  printf ("fresh %02x\n", memory[2000]);
}

static void
report_file_mode (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "made-by-test", NULL);
  struct stat status;
  int file = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0666);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (fstat (file, &status), ==, 0);
  close (file);
  g_unlink (path);

  printf ("file %o\n", status.st_mode & 0777);
  g_assert_cmpint (stat (g_get_tmp_dir (), &status), ==, 0);
  printf ("folder %o\n", status.st_mode & 0777);
}

/* What would kill the process if the signals were not ignored. */
static void
survive_signals (void)
{
  const struct rlimit small = { 100, 100 };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "too-large", NULL);
  int ends[2];
  int file;

  g_assert_cmpint (pipe (ends), ==, 0);
  close (ends[0]);
  g_assert_cmpint (write (ends[1], "x", 1), ==, -1);
  g_assert_cmpint (errno, ==, EPIPE);
  close (ends[1]);

  file = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
  g_unlink (path);
  g_assert_cmpint (pwrite (file, "x", 1, 0), ==, 1);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_cmpint (pwrite (file, "x", 1, 1000), ==, -1);
  g_assert_cmpint (errno, ==, EFBIG);
  close (file);
}

static int
run_as_program (const char *mode)
{
  KinProcessFlags flags = KIN_PROCESS_DEFAULT;
  int status;

  if (g_str_equal (mode, "--program-without-children"))
    flags = KIN_PROCESS_NO_NEW_PRIVILEGES;

  umask (0);
  status = kin_process_start (flags);
  if (status != 0)
    return status;

  report_environment ("TMPDIR");
  report_environment ("SQLITE_TMPDIR");
  report_environment ("G_TLS_GNUTLS_PRIORITY");
  report_environment ("SSLKEYLOGFILE");
  report_status_line ("NoNewPrivs:");
  report_core_limit ();
  report_outside ();
  report_wiping ();
  report_file_mode ();
  fflush (stdout);

  if (g_str_equal (mode, "--program-with-signals"))
    survive_signals ();
  if (g_str_equal (mode, "--program-that-crashes"))
    {
      signal (SIGABRT, SIG_DFL);
      abort ();
    }

  return 0;
}

typedef struct
{
  char  *folder;                /* empty, for one run */
  char  *runtime;
  GStrv  environment;

  char  *out;
  char  *err;
  int    status;
} Run;

static void
set_up (Run           *run,
        gconstpointer  unused)
{
  run->folder = g_dir_make_tmp ("kinchart-test-XXXXXX", NULL);
  g_assert_nonnull (run->folder);
  run->runtime = g_build_filename (run->folder, "runtime", NULL);
  g_assert_cmpint (g_mkdir (run->runtime, 0700), ==, 0);

  run->environment = g_get_environ ();
  run->environment = g_environ_setenv (run->environment, "XDG_RUNTIME_DIR", run->runtime, TRUE);
  run->environment = g_environ_setenv (run->environment, "TMPDIR", run->folder, TRUE);
}

static void
tear_down (Run           *run,
           gconstpointer  unused)
{
  g_autofree char *kinchart = g_build_filename (run->runtime, "kinchart", NULL);

  /* Whatever a run left behind besides these would make the last one fail. */
  g_remove (kinchart);
  g_assert_cmpint (g_rmdir (run->runtime), ==, 0);
  g_assert_cmpint (g_rmdir (run->folder), ==, 0);

  g_free (run->folder);
  g_free (run->runtime);
  g_strfreev (run->environment);
  g_free (run->out);
  g_free (run->err);
}

static void
run_program (Run        *run,
             const char *program,
             const char *mode)
{
  const char *argv[] = { program, mode, NULL };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
  g_spawn_sync (run->folder, (char **) argv, run->environment, G_SPAWN_DEFAULT, NULL, NULL,
                &run->out, &run->err, &run->status, &error);
  g_assert_no_error (error);
}

static void
assert_line (Run        *run,
             const char *format,
             ...) G_GNUC_PRINTF (2, 3);

static void
assert_line (Run        *run,
             const char *format,
             ...)
{
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  if (!g_strv_contains ((const char *const *) lines, line))
    g_error ("no line \"%s\" in:\n%s%s", line, run->out, run->err);
}

static const char *
self (void)
{
  static char path[4096];

  if (path[0] == '\0')
    g_assert_cmpint (readlink ("/proc/self/exe", path, sizeof path - 1), >, 0);

  return path;
}

static void
test_process_start (Run           *run,
                    gconstpointer  unused)
{
  const char *const weak = "NORMAL:+VERS-TLS1.0";

  run->environment = g_environ_setenv (run->environment, "G_TLS_GNUTLS_PRIORITY", weak, TRUE);
  run->environment = g_environ_setenv (run->environment, "SSLKEYLOGFILE", "/dev/null", TRUE);
  run_program (run, self (), "--program");
  g_assert_cmpint (run->status, ==, 0);

  assert_line (run, "core 0 0");
  assert_line (run, "file 600");
  assert_line (run, "folder 700");
  assert_line (run, "TMPDIR %s/kinchart", run->runtime);
  assert_line (run, "SQLITE_TMPDIR %s/kinchart", run->runtime);
  assert_line (run, "SSLKEYLOGFILE (unset)");
  assert_line (run, "G_TLS_GNUTLS_PRIORITY "
               "NORMAL:%%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:%%PROFILE_MEDIUM");
  assert_line (run, "NoNewPrivs:\t0");

  /* A browser gets what the person had set. */
  assert_line (run, "outside %s %s", run->folder, weak);

#ifndef SANITIZED
  assert_line (run, "fresh 5a");
#endif
}

static void
test_process_no_new_privileges (Run           *run,
                                gconstpointer  unused)
{
  run_program (run, self (), "--program-without-children");
  g_assert_cmpint (run->status, ==, 0);
  assert_line (run, "NoNewPrivs:\t1");
}

static void
test_process_signals (Run           *run,
                      gconstpointer  unused)
{
  run_program (run, self (), "--program-with-signals");
  g_assert_cmpint (run->status, ==, 0);
}

/* With a core file wished for, and the folder for it writable, there is none. */
static void
test_process_no_core (Run           *run,
                      gconstpointer  unused)
{
  struct rlimit before;
  struct rlimit wished;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &before), ==, 0);
  wished = (struct rlimit) { before.rlim_max, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &wished), ==, 0);

  run_program (run, self (), "--program-that-crashes");
  g_assert_true (WIFSIGNALED (run->status));
  g_assert_false (WCOREDUMP (run->status));

  g_assert_cmpint (setrlimit (RLIMIT_CORE, &before), ==, 0);
}

static void
assert_own_folder (Run *run)
{
  g_autofree char *start = g_strdup_printf ("TMPDIR %s/kinchart-", run->folder);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, start));
  assert_line (run, "folder 700");
  /* tear_down() sees that it is gone. */
}

static void
test_process_no_runtime_folder (Run           *run,
                                gconstpointer  unused)
{
  run->environment = g_environ_unsetenv (run->environment, "XDG_RUNTIME_DIR");
  run_program (run, self (), "--program");
  assert_own_folder (run);

  run->environment = g_environ_setenv (run->environment, "XDG_RUNTIME_DIR", "/nowhere", TRUE);
  run_program (run, self (), "--program");
  assert_own_folder (run);

  run->environment = g_environ_setenv (run->environment, "XDG_RUNTIME_DIR", "relative", TRUE);
  run_program (run, self (), "--program");
  assert_own_folder (run);
}

/* A folder that others can read, and a link to somewhere else, are not used. */
static void
test_process_shared_folder (Run           *run,
                            gconstpointer  unused)
{
  g_autofree char *kinchart = g_build_filename (run->runtime, "kinchart", NULL);

  g_assert_cmpint (g_mkdir (kinchart, 0700), ==, 0);
  g_assert_cmpint (g_chmod (kinchart, 0755), ==, 0);
  run_program (run, self (), "--program");
  assert_own_folder (run);

  g_assert_cmpint (g_rmdir (kinchart), ==, 0);
  g_assert_cmpint (symlink (run->folder, kinchart), ==, 0);
  run_program (run, self (), "--program");
  assert_own_folder (run);
}

static void
test_process_root (Run           *run,
                   gconstpointer  unused)
{
  run_program (run, self (), "--program");
  g_assert_cmpint (run->status, ==, 0);

  if (geteuid () == 0)
    g_assert_cmpstr (run->err, ==, "Kinchart is not meant to be run as root.\n");
  else
    g_assert_cmpstr (run->err, ==, "");
}

/* A copy of this program that belongs to nobody and runs with nobody's rights. */
static void
test_process_setuid (Run           *run,
                     gconstpointer  unused)
{
  g_autofree char *copy = g_build_filename (run->folder, "program", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can make a setuid program");
      return;
    }

  g_assert_true (g_file_get_contents (self (), &contents, &length, NULL));
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  g_assert_cmpint (chown (copy, 65534, 65534), ==, 0);
  g_assert_cmpint (g_chmod (run->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (copy, 06755), ==, 0);

  run_program (run, copy, "--program");
  g_assert_cmpint (g_unlink (copy), ==, 0);

  g_assert_true (g_spawn_check_wait_status (run->status, NULL) == FALSE);
  g_assert_cmpstr (run->out, ==, "");
  /* A leak checker, where one is built in, has something to say here too. */
  g_assert_true (g_str_has_prefix (run->err,
                                   "Kinchart does not run with the rights of another user.\n"));
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && g_str_has_prefix (argv[1], "--program"))
    return run_as_program (argv[1]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Run, NULL, set_up, test, tear_down)
  ADD ("/process/start", test_process_start);
  ADD ("/process/no-new-privileges", test_process_no_new_privileges);
  ADD ("/process/signals", test_process_signals);
  ADD ("/process/no-core", test_process_no_core);
  ADD ("/process/no-runtime-folder", test_process_no_runtime_folder);
  ADD ("/process/shared-folder", test_process_shared_folder);
  ADD ("/process/root", test_process_root);
  ADD ("/process/setuid", test_process_setuid);
#undef ADD

  return g_test_run ();
}
