/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-picture"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "kin-decode-picture.h"

#define MOST_BYTES (64 * 1024 * 1024)
#define MOST_PIXELS (100 * 1000 * 1000)
#define MOST_SIDE 1024
#define BLOCK 65536

/* What cameras and screens make. Every other reader of the library stays closed. */
static const struct
{
  const char *beginning;
  gsize       length;
  const char *type;
} kinds[] = {
  { "\x89PNG\r\n\x1a\n", 8, "png" },
  { "\xff\xd8\xff", 3, "jpeg" },
  { "GIF8", 4, "gif" },
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

static GByteArray *
read_all (int input)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[BLOCK];

  for (;;)
    {
      gssize n = read (input, block, sizeof block);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || bytes->len + n > MOST_BYTES)
        return NULL;
      if (n == 0)
        return g_steal_pointer (&bytes);
      g_byte_array_append (bytes, block, (guint) n);
    }
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

  if (width < 1 || height < 1 || (gint64) width * height > MOST_PIXELS)
    _exit (KIN_DECODE_NOT_READABLE);

  if (shorter > *side)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * *side / shorter)),
                                MAX (1, (int) ((gint64) height * *side / shorter)));
}

static GdkPixbuf *
decode (GByteArray *bytes,
        int         side)
{
  const char *type = find_type (bytes->data, bytes->len);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *picture;

  if (type == NULL || (loader = gdk_pixbuf_loader_new_with_type (type, NULL)) == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &side);
  if (!gdk_pixbuf_loader_write (loader, bytes->data, bytes->len, NULL))
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

static gboolean
write_all (int           output,
           const guint8 *bytes,
           gsize         length)
{
  while (length > 0)
    {
      gssize n = write (output, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
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
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) square = NULL;

  if (side < 1 || side > MOST_SIDE)
    return KIN_DECODE_NOT_READABLE;

  bytes = read_all (input);
  if (bytes != NULL)
    picture = decode (bytes, side);
  if (picture != NULL)
    square = make_square (picture, side);
  if (square == NULL)
    return KIN_DECODE_NOT_READABLE;

  for (int row = 0; row < side; row++)
    if (!write_all (output, gdk_pixbuf_read_pixels (square)
                            + (gsize) row * gdk_pixbuf_get_rowstride (square), (gsize) side * 3))
      return KIN_DECODE_NOT_READABLE;

  return KIN_DECODE_DONE;
}
