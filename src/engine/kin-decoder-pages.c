/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder-pages"

#include "config.h"

#include "kin-decoder-private.h"
#include "kin-engine-error.h"

/* A letter goes into the sandbox from memory, never over the disk, and its pages come back through
 * a pipe. What comes may have been made by whoever wrote the letter: each number is checked before
 * it is used, and what does not fit is an error. See decode/kin-decode-pages.c for the order. */

#define MOST_BYTES (100 * 1024 * 1024)
#define MOST_PAGES 2000
#define MOST_SIDE 8192
#define MOST_PIXELS (32 * 1000 * 1000)
#define MOST_TEXT (1024 * 1024)

/* Of all pages together. */
#define MOST_MEMORY (512 * 1024 * 1024)

typedef struct
{
  char   *program;
  GBytes *letter;
  guint   first;
  guint   most;
  guint   width;
} Request;

/* What may still come. */
typedef struct
{
  KinHatch *hatch;
  gsize     memory_left;
} Reading;

static void
request_free (Request *self)
{
  g_free (self->program);
  g_bytes_unref (self->letter);
  g_free (self);
}

static void
page_free (KinDrawnPage *self)
{
  g_free (self->text);
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinDrawnPage, page_free)

void
kin_drawn_pages_free (KinDrawnPages *self)
{
  g_ptr_array_unref (self->pages);
  g_free (self);
}

/* Reading */

/* Returns how many numbers came before the end, or -1. */
static int
read_numbers (Reading *reading,
              guint32 *numbers,
              guint    n_numbers)
{
  gssize length = kin_hatch_read (reading->hatch, numbers, n_numbers * sizeof *numbers);

  if (length < 0 || (gsize) length % sizeof *numbers != 0)
    return -1;

  for (guint i = 0; i < n_numbers; i++)
    numbers[i] = GUINT32_FROM_LE (numbers[i]);

  return (int) ((gsize) length / sizeof *numbers);
}

/* Returns: (nullable): exactly so many bytes, and a zero byte behind them. */
static char *
read_block (Reading *reading,
            gsize    length)
{
  g_autofree char *block = NULL;

  if (length > reading->memory_left || (block = g_try_malloc (length + 1)) == NULL)
    return NULL;

  reading->memory_left -= length;
  if (kin_hatch_read (reading->hatch, block, length) != (gssize) length)
    return NULL;
  block[length] = '\0';

  return g_steal_pointer (&block);
}

static gboolean
are_sizes_sensible (guint32 width,
                    guint32 height,
                    guint32 length)
{
  if (width == 0 || height == 0)
    return width == 0 && height == 0 && length == 0;

  return width <= MOST_SIDE && height <= MOST_SIDE && (guint64) width * height <= MOST_PIXELS &&
         length <= MOST_TEXT;
}

static KinDrawnPage *
read_page (Reading       *reading,
           const guint32 *sizes)
{
  g_autoptr (KinDrawnPage) page = g_new0 (KinDrawnPage, 1);
  gsize size = (gsize) sizes[0] * sizes[1] * 3;
  char *pixels;

  if (!are_sizes_sensible (sizes[0], sizes[1], sizes[2]))
    return NULL;

  page->width = sizes[0];
  page->height = sizes[1];
  if (sizes[2] > 0 && ((page->text = read_block (reading, sizes[2])) == NULL ||
                       !g_utf8_validate (page->text, (gssize) sizes[2], NULL)))
    return NULL;
  if (size > 0)
    {
      if ((pixels = read_block (reading, size)) == NULL)
        return NULL;
      page->pixels = g_bytes_new_take (pixels, size);
    }

  return g_steal_pointer (&page);
}

/* Returns: (nullable): the pages, up to the end of the pipe; %NULL if anything is not as it
 * should be. */
static gpointer
read_pages (KinHatch   *hatch,
            const void *data)
{
  const Request *request = data;
  Reading reading = { hatch, MOST_MEMORY };
  g_autoptr (KinDrawnPages) drawn = g_new0 (KinDrawnPages, 1);
  guint32 n_pages = 0;

  drawn->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  if (read_numbers (&reading, &n_pages, 1) != 1 || n_pages > MOST_PAGES ||
      request->first >= n_pages)
    return NULL;

  drawn->n_pages = n_pages;
  for (;;)
    {
      guint32 sizes[3] = { 0 };
      int n = read_numbers (&reading, sizes, G_N_ELEMENTS (sizes));
      KinDrawnPage *page;

      if (n == 0 && drawn->pages->len > 0)
        return g_steal_pointer (&drawn);
      if (n != G_N_ELEMENTS (sizes) ||
          drawn->pages->len == MIN (request->most, n_pages - request->first) ||
          (page = read_page (&reading, sizes)) == NULL)
        return NULL;
      g_ptr_array_add (drawn->pages, page);
    }
}

/* Running */

static void
draw_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autofree char *first = g_strdup_printf ("%u", request->first);
  g_autofree char *most = g_strdup_printf ("%u", request->most);
  g_autofree char *width = g_strdup_printf ("%u", request->width);
  const char * const words[] = { "pages", first, most, width, NULL };
  KinDrawnPages *pages = NULL;
  GError *error = NULL;
  int fd = -1;

  if (g_bytes_get_size (request->letter) <= MOST_BYTES)
    fd = kin_decoder_put_in_memory (request->letter);
  if (fd >= 0)
    pages = kin_decoder_run (request->program, words, fd, read_pages, request,
                             (GDestroyNotify) kin_drawn_pages_free, cancellable, &error);
  else
    g_set_error_literal (&error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                         "The letter is too large");

  if (pages != NULL)
    g_task_return_pointer (task, pages, (GDestroyNotify) kin_drawn_pages_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_decoder_draw_pages_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @letter: a PDF or a picture, made by anybody
 * @first: the first page that is wanted, from 0
 * @most: so many pages; there may be fewer, when they are slow to draw
 * @width: of a page of a PDF, in pixels
 * @cancellable: (nullable): also ends the program
 *
 * Draws some pages of a letter and reads the words on them.
 */
void
kin_decoder_draw_pages_async (const char          *program,
                              GBytes              *letter,
                              guint                first,
                              guint                most,
                              guint                width,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->program = g_strdup (program);
  request->letter = g_bytes_ref (letter);
  request->first = first;
  request->most = most;
  request->width = width;
  g_task_set_source_tag (task, kin_decoder_draw_pages_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, draw_in_thread);
}

/**
 * kin_decoder_draw_pages_finish:
 * @error: %KIN_ENGINE_ERROR_PICTURE, or %KIN_ENGINE_ERROR_NO_SANDBOX
 *
 * Returns: (transfer full): the pages
 */
KinDrawnPages *
kin_decoder_draw_pages_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
