/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter-pages"

#include "config.h"

#include <poppler.h>

#include "kin-file-words.h"
#include "kin-letter-pages.h"
#include "kin-text.h"

/* The pages of a PDF, or a picture, drawn away from the main loop. Nothing is written to the disk
 * and nothing that a document asks for is fetched or run. */

/* A picture that says it is larger than this is not drawn: it would fill the memory. */
#define MOST_PIXELS (64 * 1024 * 1024)

/* Pages come in all sizes; a drawn one is never taller than this. */
#define TALLEST 8000

typedef struct
{
  char   *content_type;
  GBytes *bytes;
  guint   first;
  guint   most;
  int     width;
} Request;

static void
request_free (Request *self)
{
  g_free (self->content_type);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
sheet_free (KinLetterSheet *self)
{
  g_object_unref (self->texture);
  g_free (self->text);
  g_free (self);
}

void
kin_letter_pages_free (KinLetterPages *self)
{
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

static KinLetterPages *
pages_new (guint first,
           guint n_pages)
{
  KinLetterPages *pages = g_new0 (KinLetterPages, 1);

  pages->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  pages->first = first;
  pages->n_pages = n_pages;

  return pages;
}

static void
take_sheet (KinLetterPages *pages,
            GdkTexture     *texture,
            char           *text)
{
  KinLetterSheet *sheet = g_new0 (KinLetterSheet, 1);

  sheet->texture = texture;
  sheet->text = text;
  g_ptr_array_add (pages->sheets, sheet);
}

/* PDF */

static GdkTexture *
draw_page (PopplerPage *page,
           int          width)
{
  g_autoptr (GBytes) pixels = NULL;
  double page_width = 0;
  double page_height = 0;
  cairo_surface_t *surface;
  GdkTexture *texture;
  cairo_t *cr;
  double scale;
  int height;

  poppler_page_get_size (page, &page_width, &page_height);
  scale = width / MAX (page_width, 1);
  height = (int) CLAMP (page_height * scale, 1, TALLEST);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);

  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface) * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);

  return texture;
}

static char *
read_page (PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL || *g_strstrip (valid) == '\0')
    return NULL;

  return kin_text_isolate_lines (valid);
}

static KinLetterPages *
draw_pdf (Request       *request,
          GCancellable  *cancellable,
          GError       **error)
{
  /* This poppler has no automatic pointers of its own. */
  g_autoptr (GObject) held = (GObject *) poppler_document_new_from_bytes (request->bytes, NULL,
                                                                          error);
  g_autoptr (KinLetterPages) pages = NULL;
  PopplerDocument *document;
  guint n_pages;

  if (held == NULL)
    return NULL;

  document = POPPLER_DOCUMENT (held);
  n_pages = (guint) MAX (poppler_document_get_n_pages (document), 0);
  pages = pages_new (request->first, n_pages);
  for (guint i = request->first; i < n_pages && i < request->first + request->most; i++)
    {
      g_autoptr (GObject) page = (GObject *) poppler_document_get_page (document, (int) i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (page != NULL)
        take_sheet (pages, draw_page (POPPLER_PAGE (page), request->width),
                    read_page (POPPLER_PAGE (page)));
    }

  return g_steal_pointer (&pages);
}

/* Pictures */

static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height)
{
  /* No size at all: the loader gives up before it takes memory. */
  if ((gint64) width * height > MOST_PIXELS)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static KinLetterPages *
draw_picture (Request  *request,
              GError  **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  KinLetterPages *pages;
  gboolean loaded;

  loader = gdk_pixbuf_loader_new_with_mime_type (request->content_type, error);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), NULL);
  loaded = gdk_pixbuf_loader_write_bytes (loader, request->bytes, error);
  if (!gdk_pixbuf_loader_close (loader, loaded ? error : NULL) || !loaded)
    return NULL;
  if (gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    {
      g_set_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "No picture in it");
      return NULL;
    }

  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  pages = pages_new (0, 1);
  take_sheet (pages, gdk_texture_new_for_pixbuf (upright), NULL);

  return pages;
}

static void
draw_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  KinLetterPages *pages;
  GError *error = NULL;

  if (kin_file_is_kind (request->content_type, "application/pdf"))
    pages = draw_pdf (request, cancellable, &error);
  else
    pages = draw_picture (request, &error);

  if (pages != NULL)
    g_task_return_pointer (task, pages, (GDestroyNotify) kin_letter_pages_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_letter_pages_can_draw:
 * @content_type: (nullable): as the clinic sent it
 *
 * Returns: whether a document of that kind can be drawn here
 */
gboolean
kin_letter_pages_can_draw (const char *content_type)
{
  return kin_file_is_kind (content_type, "application/pdf") ||
         kin_file_is_kind (content_type, "image/png") ||
         kin_file_is_kind (content_type, "image/jpeg");
}

/* The bare type: parameters are not part of what a loader is called. */
static char *
to_bare_type (const char *content_type)
{
  g_auto (GStrv) parts = g_strsplit (content_type, ";", 2);
  g_autofree char *bare = g_ascii_strdown (g_strstrip (parts[0]), -1);

  return g_steal_pointer (&bare);
}

/**
 * kin_letter_pages_draw_async:
 * @content_type: one that kin_letter_pages_can_draw()
 * @bytes: the document
 * @first: the first page that is wanted, from 0
 * @most: so many pages
 * @width: of a page of text, in pixels
 *
 * Draws some pages of a document and reads the words on them.
 */
void
kin_letter_pages_draw_async (const char          *content_type,
                             GBytes              *bytes,
                             guint                first,
                             guint                most,
                             int                  width,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (kin_letter_pages_can_draw (content_type));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (width > 0);

  request->content_type = to_bare_type (content_type);
  request->bytes = g_bytes_ref (bytes);
  request->first = first;
  request->most = most;
  request->width = width;
  g_task_set_source_tag (task, kin_letter_pages_draw_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, draw_in_thread);
}

/**
 * kin_letter_pages_draw_finish:
 *
 * Returns: (transfer full): the pages
 */
KinLetterPages *
kin_letter_pages_draw_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
