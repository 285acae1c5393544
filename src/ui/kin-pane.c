/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-pane"

#include "config.h"

#include "kin-pane.h"

/**
 * KinPane:
 *
 * One side of the window. It asks for the same width whatever is in it, so that the window
 * stays in one column or in two while pages come and go.
 */
struct _KinPane
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  int        width;
};

G_DEFINE_FINAL_TYPE (KinPane, kin_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The narrowest that a window gets (kin-window.ui): there its words need most lines. */
#define LEAST_WIDTH 360

/* Most of what is in it scrolls: a height for every width would only be work. A leaflet asks for
 * the width at many heights, and all text would be broken into lines for each. */
static GtkSizeRequestMode
kin_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
kin_pane_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  KinPane *self = KIN_PANE (widget);
  int width = 0;

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width;
      *natural = MAX (width, self->width);
    }
  else
    {
      gtk_widget_measure (self->child, orientation, MAX (width, MIN (self->width, LEAST_WIDTH)),
                          minimum, natural, NULL, NULL);
    }
}

static void
kin_pane_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  KinPane *self = KIN_PANE (widget);

  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
kin_pane_dispose (GObject *object)
{
  KinPane *self = KIN_PANE (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (kin_pane_parent_class)->dispose (object);
}

static void
kin_pane_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  KinPane *self = KIN_PANE (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_assert (self->child == NULL);
      self->child = g_value_get_object (value);
      if (self->child != NULL)
        gtk_widget_set_parent (self->child, GTK_WIDGET (self));
      break;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_pane_class_init (KinPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kin_pane_dispose;
  object_class->set_property = kin_pane_set_property;
  widget_class->get_request_mode = kin_pane_get_request_mode;
  widget_class->measure = kin_pane_measure;
  widget_class->size_allocate = kin_pane_size_allocate;

  /**
   * KinPane:child:
   *
   * What is in it; set once.
   */
  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  /**
   * KinPane:width:
   *
   * The width that it asks for, in pixels, unless its child needs more.
   */
  properties[PROP_WIDTH] =
    g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_pane_init (KinPane *self)
{
}
