/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-decoder-private.h"
#include "kin-engine-error.h"

/* What strangers may have made is not opened in this process: a program of its own reads it, in a
 * sandbox without network, home, session or other processes, and hands back pixels. Where there is
 * no sandbox, nothing is opened. */

#define PROGRAM "kinchart-decode"
#define INSIDE "/decode"
#define MOST_BYTES (64 * 1024 * 1024)

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

/* Beside the program in the folder it was built in, or where it is installed. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = self != NULL ? g_path_get_dirname (self) : g_strdup ("/");
  g_autofree char *built = g_build_filename (here, "decode", PROGRAM, NULL);

  return g_file_test (built, G_FILE_TEST_IS_EXECUTABLE)
         ? g_steal_pointer (&built) : g_build_filename (KIN_LIBEXECDIR, PROGRAM, NULL);
}

/**
 * kin_decoder_make_command:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @words: (array zero-terminated=1): what it is to do
 *
 * Returns: (transfer full) (array zero-terminated=1): the command that starts it in the sandbox
 */
char **
kin_decoder_make_command (const char         *program,
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

/* A plain file of a sensible size; never a device that has no end. */
static int
open_file (GFile   *file,
           GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  struct stat status;
  int fd;

  fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
  if (fd >= 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode) &&
      status.st_size <= MOST_BYTES)
    return fd;

  if (fd >= 0)
    close (fd);
  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                       "The picture cannot be opened, or is too large");
  return -1;
}

/**
 * kin_decoder_explain_end:
 * @process: the sandbox, which has ended
 *
 * Returns: (transfer full): why there is nothing to see
 */
GError *
kin_decoder_explain_end (GSubprocess *process)
{
  /* The sandbox itself ends with 1 where it cannot be made. */
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 1)
    return g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX,
                                "The sandbox cannot be made");

  return g_error_new_literal (KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                              "The file is not a picture or letter that is read");
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GSubprocess *process = G_SUBPROCESS (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) pixels = NULL;
  gsize wanted = GPOINTER_TO_SIZE (g_task_get_task_data (task));
  GError *error = NULL;

  if (!g_subprocess_communicate_finish (process, result, &pixels, NULL, &error))
    {
      g_subprocess_force_exit (process);
      g_task_return_error (task, error);
    }
  else if (g_subprocess_get_successful (process) && g_bytes_get_size (pixels) == wanted)
    g_task_return_pointer (task, g_steal_pointer (&pixels), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, kin_decoder_explain_end (process));
}

/**
 * kin_decoder_picture_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @file: a local file, made by anybody
 * @side: how many pixels the square is to have on a side
 *
 * Opens a picture and makes it a square: its middle.
 */
void
kin_decoder_picture_async (const char          *program,
                           GFile               *file,
                           guint                side,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *side_word = g_strdup_printf ("%u", side);
  const char * const words[] = { "picture", side_word, NULL };
  g_auto (GStrv) command = kin_decoder_make_command (program, words);
  GError *error = NULL;
  int fd = open_file (file, &error);

  g_task_set_source_tag (task, kin_decoder_picture_async);
  g_task_set_task_data (task, GSIZE_TO_POINTER ((gsize) side * side * 3), NULL);
  if (fd < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) command, NULL);
  if (process == NULL)
    g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX,
                             "There is no program that makes a sandbox");
  else
    g_subprocess_communicate_async (process, NULL, cancellable, decoded_cb, g_object_ref (task));
}

/**
 * kin_decoder_picture_finish:
 * @error: %KIN_ENGINE_ERROR_PICTURE, or %KIN_ENGINE_ERROR_NO_SANDBOX
 *
 * Returns: (transfer full): rows of pixels, three bytes each (red, green, blue)
 */
GBytes *
kin_decoder_picture_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
