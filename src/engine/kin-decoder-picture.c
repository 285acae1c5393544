/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder-picture"

#include "config.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-decoder-private.h"
#include "kin-engine-error.h"

#define MOST_BYTES (64 * 1024 * 1024)

typedef struct
{
  char  *program;
  GFile *file;
  guint  side;
} Request;

static void
request_free (Request *self)
{
  g_free (self->program);
  g_object_unref (self->file);
  g_free (self);
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

/* Returns: (nullable): exactly so many pixels, and not one byte behind them. */
static gpointer
read_pixels (KinHatch   *hatch,
             const void *data)
{
  const Request *request = data;
  gsize size = (gsize) request->side * request->side * 3;
  g_autofree guint8 *pixels = g_malloc (size + 1);

  return kin_hatch_read (hatch, pixels, size + 1) == (gssize) size
         ? g_bytes_new_take (g_steal_pointer (&pixels), size) : NULL;
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autofree char *side = g_strdup_printf ("%u", request->side);
  const char * const words[] = { "picture", side, NULL };
  GBytes *pixels = NULL;
  GError *error = NULL;
  int fd = open_file (request->file, &error);

  if (fd >= 0)
    pixels = kin_decoder_run (request->program, words, fd, read_pixels, request,
                              (GDestroyNotify) g_bytes_unref, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kin_decoder_picture_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @file: a local file, made by anybody
 * @side: how many pixels the square is to have on a side
 * @cancellable: (nullable): also ends the program
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
  Request *request = g_new0 (Request, 1);

  request->program = g_strdup (program);
  request->file = g_object_ref (file);
  request->side = side;
  g_task_set_source_tag (task, kin_decoder_picture_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, decode_in_thread);
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
