/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-sheets"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-print-sheets.h"

/**
 * KinPrintSheets:
 *
 * A picture of each sheet of paper, one below the other.
 */
struct _KinPrintSheets
{
  GtkBox    parent_instance;

  KinPrint *print;
  double    width;                 /* of the paper, in points */
  double    height;

  gboolean  has_all_words;
  guint     n_shown;
  guint     idle;
};

#define SHEETS_AT_ONCE 10

G_DEFINE_FINAL_TYPE (KinPrintSheets, kin_print_sheets, GTK_TYPE_BOX)

static void
draw_sheet (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        user_data)
{
  KinPrintSheets *self = KIN_PRINT_SHEETS (gtk_widget_get_ancestor (GTK_WIDGET (area),
                                                                    KIN_TYPE_PRINT_SHEETS));
  double scale = MIN (width / self->width, height / self->height);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, self->width * scale, self->height * scale);
  cairo_fill (cr);
  cairo_scale (cr, scale, scale);
  kin_print_draw (self->print, GPOINTER_TO_UINT (user_data), cr);
}

/* A picture to people who see it; its words to people who hear it. */
static void
add_sheet (KinPrintSheets *self,
           guint         number,
           guint         n_sheets)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_IMG, NULL);
  GtkWidget *frame = g_object_new (GTK_TYPE_ASPECT_FRAME, "child", area, "obey-child", FALSE,
                                   "ratio", (float) (self->width / self->height), NULL);
  g_autofree char *text = kin_print_dup_text (self->print, number);
  /* Translators: which sheet of paper this is a picture of, and of how many. */
  g_autofree char *name = g_strdup_printf (_("Page %1$u of %2$u"), number + 1, n_sheets);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 300);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area),
                                       (int) (300 * self->height / self->width));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sheet, GUINT_TO_POINTER (number),
                                  NULL);
  gtk_widget_add_css_class (area, "kin-sheet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_box_append (GTK_BOX (self), frame);
}

/* A long record goes on paper bit by bit, so that the window answers meanwhile. */
static gboolean
on_idle (gpointer user_data)
{
  KinPrintSheets *self = user_data;
  guint n_sheets;
  guint stop;

  if (!self->has_all_words)
    self->has_all_words = kin_print_go_on (self->print);
  if (!self->has_all_words)
    return G_SOURCE_CONTINUE;

  n_sheets = kin_print_get_n_sheets (self->print);
  stop = MIN (self->n_shown + SHEETS_AT_ONCE, n_sheets);
  while (self->n_shown < stop)
    add_sheet (self, self->n_shown++, n_sheets);
  if (self->n_shown < n_sheets)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
kin_print_sheets_dispose (GObject *object)
{
  KinPrintSheets *self = KIN_PRINT_SHEETS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->print);

  G_OBJECT_CLASS (kin_print_sheets_parent_class)->dispose (object);
}

static void
kin_print_sheets_class_init (KinPrintSheetsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_print_sheets_dispose;
}

static void
kin_print_sheets_init (KinPrintSheets *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

/**
 * kin_print_sheets_show:
 * @print: what is to be printed
 *
 * Shows each sheet, on the paper that is usual here, in place of those of another print.
 */
void
kin_print_sheets_show (KinPrintSheets *self,
                       KinPrint       *print)
{
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  PangoContext *fonts;
  GtkWidget *sheet;

  g_return_if_fail (KIN_IS_PRINT_SHEETS (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((sheet = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), sheet);
  self->has_all_words = FALSE;
  self->n_shown = 0;
  g_set_object (&self->print, print);
  self->width = gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS);
  self->height = gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS);

  /* Not the window's own fonts: words on paper do not grow with words on the screen. */
  fonts = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (fonts, 72);
  kin_print_begin (self->print, fonts, self->width, self->height);
  g_object_unref (fonts);
  if (on_idle (self) == G_SOURCE_CONTINUE)
    self->idle = g_idle_add (on_idle, self);
}
