/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-pages"

#include "config.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include <poppler.h>

#include "kin-decode-file.h"
#include "kin-decode-pages.h"
#include "kin-decode-picture.h"
#include "kin-decode-tiff.h"

/* The same bounds are in engine/kin-decoder-pages.c, which believes nothing of what comes. */
#define MOST_BYTES (100 * 1024 * 1024)
#define MOST_PAGES 2000
#define MOST_SIDE 8192
#define MOST_PIXELS (32 * 1000 * 1000)
#define MOST_TEXT (1024 * 1024)

/* After so much work no further page is begun, so that pages which are slow to draw come in
 * smaller portions and the program is not ended in the middle of one. */
#define ENOUGH_SECONDS 4

static gboolean
write_number (int     output,
              guint32 number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  return kin_decode_write_all (output, &bytes, sizeof bytes);
}

static gboolean
write_page (int           output,
            int           width,
            int           height,
            const char   *text,
            const guint8 *pixels)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return write_number (output, (guint32) width) && write_number (output, (guint32) height) &&
         write_number (output, (guint32) length) && kin_decode_write_all (output, text, length) &&
         kin_decode_write_all (output, pixels, (gsize) width * height * 3);
}

/* PDF */

static gboolean
is_pdf (GBytes *bytes)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);

  return length > 5 && memcmp (start, "%PDF-", 5) == 0;
}

static char *
read_words (PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL || *g_strstrip (valid) == '\0')
    return NULL;
  if (strlen (valid) > MOST_TEXT)
    *g_utf8_find_prev_char (valid, valid + MOST_TEXT) = '\0';

  return g_steal_pointer (&valid);
}

/* Nothing shines through: the page is white below. */
static guint8 *
take_colours (cairo_surface_t *surface,
              int              width,
              int              height)
{
  const guint8 *from = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = g_malloc_n ((gsize) width * height, 3);
  guint8 *to = pixels;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 colour;

        memcpy (&colour, from + (gsize) y * stride + (gsize) x * 4, sizeof colour);
        *to++ = (guint8) (colour >> 16);
        *to++ = (guint8) (colour >> 8);
        *to++ = (guint8) colour;
      }

  return pixels;
}

static void
render (PopplerPage     *page,
        cairo_surface_t *surface,
        double           scale)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
}

static gboolean
draw_page (int          output,
           PopplerPage *page,
           int          width)
{
  g_autofree char *words = read_words (page);
  g_autofree guint8 *pixels = NULL;
  double page_width = 0;
  double page_height = 0;
  double scale;
  double height;
  cairo_surface_t *surface;

  /* Pages come in all sizes, and some say nonsense. */
  poppler_page_get_size (page, &page_width, &page_height);
  scale = width / MAX (page_width, 1);
  height = page_height * scale;
  height = height >= 1 ? MIN (height, MIN (MOST_SIDE, MOST_PIXELS / width)) : 1;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, (int) height);
  render (page, surface, scale);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    pixels = take_colours (surface, width, (int) height);
  cairo_surface_destroy (surface);

  return pixels != NULL ? write_page (output, width, (int) height, words, pixels)
                        : write_page (output, 0, 0, NULL, NULL);
}

static int
draw_pdf (int     output,
          GBytes *bytes,
          int     first,
          int     most,
          int     width)
{
  /* This poppler has no automatic pointers of its own. */
  g_autoptr (GObject) document = (GObject *) poppler_document_new_from_bytes (bytes, NULL, NULL);
  int n_pages = document != NULL ? poppler_document_get_n_pages (POPPLER_DOCUMENT (document)) : 0;

  if (n_pages < 1 || n_pages > MOST_PAGES || !write_number (output, (guint32) n_pages))
    return KIN_DECODE_NOT_READABLE;

  for (int i = first; i < n_pages && i - first < most; i++)
    {
      g_autoptr (GObject) page =
        (GObject *) poppler_document_get_page (POPPLER_DOCUMENT (document), i);

      if (i > first && clock () > ENOUGH_SECONDS * CLOCKS_PER_SEC)
        break;
      if (page != NULL ? !draw_page (output, POPPLER_PAGE (page), width)
                       : !write_page (output, 0, 0, NULL, NULL))
        return KIN_DECODE_NOT_READABLE;
    }

  return KIN_DECODE_DONE;
}

/* Pictures */

