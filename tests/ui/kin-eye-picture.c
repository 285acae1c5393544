/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-eye-picture"

#include <math.h>

#include "kin-eye.h"

/* Letters are drawn larger than on the screen, so that their strokes have a core in the colour
 * of the ink: on the screen thin ones are all edge. */
#define SCALE 2
/* Of the pixels of a label, so many at least have the colour of the ink. */
#define INK_SHARE 0.004

struct _KinEyePicture
{
  int      width;
  int      height;
  guint32 *pixels;       /* 0xAARRGGBB */
};

KinEyePicture *
kin_eye_picture_new (GtkWindow *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  KinEyePicture *self = g_new0 (KinEyePicture, 1);

  gtk_snapshot_scale (snapshot, SCALE, SCALE);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return self;

  self->width = width * SCALE;
  self->height = height * SCALE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) self->width,
                                                              (float) self->height));
  self->pixels = g_new (guint32, (gsize) self->width * self->height);
  gdk_texture_download (texture, (guchar *) self->pixels, (gsize) self->width * 4);

  return self;
}

void
kin_eye_picture_free (KinEyePicture *self)
{
  g_free (self->pixels);
  g_free (self);
}

static double
linear (guint32 channel)
{
  double value = channel / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, "relative luminance". */
static double
get_luminance (guint32 colour)
{
  return 0.2126 * linear ((colour >> 16) & 0xff) + 0.7152 * linear ((colour >> 8) & 0xff)
         + 0.0722 * linear (colour & 0xff);
}

static double
get_ratio (guint32 one,
           guint32 other)
{
  double a = get_luminance (one);
  double b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* Colours that are nearly the same are counted together: six bits of each channel. */
#define N_BINS (1 << 18)

typedef struct
{
  guint   count;
  guint32 colour;
} Bin;

static guint
get_bin (guint32 colour)
{
  return ((colour >> 6) & 0x3f000) | ((colour >> 4) & 0xfc0) | ((colour >> 2) & 0x3f);
}

/* Returns where in @bins the most frequent colour is. */
static guint
count_colours (KinEyePicture *self,
               int            left,
               int            top,
               int            right,
               int            bottom,
               Bin           *bins)
{
  guint ground = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint32 colour = self->pixels[(gsize) y * self->width + x] & 0xffffff;
        guint place = get_bin (colour);

        bins[place].colour = colour;
        bins[place].count++;
        if (bins[place].count > bins[ground].count)
          ground = place;
      }

  return ground;
}

/* The best contrast that enough pixels have. */
static double
get_ink_ratio (const Bin *bins,
               guint32    ground,
               guint      needed)
{
  guint seen[256] = { 0 };       /* pixels by ratio, in steps of 0.1 */
  guint sum = 0;

  for (gsize i = 0; i < N_BINS; i++)
    if (bins[i].count > 0)
      seen[MIN (255, (int) (get_ratio (bins[i].colour, ground) * 10))] += bins[i].count;

  for (int i = G_N_ELEMENTS (seen) - 1; i >= 0; i--)
    if ((sum += seen[i]) >= needed)
      return i / 10.0;

  return 1;
}

/* Of the ink of what is drawn at @place against its ground; 0 where nothing can be said. */
double
kin_eye_picture_get_contrast (KinEyePicture   *self,
                              graphene_rect_t *place)
{
  int left = MAX (0, (int) place->origin.x * SCALE);
  int top = MAX (0, (int) place->origin.y * SCALE);
  int right = MIN (self->width, (int) (place->origin.x + place->size.width) * SCALE);
  int bottom = MIN (self->height, (int) (place->origin.y + place->size.height) * SCALE);
  g_autofree Bin *bins = NULL;
  guint ground;
  guint needed;

  if (self->pixels == NULL || right - left < SCALE || bottom - top < SCALE)
    return 0;

  bins = g_new0 (Bin, N_BINS);
  ground = count_colours (self, left, top, right, bottom, bins);
  needed = MAX (6, (guint) (INK_SHARE * (right - left) * (bottom - top)));

  return get_ink_ratio (bins, bins[ground].colour, needed);
}
