/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-icon"

#include "config.h"

#include <stdlib.h>

#include "kin-icon.h"
#include "kin-section-words.h"

/* Made of kinchart.gresource.xml. */
GResource *kin_ui_get_resource (void);

#define SIDE 48
/* Of 255: two ways to a curve. */
#define NEAR 16

static cairo_surface_t *
draw (GdkPaintable *drawing)
{
  const GdkRGBA black = { .alpha = 1 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (drawing), snapshot, SIDE, SIDE,
                                            &black, 1);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint
count_other_pixels (cairo_surface_t *surface,
                    GdkPixbuf       *svg)
{
  const guchar *ours = cairo_image_surface_get_data (surface);
  const guchar *theirs = gdk_pixbuf_read_pixels (svg);
  guint others = 0;

  g_assert_cmpint (gdk_pixbuf_get_n_channels (svg), ==, 4);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        int alpha = ours[y * cairo_image_surface_get_stride (surface) + x];

        if (abs (alpha - theirs[y * gdk_pixbuf_get_rowstride (svg) + x * 4 + 3]) > NEAR)
          others++;
      }

  return others;
}

/* Each drawing of a section looks as any program shows its SVG. */
static void
test_as_svg (void)
{
  for (KinSection section = KIN_SECTION_NONE + 1; section < KIN_N_SECTIONS; section++)
    {
      const char *name = kin_section_get_icon (section);
      g_autofree char *path = g_strdup_printf ("/io/github/kinchart/Kinchart/icons/%s.svg", name);
      g_autoptr (GdkPaintable) drawing = kin_icon_new (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) svg = gdk_pixbuf_new_from_resource_at_scale (path, SIDE, SIDE, TRUE,
                                                                         &error);
      cairo_surface_t *surface;

      g_assert_no_error (error);
      g_assert_nonnull (drawing);
      g_test_message ("%s", name);
      surface = draw (drawing);
      g_assert_cmpuint (count_other_pixels (surface, svg), ==, 0);
      cairo_surface_destroy (surface);
    }
}

static void
test_not_ours (void)
{
  g_assert_null (kin_icon_new ("go-home-symbolic"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_resources_register (kin_ui_get_resource ());
  /* For the kinds of nodes alone: there need be no display. */
  gtk_init_check ();

  g_test_add_func ("/icon/as-svg", test_as_svg);
  g_test_add_func ("/icon/not-ours", test_not_ours);

  return g_test_run ();
}