/* A photo of a letter is kept as sharp as it is, within the bounds. */
static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height)
{
  int smaller_width = width;
  int smaller_height = height;

  if (width < 1 || height < 1 || (gint64) width * height > KIN_DECODE_MOST_PIXELS)
    _exit (KIN_DECODE_NOT_READABLE);

  while (MAX (smaller_width, smaller_height) > MOST_SIDE ||
         (gint64) smaller_width * smaller_height > MOST_PIXELS)
    {
      smaller_width = MAX (smaller_width / 2, 1);
      smaller_height = MAX (smaller_height / 2, 1);
    }
  if (smaller_width != width || smaller_height != height)
    gdk_pixbuf_loader_set_size (loader, smaller_width, smaller_height);
}

/* What is clear is white, as paper is. */
static GdkPixbuf *
put_on_paper (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  GdkPixbuf *paper = NULL;

  if (MAX (width, height) <= MOST_SIDE && (gint64) width * height <= MOST_PIXELS)
    paper = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (paper == NULL)
    return NULL;

  gdk_pixbuf_fill (paper, 0xffffffff);
  gdk_pixbuf_composite (picture, paper, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);

  return paper;
}

static gboolean
draw_paper (int        output,
            GdkPixbuf *paper)
{
  int width = gdk_pixbuf_get_width (paper);
  int height = gdk_pixbuf_get_height (paper);

  if (!write_number (output, (guint32) width) || !write_number (output, (guint32) height) ||
      !write_number (output, 0))
    return FALSE;

  for (int row = 0; row < height; row++)
    if (!kin_decode_write_all (output, gdk_pixbuf_read_pixels (paper)
                                       + (gsize) row * gdk_pixbuf_get_rowstride (paper),
                               (gsize) width * 3))
      return FALSE;

  return TRUE;
}

static GdkPixbuf *
load_paper (GBytes *bytes)
{
  g_autoptr (GdkPixbuf) picture = NULL;

  picture = kin_decode_load_picture (bytes, G_CALLBACK (on_size_prepared), NULL);

  return picture != NULL ? put_on_paper (picture) : NULL;
}

static int
draw_picture (int     output,
              GBytes *bytes,
              int     first)
{
  g_autoptr (GdkPixbuf) paper = load_paper (bytes);

  if (paper == NULL || !write_number (output, 1))
    return KIN_DECODE_NOT_READABLE;

  return first > 0 || draw_paper (output, paper) ? KIN_DECODE_DONE : KIN_DECODE_NOT_READABLE;
}

/* Scans and faxes */

static int
draw_tiff (int     output,
           GBytes *bytes,
           guint   first,
           guint   most)
{
  guint n_pages = kin_decode_tiff_count (bytes, MOST_PAGES);

  if (!write_number (output, n_pages))
    return KIN_DECODE_NOT_READABLE;

  for (guint i = first; i < n_pages && i - first < most; i++)
    {
      g_autoptr (GBytes) page = kin_decode_tiff_page (bytes, i);
      g_autoptr (GdkPixbuf) paper = load_paper (page);

      if (i > first && clock () > ENOUGH_SECONDS * CLOCKS_PER_SEC)
        break;
      if (paper != NULL ? !draw_paper (output, paper) : !write_page (output, 0, 0, NULL, NULL))
        return KIN_DECODE_NOT_READABLE;
    }

  return KIN_DECODE_DONE;
}

/**
 * kin_decode_pages:
 * @input: where the file comes from: a PDF, a TIFF, or a picture, by its beginning
 * @output: where the pages go
 * @first: the first page that is wanted, from 0
 * @most: so many pages; there may be fewer, when they are slow to draw
 * @width: of a page of a PDF, in pixels
 *
 * Draws pages and reads the words on them. What goes to @output: how many pages the file has in
 * all; then, for each page from @first on, its width, its height, the length of its words, the
 * words in UTF-8, and its rows of pixels without gaps, three bytes each (red, green, blue).
 * Numbers have four bytes, the lowest first. A page that cannot be drawn has no width, no height
 * and no words.
 *
 * Returns: how the program ends: %KIN_DECODE_DONE, or %KIN_DECODE_NOT_READABLE
 */
int
kin_decode_pages (int input,
                  int output,
                  int first,
                  int most,
                  int width)
{
  g_autoptr (GBytes) bytes = NULL;

  if (first < 0 || most < 1 || width < 1 || width > MOST_SIDE)
    return KIN_DECODE_NOT_READABLE;

  bytes = kin_decode_read_all (input, MOST_BYTES);
  if (bytes == NULL)
    return KIN_DECODE_NOT_READABLE;

  if (is_pdf (bytes))
    return draw_pdf (output, bytes, first, most, width);
  if (kin_decode_tiff_count (bytes, 1) > 0)
    return draw_tiff (output, bytes, (guint) first, (guint) most);

  return draw_picture (output, bytes, first);
}
