/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-columns"

#include "config.h"

#include "kin-columns.h"

/**
 * KinColumns:
 *
 * Cards one below the other, or two side by side where there is room for both. They are read in
 * the order of rows; one alone has all the room.
 */
struct _KinColumns
{
  GtkWidget parent_instance;

  gboolean  is_single;
};

G_DEFINE_FINAL_TYPE (KinColumns, kin_columns, GTK_TYPE_WIDGET)

#define SPACING 12

/* In a window narrower than 600 pixels, one below the other reads better: its margins are 36. */
#define WIDTH_FOR_TWO 564

static GtkSizeRequestMode
kin_columns_get_request_mode (GtkWidget *widget)
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

static GtkWidget *
find_next (GtkWidget *child)
{
  return find_visible (gtk_widget_get_next_sibling (child));
}

static gboolean
is_alone (GtkWidget *widget)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));

  return child != NULL && find_next (child) == NULL;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));

  for (; child != NULL; child = find_next (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* How wide one column is when all have @width. */
static int
column_width (GtkWidget *widget,
              int        width)
{
  int minimum = 0;
  int natural = 0;

  measure_width (widget, &minimum, &natural);
  if (width < WIDTH_FOR_TWO || width < 2 * minimum + SPACING || is_alone (widget) ||
      KIN_COLUMNS (widget)->is_single)
    return width;

  return (width - SPACING) / 2;
}

static int
height_at (GtkWidget *child,
           int        width)
{
  int minimum = 0;

  if (child != NULL)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  GtkAllocation allocation = { x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

/* Goes row by row through what shows, places it if asked to, and returns the height of all. */
static int
lay_out (GtkWidget *widget,
         int        width,
         gboolean   is_placing)
{
  GtkWidget *child = find_visible (gtk_widget_get_first_child (widget));
  int column = column_width (widget, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *beside = column < width ? find_next (child) : NULL;
      int height = MAX (height_at (child, column), height_at (beside, column));

      y += y > 0 ? SPACING : 0;
      if (is_placing)
        place (child, rtl ? width - column : 0, y, column, height);
      if (is_placing && beside != NULL)
        place (beside, rtl ? 0 : width - column, y, column, height);
      y += height;
      child = find_next (beside != NULL ? beside : child);
    }

  return y;
}

static void
kin_columns_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  int least = 0;
  int most = 0;
  int wide;

  measure_width (widget, &least, &most);
  wide = 2 * most + SPACING;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = wide;
    }
  else
    {
      *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : wide, FALSE);
    }
}

static void
kin_columns_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  lay_out (widget, width, TRUE);
}

static void
kin_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_columns_parent_class)->dispose (object);
}

static void
kin_columns_class_init (KinColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_columns_dispose;
  widget_class->get_request_mode = kin_columns_get_request_mode;
  widget_class->measure = kin_columns_measure;
  widget_class->size_allocate = kin_columns_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kin_columns_init (KinColumns *self)
{
}

/**
 * kin_columns_new:
 *
 * Returns: (transfer full): no cards yet
 */
GtkWidget *
kin_columns_new (void)
{
  return g_object_new (KIN_TYPE_COLUMNS, NULL);
}

/**
 * kin_columns_append:
 * @child: (transfer full): a card
 */
void
kin_columns_append (KinColumns *self,
                    GtkWidget  *child)
{
  g_return_if_fail (KIN_IS_COLUMNS (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * kin_columns_set_single:
 * @is_single: whether they stand one below the other at any width
 */
void
kin_columns_set_single (KinColumns *self,
                        gboolean    is_single)
{
  g_return_if_fail (KIN_IS_COLUMNS (self));

  self->is_single = is_single;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
