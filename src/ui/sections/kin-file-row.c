/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-row"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-file-row.h"
#include "kin-file-words.h"
#include "kin-page.h"
#include "kin-wide-button.h"

/**
 * KinFileRow:
 *
 * A document that belongs to an item, and the way to save a copy of it. What became of the copy
 * stays below the button.
 */
struct _KinFileRow
{
  GtkWidget             parent_instance;

  GtkLabel             *state;
  GtkWidget            *open;
  GtkFileChooserNative *chooser;
  GFile                *saved;             /* the last copy */
  const char           *kind;
  GBytes               *bytes;
};

G_DEFINE_FINAL_TYPE (KinFileRow, kin_file_row, GTK_TYPE_WIDGET)

/* On the row, and in the title: that is what a screen reader speaks of. */
static void
say (KinFileRow *self,
     const char *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  gtk_label_set_label (self->state, words);
  gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
  if (page == NULL)
    return;

  /* The same words a second time are news, too. */
  kin_page_set_attention (KIN_PAGE (page), NULL);
  kin_page_set_attention (KIN_PAGE (page), words);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinFileRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  say (self, saved ? _("A copy was saved. Anyone who opens it can read it.")
                   : _("The copy was not saved. Choose another folder."));
  gtk_widget_set_visible (self->open, saved);
  if (saved)
    g_set_object (&self->saved, G_FILE (source));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinFileRow) self = user_data;

  if (!kin_browser_open_finish (result, NULL))
    say (self, _("No app opened it. Look for the copy in your files."));
}

static void
on_open_clicked (KinFileRow *self)
{
  g_autofree char *uri = g_file_get_uri (self->saved);

  kin_browser_open_async (GTK_WIDGET (self), uri, opened_cb, g_object_ref (self));
}

static void
on_response (KinFileRow *self,
             int         response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, self->bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                         NULL, saved_cb, g_object_ref (self));
  g_clear_object (&self->chooser);
}

static void
on_clicked (KinFileRow *self)
{
  g_autofree char *name = kin_file_to_name (self->kind);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save a copy"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("Save"),
                                               _("Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
kin_file_row_dispose (GObject *object)
{
  KinFileRow *self = KIN_FILE_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->saved);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (kin_file_row_parent_class)->dispose (object);
}

static void
kin_file_row_class_init (KinFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_file_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
add_label (KinFileRow *self,
           const char *words)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0,
                                   NULL);

  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

static void
kin_file_row_init (KinFileRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
}

/**
 * kin_file_row_new:
 * @kind: what kin_file_kind_find() found
 * @bytes: the document
 * @is_shown: whether its words are on the page
 *
 * Returns: (transfer full): a row for it
 */
GtkWidget *
kin_file_row_new (const char *kind,
                  GBytes     *bytes,
                  gboolean    is_shown)
{
  KinFileRow *self = g_object_new (KIN_TYPE_FILE_ROW, NULL);
  gboolean is_calendar = g_str_equal (kind, "text/calendar");
  GtkWidget *button = kin_wide_button_new (is_calendar ? _("Save for my calendar")
                                                       : _("Save a copy"));

  self->kind = kind;
  self->bytes = g_bytes_ref (bytes);
  if (!is_shown)
    add_label (self, _("This document cannot be shown here. Save a copy to open it in another"
                       " app."));
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  self->state = add_label (self, "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), FALSE);

  self->open = kin_wide_button_new (is_calendar ? _("Open it in the calendar")
                                                : _("Open it in another app"));
  gtk_widget_set_parent (self->open, GTK_WIDGET (self));
  gtk_widget_set_visible (self->open, FALSE);
  g_signal_connect_object (self->open, "clicked", G_CALLBACK (on_open_clicked), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
