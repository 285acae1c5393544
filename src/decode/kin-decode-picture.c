/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-picture"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "kin-decode-file.h"
#include "kin-decode-picture.h"

#define MOST_BYTES (64 * 1024 * 1024)
#define MOST_SIDE 1024

/* What cameras, screens and scanners make. Every other reader of the library stays closed. */
static const struct
{
  const char *beginning;
  gsize       length;
  const char *type;
} kinds[] = {
  { "\x89PNG\r\n\x1a\n", 8, "png" },
  { "\xff\xd8\xff", 3, "jpeg" },
  { "GIF8", 4, "gif" },
  { "II*\0", 4, "tiff" },
  { "MM\0*", 4, "tiff" },
};

static const char *
find_type (const guint8 *bytes,
           gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (length >= kinds[i].length && memcmp (bytes, kinds[i].beginning, kinds[i].length) == 0)
      return kinds[i].type;

  return NULL;
}

/* Before any pixel is there: a small file can say that it has very many. Scaled while it is read,
 * a photo of a camera needs little memory. */
static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  int             *side)
{
  int shorter = MIN (width, height);

  if (width < 1 || height < 1 || (gint64) width * height > KIN_DECODE_MOST_PIXELS)
    _exit (KIN_DECODE_NOT_READABLE);

  if (shorter > *side)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * *side / shorter)),
                                MAX (1, (int) ((gint64) height * *side / shorter)));
}

/**
 * kin_decode_load_picture:
 * @bytes: a file
 * @size_prepared: called when the size is known, before any pixel is there, with the loader, the
 *   width and the height; may set another size, and has to end a file that is too large
 * @user_data: for @size_prepared
 *
 * Returns: (transfer full) (nullable): the picture, or the first one of several, as it was held
 *   when it was taken; %NULL for what is no picture of a kind that is opened
 */
GdkPixbuf *
kin_decode_load_picture (GBytes    *bytes,
                         GCallback  size_prepared,
                         gpointer   user_data)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);
  const char *type = find_type (start, length);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *picture;

  if (type == NULL || (loader = gdk_pixbuf_loader_new_with_type (type, NULL)) == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", size_prepared, user_data);
  if (!gdk_pixbuf_loader_write (loader, start, length, NULL))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, NULL))
    return NULL;

  picture = gdk_pixbuf_loader_get_pixbuf (loader);
  return picture != NULL ? gdk_pixbuf_apply_embedded_orientation (picture) : NULL;
}

/* The square in the middle, on white. */
static GdkPixbuf *
make_square (GdkPixbuf *picture,
             int        side)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  double scale = (double) side / MIN (width, height);
  GdkPixbuf *square = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, side, side);

  if (square == NULL)
    return NULL;

  gdk_pixbuf_fill (square, 0xffffffff);
  gdk_pixbuf_composite (picture, square, 0, 0, side, side, (side - width * scale) / 2,
                        (side - height * scale) / 2, scale, scale, GDK_INTERP_BILINEAR, 255);

  return square;
}

/**
 * kin_decode_picture:
 * @input: where the file comes from
 * @output: where the pixels go: @side rows of @side pixels, three bytes each (red, green, blue)
 * @side: how many pixels the square has on a side
 *
 * Returns: how the program ends: %KIN_DECODE_DONE, or %KIN_DECODE_NOT_READABLE
 */
int
kin_decode_picture (int input,
                    int output,
                    int side)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) square = NULL;

  if (side < 1 || side > MOST_SIDE)
    return KIN_DECODE_NOT_READABLE;

  bytes = kin_decode_read_all (input, MOST_BYTES);
  if (bytes != NULL)
    picture = kin_decode_load_picture (bytes, G_CALLBACK (on_size_prepared), &side);
  if (picture != NULL)
    square = make_square (picture, side);
  if (square == NULL)
    return KIN_DECODE_NOT_READABLE;

  for (int row = 0; row < side; row++)
    if (!kin_decode_write_all (output, gdk_pixbuf_read_pixels (square)
                                       + (gsize) row * gdk_pixbuf_get_rowstride (square),
                               (gsize) side * 3))
      return KIN_DECODE_NOT_READABLE;

  return KIN_DECODE_DONE;
}
