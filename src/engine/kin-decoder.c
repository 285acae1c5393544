/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder"

#include "config.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "kin-decoder-private.h"
#include "kin-engine-error.h"

/* What strangers may have made is not opened in this process: a program of its own reads it, in a
 * sandbox without network, home, session or other processes, and hands back pixels, or a record
 * in JSON. Where there is no sandbox, nothing is opened. Once taken over by a file, the program may
 * say what it likes, for as long as it likes: no more is read than what was asked for can be. */

#define PROGRAM "kinchart-decode"
#define INSIDE "/decode"

/* The system ends the program after some seconds of work; this is for one that only waits. */
#define MOST_SECONDS 60

/* The folder of libraries and fonts that is read-only for everybody, which font is where (letters
 * do not bring all of theirs), nothing else but a /tmp that is empty and in memory. */
static const char * const sandbox[] = {
  "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
  "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
  "--symlink", "usr/bin", "/bin", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
  "--ro-bind-try", "/etc/fonts", "/etc/fonts",
  "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig",
  "--tmpfs", "/tmp", "--chdir", "/",
};

/* Beside the programs in the folder they were built in, or where it is installed. */
static char *
find_program (void)
{
  static const char * const places[] = { ".", ".." };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = self != NULL ? g_path_get_dirname (self) : g_strdup ("/");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *built = g_build_filename (here, places[i], "decode", PROGRAM, NULL);

      if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&built);
    }

  return g_build_filename (KIN_LIBEXECDIR, PROGRAM, NULL);
}

static char **
make_command (const char         *program,
              const char * const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *found = program != NULL ? g_strdup (program) : find_program ();

  for (guint i = 0; i < G_N_ELEMENTS (sandbox); i++)
    g_strv_builder_add (builder, sandbox[i]);
  g_strv_builder_add_many (builder, "--ro-bind", found, INSIDE, "--", INSIDE, NULL);
  g_strv_builder_addv (builder, (const char **) words);

  return g_strv_builder_end (builder);
}

/* Takes @fd over, which the program reads. */
static GSubprocess *
start (const char          *program,
       const char * const  *words,
       int                  fd,
       GError             **error)
{
  g_auto (GStrv) command = make_command (program, words);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) command, NULL);
  if (process == NULL)
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX,
                         "There is no program that makes a sandbox");

  return process;
}

/* Why there is nothing to see. */
static GError *
explain_end (GSubprocess *process)
{
  /* The sandbox itself ends with 1 where it cannot be made. */
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 1)
    return g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX,
                                "The sandbox cannot be made");

  return g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                              "The file is not a picture or letter that is read");
}

static void
open_hatch (KinHatch     *hatch,
            GSubprocess  *process,
            GCancellable *cancellable)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (process);

  hatch->fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe));
  hatch->cancellable = cancellable;
  hatch->ended = FALSE;
  hatch->deadline = g_get_monotonic_time () + MOST_SECONDS * G_USEC_PER_SEC;
}

/* Until something is there to read, or the end. */
static gboolean
wait_for_more (KinHatch *hatch)
{
  gint64 left = (hatch->deadline - g_get_monotonic_time ()) / 1000;
  GPollFD polls[2] = { { hatch->fd, G_IO_IN, 0 } };
  gboolean watches = g_cancellable_make_pollfd (hatch->cancellable, &polls[1]);
  int n = 0;

  if (left > 0)
    n = g_poll (polls, watches ? 2 : 1, (int) left);
  if (watches)
    g_cancellable_release_fd (hatch->cancellable);

  return !g_cancellable_is_cancelled (hatch->cancellable) &&
         (n > 0 || (n < 0 && errno == EINTR));
}

/**
 * kin_hatch_read:
 * @bytes: room for @length bytes
 *
 * Returns: how many came before the end, or -1 when it takes too long or is cancelled
 */
gssize
kin_hatch_read (KinHatch *hatch,
                void     *bytes,
                gsize     length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n;

      if (!wait_for_more (hatch))
        return -1;

      n = read (hatch->fd, (guint8 *) bytes + done, length - done);
      hatch->ended = n == 0;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize) n;
    }

  return (gssize) done;
}

/* Waits for the end of the sandbox, and brings it about where more could come. The sandbox has the
 * pipe until it ends with its last program: at the end of the pipe it is ending by itself, and is
 * left to say how. */
static void
close_hatch (KinHatch    *hatch,
             GSubprocess *process)
{
  if (!hatch->ended)
    g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/**
 * kin_decoder_run:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @words: (array zero-terminated=1): what it is to do
 * @fd: (transfer full): the file that it reads
 * @read: takes what comes out
 * @request: for @read
 * @free_func: frees what @read returned
 * @cancellable: (nullable): also ends the program
 * @error: %KIN_ENGINE_ERROR_PICTURE or %KIN_ENGINE_ERROR_NO_SANDBOX
 *
 * Runs the program in the sandbox to its end: on a thread of the pool, since it waits.
 *
 * Returns: (transfer full) (nullable): what @read returned
 */
gpointer
kin_decoder_run (const char          *program,
                 const char * const  *words,
                 int                  fd,
                 KinHatchRead         read,
                 const void          *request,
                 GDestroyNotify       free_func,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr (GSubprocess) process = start (program, words, fd, error);
  gpointer result;
  KinHatch hatch;

  if (process == NULL)
    return NULL;

  open_hatch (&hatch, process, cancellable);
  result = read (&hatch, request);
  close_hatch (&hatch, process);

  if (result != NULL && g_subprocess_get_successful (process))
    return result;

  if (result != NULL)
    free_func (result);
  g_propagate_error (error, explain_end (process));
  return NULL;
}

/**
 * kin_decoder_put_in_memory:
 * @bytes: a file
 *
 * What goes into the sandbox from here never lies on the disk.
 *
 * Returns: where it can be read from its beginning, or -1
 */
int
kin_decoder_put_in_memory (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int fd = memfd_create ("letter", MFD_CLOEXEC);

  if (fd < 0 || pwrite (fd, data, length, 0) == (gssize) length)
    return fd;

  close (fd);
  return -1;
}
