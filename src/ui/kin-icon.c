/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-icon"

#include "config.h"

#include "kin-icon.h"

/* The drawings are as wide and as high. */
#define SIDE 16.0

/**
 * KinIcon:
 *
 * A drawing of our own in the colour of the words beside it, sharp at any size. It is an SVG of
 * paths alone, with M, L, C and Z in absolute coordinates: GTK 4.8 loads a symbolic SVG four
 * times over, which is the longest piece of work before the first picture.
 */
struct _KinIcon
{
  GObject  parent_instance;

  GBytes  *svg;
};

static void
add_piece (cairo_t      *cr,
           char          command,
           const double *at)
{
  if (command == 'M')
    cairo_move_to (cr, at[0], at[1]);
  else if (command == 'L')
    cairo_line_to (cr, at[0], at[1]);
  else if (command == 'C')
    cairo_curve_to (cr, at[0], at[1], at[2], at[3], at[4], at[5]);
  else
    cairo_close_path (cr);
}

static void
add_path (cairo_t    *cr,
          const char *words)
{
  double at[6];

  while (*words != '\0')
    {
      char command = *words++;
      char *end;
      guint n = 0;

      for (double read = g_ascii_strtod (words, &end); end != words && n < G_N_ELEMENTS (at);
           read = g_ascii_strtod (words, &end))
        {
          at[n++] = read;
          words = end;
        }
      words += strspn (words, " ");
      add_piece (cr, command, at);
    }
}

static void
on_element (GMarkupParseContext *context,
            const char          *element,
            const char         **names,
            const char         **values,
            gpointer             cr,
            GError             **error)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "d"))
      {
        add_path (cr, values[i]);
        cairo_fill (cr);
      }
}

static void
draw (KinIcon *self,
      cairo_t *cr)
{
  const GMarkupParser parser = { .start_element = on_element };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, cr, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *svg = g_bytes_get_data (self->svg, &length);

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  if (!g_markup_parse_context_parse (context, svg, (gssize) length, &error))
    g_critical ("a drawing of our own: %s", error->message);
}

/* GdkPaintable */

static void
kin_icon_snapshot_symbolic (GtkSymbolicPaintable *paintable,
                            GdkSnapshot          *snapshot,
                            double                width,
                            double                height,
                            const GdkRGBA        *colors,
                            gsize                 n_colors)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  const GdkRGBA *color = &colors[GTK_SYMBOLIC_COLOR_FOREGROUND];
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_scale (cr, width / SIDE, height / SIDE);
  cairo_push_group (cr);
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  draw (KIN_ICON (paintable), cr);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, color->alpha);
  cairo_destroy (cr);
}

static void
kin_icon_snapshot (GdkPaintable *paintable,
                   GdkSnapshot  *snapshot,
                   double        width,
                   double        height)
{
  const GdkRGBA black = { .alpha = 1 };

  kin_icon_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, width, height, &black,
                              1);
}

static GdkPaintableFlags
kin_icon_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = kin_icon_snapshot;
  iface->get_flags = kin_icon_get_flags;
}

static void
symbolic_paintable_iface_init (GtkSymbolicPaintableInterface *iface)
{
  iface->snapshot_symbolic = kin_icon_snapshot_symbolic;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KinIcon, kin_icon, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SYMBOLIC_PAINTABLE,
                                                      symbolic_paintable_iface_init))

static void
kin_icon_finalize (GObject *object)
{
  g_bytes_unref (KIN_ICON (object)->svg);

  G_OBJECT_CLASS (kin_icon_parent_class)->finalize (object);
}

static void
kin_icon_class_init (KinIconClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_icon_finalize;
}

static void
kin_icon_init (KinIcon *self)
{
}

/**
 * kin_icon_new:
 * @name: the name of a drawing in src/ui/icons
 *
 * Returns: (transfer full) (nullable): the drawing; %NULL where it is none of ours
 */
GdkPaintable *
kin_icon_new (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/kinchart/Kinchart/icons/%s.svg", name);
  GBytes *svg = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  KinIcon *self;

  if (svg == NULL)
    return NULL;

  self = g_object_new (KIN_TYPE_ICON, NULL);
  self->svg = svg;

  return GDK_PAINTABLE (self);
}

/**
 * kin_icon_show:
 * @image: where
 * @name: (nullable): the name of a drawing of our own, or of an icon of the theme
 *
 * Shows it, or nothing.
 */
void
kin_icon_show (GtkImage   *image,
               const char *name)
{
  g_autoptr (GdkPaintable) drawing = name != NULL ? kin_icon_new (name) : NULL;

  if (drawing != NULL)
    gtk_image_set_from_paintable (image, drawing);
  else
    gtk_image_set_from_icon_name (image, name);
}
