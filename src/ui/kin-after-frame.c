/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-after-frame"

#include "config.h"

#include "kin-after-frame.h"

typedef struct
{
  GSourceFunc  step;
  GObject     *owner;
} Later;

static void
later_free (gpointer data)
{
  Later *self = data;

  g_object_unref (self->owner);
  g_free (self);
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  Later *self = user_data;

  g_idle_add_full (GDK_PRIORITY_REDRAW, self->step, g_object_ref (self->owner),
                   g_object_unref);

  return G_SOURCE_REMOVE;
}

/**
 * kin_after_frame:
 * @widget: what a person waits to see
 * @step: gets @owner; %G_SOURCE_CONTINUE when there is more to do
 * @owner: (type GObject): held until then
 *
 * Does, step by step, what nobody sees at once, when @widget has been drawn. Keys come before each
 * step, and frames take turns with them: who scrolls fast does not arrive before it is done.
 */
void
kin_after_frame (GtkWidget   *widget,
                 GSourceFunc  step,
                 gpointer     owner)
{
  Later *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_OBJECT (owner));

  self = g_new0 (Later, 1);
  self->step = step;
  self->owner = g_object_ref (owner);
  gtk_widget_add_tick_callback (widget, frame_cb, self, later_free);
}
