/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-print-page.h"
#include "kin-print-sheets.h"

/**
 * KinPrintPage:
 *
 * How it will look on paper, before it is printed: each sheet, and a button. Our own, because a
 * preview by another program would need a file that it can read.
 */
struct _KinPrintPage
{
  KinPage         parent_instance;

  KinPrintSheets *sheets;
  KinPrint       *print;
};

G_DEFINE_FINAL_TYPE (KinPrintPage, kin_print_page, KIN_TYPE_PAGE)

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

  g_type_ensure (KIN_TYPE_PRINT_SHEETS);

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
  kin_print_sheets_show (self->sheets, print);

  return KIN_PAGE (self);
}
