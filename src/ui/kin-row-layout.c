/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-row-layout"

#include "config.h"

#include "kin-row-layout.h"

/**
 * KinRowLayout:
 *
 * Side by side: one child expands and has what the others, as narrow as they can be, leave. For
 * pictures beside words. As in #KinPileLayout, words are asked only how high they are at the width
 * that there is.
 */
struct _KinRowLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

G_DEFINE_FINAL_TYPE (KinRowLayout, kin_row_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
kin_row_layout_get_request_mode (GtkLayoutManager *layout,
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

/* How wide all are together; @natural is with the words of the one that expands on one line. */
static void
measure_width (KinRowLayout *self,
               GtkWidget    *widget,
               int          *minimum,
               int          *natural)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  int between = 0;

  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    {
      int least = 0;
      int most = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
      *minimum += between + least;
      *natural += between + (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL)
                             ? most : least);
      between = self->spacing;
    }
}

/* How wide one is when all together have @left pixels more than they need. */
static int
child_width (GtkWidget *child,
             int        left)
{
  int least = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? least + left : least;
}

static int
measure_height (GtkWidget *widget,
                int        left)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  int most = 0;

  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    {
      int height = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width (child, left), &height,
                          NULL, NULL, NULL);
      most = MAX (most, height);
    }

  return most;
}

static void
kin_row_layout_measure (GtkLayoutManager *layout,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  int least = 0;
  int most = 0;

  measure_width (KIN_ROW_LAYOUT (layout), widget, &least, &most);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = most;
    }
  else
    {
      *minimum = *natural = measure_height (widget, (for_size >= 0 ? for_size : most) - least);
    }
}

static void
kin_row_layout_allocate (GtkLayoutManager *layout,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  KinRowLayout *self = KIN_ROW_LAYOUT (layout);
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int least = 0;
  int most = 0;
  int x = 0;

  measure_width (self, widget, &least, &most);
  for (; child != NULL; child = find_visible (gtk_widget_get_next_sibling (child)))
    {
      GtkAllocation place = { x, 0, child_width (child, width - least), height };

      if (rtl)
        place.x = width - x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
      x += place.width + self->spacing;
    }
}

static void
kin_row_layout_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SPACING:
      KIN_ROW_LAYOUT (object)->spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
kin_row_layout_class_init (KinRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = kin_row_layout_set_property;
  layout_class->get_request_mode = kin_row_layout_get_request_mode;
  layout_class->measure = kin_row_layout_measure;
  layout_class->allocate = kin_row_layout_allocate;

  /**
   * KinRowLayout:spacing:
   *
   * Pixels between one and the next.
   */
  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_row_layout_init (KinRowLayout *self)
{
}

/**
 * kin_row_layout_new:
 * @spacing: pixels between one and the next
 *
 * Returns: (transfer full): a layout
 */
GtkLayoutManager *
kin_row_layout_new (int spacing)
{
  return g_object_new (KIN_TYPE_ROW_LAYOUT, "spacing", spacing, NULL);
}
