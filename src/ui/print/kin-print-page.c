/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-page-parts.h"
#include "kin-print-page.h"
#include "kin-print-sheets.h"
#include "kin-recent.h"

/**
 * KinPrintPage:
 *
 * How it will look on paper, before it is printed: each sheet, and a button. Our own, because a
 * preview by another program would need a file that it can read.
 */
struct _KinPrintPage
{
  KinPage               parent_instance;

  GtkLabel             *state;
  GtkBox               *sizes;
  KinPrintSheets       *sheets;

  KinPrint             *print;
  gboolean              is_laid_out;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (KinPrintPage, kin_print_page, KIN_TYPE_PAGE)

/* What became of it stays on the page, and is said in the title. */
static void
say (KinPrintPage *self,
     const char   *words)
{
  gtk_label_set_label (self->state, words);
  kin_page_set_attention (KIN_PAGE (self), words);
}

/* Another size is laid out on other sheets, so that those on their way to a printer stay as they
 * are. */
static void
lay_out (KinPrintPage *self,
         int           points)
{
  g_autoptr (KinPrint) print = kin_print_copy (self->print);

  self->is_laid_out = TRUE;
  kin_print_set_size (print, points);
  g_set_object (&self->print, print);
  g_signal_connect_object (print, "ended", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  kin_print_sheets_show (self->sheets, print);
}

/* The size that was chosen, now or at an earlier time: the window keeps it. */
static void
on_size_toggled (KinPrintPage   *self,
                 GtkCheckButton *button)
{
  GVariant *points = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));

  if (gtk_check_button_get_active (button))
    lay_out (self, g_variant_get_int32 (points));
}

static const struct
{
  int         points;
  const char *words;
} sizes[] = {
  { 14, N_("Small (14 point)") },
  { 16, N_("Ordinary (16 point)") },
  { 18, N_("Large (18 point)") },
  { 20, N_("Very large (20 point)") },
};

static void
add_sizes (KinPrintPage *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkWidget *label = kin_paragraph_new (_(sizes[i].words));
      GtkWidget *button = kin_choice_new (label, _(sizes[i].words), first);

      gtk_widget_set_hexpand (label, TRUE);
      if (first == NULL)
        first = button;
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_size_toggled), self,
                               G_CONNECT_SWAPPED);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", sizes[i].points);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.print-size");
      gtk_box_append (self->sizes, button);
    }
}

static void
on_print (KinPrintPage *self)
{
  kin_print_page_print (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPrintPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (kin_print_save_finish (KIN_PRINT (source), result, &error))
    say (self, _("The PDF file is saved. Anyone who opens it can read it."));
  else
    say (self, _("The file was not saved. Choose another folder."));
}

static void
on_response (KinPrintPage *self,
             int           response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path == NULL)
    {
      say (self, _("The file was not saved. Choose another folder."));
      return;
    }

  kin_recent_forget (file);
  kin_print_save_async (self->print, path, NULL, saved_cb, g_object_ref (self));
}

static void
on_save (KinPrintPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save as a PDF file"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("Save"),
                                               _("Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  /* Translators: the suggested name of a file; it says nothing about a person. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("Record.pdf"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
kin_print_page_dispose (GObject *object)
{
  KinPrintPage *self = KIN_PRINT_PAGE (object);

  g_clear_object (&self->print);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (kin_print_page_parent_class)->dispose (object);
}

/* A size that has no button was set elsewhere; rather large than small. */
static void
kin_print_page_shown (KinPage *page)
{
  KinPrintPage *self = KIN_PRINT_PAGE (page);

  if (!self->is_laid_out)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.print-size", "i",
                                sizes[G_N_ELEMENTS (sizes) - 1].points);
}

static void
kin_print_page_class_init (KinPrintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_print_page_dispose;
  KIN_PAGE_CLASS (klass)->shown = kin_print_page_shown;

  g_type_ensure (KIN_TYPE_PRINT_SHEETS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-print-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPrintPage, state);
  gtk_widget_class_bind_template_child (widget_class, KinPrintPage, sizes);
  gtk_widget_class_bind_template_child (widget_class, KinPrintPage, sheets);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kin_print_page_init (KinPrintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_sizes (self);
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

  return KIN_PAGE (self);
}

/**
 * kin_print_page_print:
 *
 * Asks which printer, and prints.
 */
void
kin_print_page_print (KinPrintPage *self)
{
  g_return_if_fail (KIN_IS_PRINT_PAGE (self));

  kin_print_run (self->print, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}
