/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-pile-layout"

#include "config.h"

#include "kin-pile-layout.h"

/**
 * KinPileLayout:
 *
 * One below the other, each as wide as all: for the words of a row. A GtkBox on GTK 4.8 asks a
 * label that wraps some fifty times how wide it would be at which height; this asks only how high
 * it is at the width that there is, which is a quarter of the work for a long list.
 */
struct _KinPileLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  int              letters;        /* or 0 */
};

G_DEFINE_FINAL_TYPE (KinPileLayout, kin_pile_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_LETTERS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
kin_pile_layout_get_request_mode (GtkLayoutManager *layout,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The next one that shows, from @child on. */
static GtkWidget *
find_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));

  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* How wide so many letters are, as in a GtkLabel. */
static int
measure_letters (GtkWidget *widget,
                 int        letters)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS_CEIL (letters * width);
}

static int
measure_height (GtkWidget *child,
                int        width)
{
  int minimum = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
measure_all_heights (KinPileLayout *self,
                     GtkWidget     *widget,
                     int            width)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  int height = 0;

  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    height += measure_height (child, width) + self->spacing;

  return MAX (height - self->spacing, 0);
}

static void
kin_pile_layout_measure (GtkLayoutManager *layout,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  KinPileLayout *self = KIN_PILE_LAYOUT (layout);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = measure_all_heights (self, widget, for_size);
  else if (self->letters > 0)
    *minimum = *natural = measure_letters (widget, self->letters);
  else
    measure_width (widget, minimum, natural);
}

/* What is left over is above and below. */
static void
kin_pile_layout_allocate (GtkLayoutManager *layout,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  KinPileLayout *self = KIN_PILE_LAYOUT (layout);
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  int y = MAX (height - measure_all_heights (self, widget, width), 0) / 2;

  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    {
      GtkAllocation place = { 0, y, width, measure_height (child, width) };

      gtk_widget_size_allocate (child, &place, -1);
      y += place.height + self->spacing;
    }
}

static void
kin_pile_layout_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SPACING:
      KIN_PILE_LAYOUT (object)->spacing = g_value_get_int (value);
      break;
    case PROP_LETTERS:
      KIN_PILE_LAYOUT (object)->letters = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
kin_pile_layout_class_init (KinPileLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = kin_pile_layout_set_property;
  layout_class->get_request_mode = kin_pile_layout_get_request_mode;
  layout_class->measure = kin_pile_layout_measure;
  layout_class->allocate = kin_pile_layout_allocate;

  /**
   * KinPileLayout:spacing:
   *
   * Pixels between one and the next.
   */
  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * KinPileLayout:letters:
   *
   * For words that wrap anywhere: it may be as narrow as so many letters, and takes what it gets.
   * Of long lists, where it would take too long to ask all the words how wide they are.
   */
  properties[PROP_LETTERS] =
    g_param_spec_int ("letters", NULL, NULL, 0, G_MAXINT16, 0,
                      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_pile_layout_init (KinPileLayout *self)
{
}

/**
 * kin_pile_layout_new:
 * @spacing: pixels between one and the next
 *
 * Returns: (transfer full): a layout
 */
GtkLayoutManager *
kin_pile_layout_new (int spacing)
{
  return g_object_new (KIN_TYPE_PILE_LAYOUT, "spacing", spacing, NULL);
}
