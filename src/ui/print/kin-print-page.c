/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-print-page.h"

/**
 * KinPrintPage:
 *
 * How it will look on paper, before it is printed: each sheet, and a button. Our own, because a
 * preview by another program would need a file that it can read.
 */
struct _KinPrintPage
{
  KinPage   parent_instance;

  GtkBox   *sheets;

  KinPrint *print;
  double    width;                 /* of the paper, in points */
  double    height;
};

G_DEFINE_FINAL_TYPE (KinPrintPage, kin_print_page, KIN_TYPE_PAGE)

static void
draw_sheet (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        user_data)
{
  KinPrintPage *self = KIN_PRINT_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (area),
                                                                KIN_TYPE_PRINT_PAGE));
  double scale = MIN (width / self->width, height / self->height);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, self->width * scale, self->height * scale);
  cairo_fill (cr);
  cairo_scale (cr, scale, scale);
  kin_print_draw (self->print, GPOINTER_TO_UINT (user_data), cr);
}

/* A picture to people who see it; its words to people who hear it. */
static void
add_sheet (KinPrintPage *self,
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
  gtk_box_append (self->sheets, frame);
}

static void
show_sheets (KinPrintPage *self)
{
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  PangoContext *fonts;
  guint n_sheets;

  self->width = gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS);
  self->height = gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS);

  /* Not the window's own fonts: words on paper do not grow with words on the screen. */
  fonts = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (fonts, 72);
  n_sheets = kin_print_lay_out (self->print, fonts, self->width, self->height);
  g_object_unref (fonts);
  for (guint number = 0; number < n_sheets; number++)
    add_sheet (self, number, n_sheets);
}

static void
on_print (KinPrintPage *self)
{
  kin_print_run (self->print, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
kin_print_page_dispose (GObject *object)
{
  g_clear_object (&KIN_PRINT_PAGE (object)->print);

  G_OBJECT_CLASS (kin_print_page_parent_class)->dispose (object);
}

static void
kin_print_page_class_init (KinPrintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_print_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-print-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPrintPage, sheets);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
}

static void
kin_print_page_init (KinPrintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_print_page_new:
 * @print: what is to be printed
 *
 * Returns: (transfer full): the page that shows it first
 */
KinPage *
kin_print_page_new (KinPrint *print)
{
  KinPrintPage *self = g_object_new (KIN_TYPE_PRINT_PAGE, NULL);
  g_autofree char *title = NULL;

  self->print = g_object_ref (print);
  /* Translators: %s is what will be printed, such as "Medicines". */
  title = g_strdup_printf (_("Print: %s"), kin_print_get_title (print));
  kin_page_set_title (KIN_PAGE (self), title);
  show_sheets (self);

  return KIN_PAGE (self);
}
