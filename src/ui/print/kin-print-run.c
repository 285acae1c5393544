/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-run"

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "kin-print.h"

/* The ways onto paper: a printer, or a file. Each has a copy of the words for itself. */

static void
on_begin_print (KinPrint        *self,
                GtkPrintContext *context)
{
  PangoContext *fonts = gtk_print_context_create_pango_context (context);

  kin_print_begin (self, fonts, gtk_print_context_get_width (context),
                   gtk_print_context_get_height (context));
  g_object_unref (fonts);
}

static gboolean
on_paginate (KinPrint          *self,
             GtkPrintContext   *context,
             GtkPrintOperation *operation)
{
  if (!kin_print_go_on (self))
    return FALSE;

  gtk_print_operation_set_n_pages (operation, (int) kin_print_get_n_sheets (self));

  return TRUE;
}

static void
on_draw_page (KinPrint        *self,
              GtkPrintContext *context,
              int              number)
{
  kin_print_draw (self, (guint) number, gtk_print_context_get_cairo_context (context));
}

static gboolean
end_preview (gpointer preview)
{
  gtk_print_operation_preview_end_preview (preview);

  return G_SOURCE_REMOVE;
}

static void
on_preview_ready (GtkPrintOperationPreview *preview)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_preview, g_object_ref (preview), g_object_unref);
}

/* The dialog's own preview is another program, which would get a file in a temporary folder: it
 * is drawn nowhere and ends at once. What it would show is on the page behind the dialog. */
static gboolean
on_preview (KinPrint                 *self,
            GtkPrintOperationPreview *preview,
            GtkPrintContext          *context)
{
  cairo_surface_t *nowhere = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (nowhere);

  g_object_set_data (G_OBJECT (preview), "was-preview", preview);
  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (nowhere);
  g_signal_connect (preview, "ready", G_CALLBACK (on_preview_ready), NULL);

  return TRUE;
}

/* Where "print to a file" goes unless a person says otherwise: not where the app was started. */
static GtkPrintSettings *
make_settings (void)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR,
                          documents != NULL ? documents : g_get_home_dir ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, "Kinchart");

  return settings;
}

static void
on_done (KinPrint               *self,
         GtkPrintOperationResult result,
         GtkPrintOperation      *operation)
{
  const char *words = _("It is on its way to the printer.");

  if (result == GTK_PRINT_OPERATION_RESULT_CANCEL)
    return;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    words = _("It was not printed. Look whether the printer is on, then print again.");
  else if (g_object_get_data (G_OBJECT (operation), "was-preview") != NULL)
    words = _("This page shows how it will look. It is not printed yet.");
  g_signal_emit_by_name (self, "ended", words);
}

/**
 * kin_print_run:
 * @parent: the window that asks
 *
 * Asks which printer, and prints. The job has a name that says nothing about a person: it can be
 * read by others on a printer they share.
 */
void
kin_print_run (KinPrint  *self,
               GtkWindow *parent)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = make_settings ();
  KinPrint *paper;

  g_return_if_fail (KIN_IS_PRINT (self));

  paper = kin_print_copy (self);
  gtk_print_operation_set_job_name (operation, "Kinchart");
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (on_begin_print), paper,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "paginate", G_CALLBACK (on_paginate), paper,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), paper,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "preview", G_CALLBACK (on_preview), paper,
                           G_CONNECT_SWAPPED);
  /* It lives as long as the operation. */
  g_object_set_data_full (G_OBJECT (operation), "paper", paper, g_object_unref);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/* Saving, on a thread of the pool, from a copy that nobody else has. */

typedef struct
{
  KinPrint *print;
  char     *path;
  double    width;
  double    height;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->print);
  g_free (self->path);
  g_free (self);
}

static void
draw_sheets (const Saving *saving,
             cairo_t      *cr)
{
  PangoContext *fonts = pango_cairo_create_context (cr);
  guint n_sheets;

  pango_cairo_context_set_resolution (fonts, 72);
  n_sheets = kin_print_lay_out (saving->print, fonts, saving->width, saving->height);
  g_object_unref (fonts);
  for (guint sheet = 0; sheet < n_sheets; sheet++)
    {
      kin_print_draw (saving->print, sheet, cr);
      cairo_show_page (cr);
    }
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Saving *saving = task_data;
  cairo_surface_t *surface = cairo_pdf_surface_create (saving->path, saving->width,
                                                       saving->height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  draw_sheets (saving, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "Writing a PDF: %s",
                             cairo_status_to_string (status));
}

/**
 * kin_print_save_async:
 * @path: where a person wants it
 *
 * Writes the sheets as one PDF, on the paper that is usual here.
 */
void
kin_print_save_async (KinPrint            *self,
                      const char          *path,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  Saving *saving;

  g_return_if_fail (KIN_IS_PRINT (self));

  saving = g_new0 (Saving, 1);
  saving->print = kin_print_copy (self);
  saving->path = g_strdup (path);
  saving->width = gtk_page_setup_get_paper_width (paper, GTK_UNIT_POINTS);
  saving->height = gtk_page_setup_get_paper_height (paper, GTK_UNIT_POINTS);
  g_task_set_source_tag (task, kin_print_save_async);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * kin_print_save_finish:
 *
 * Returns: whether the file is written
 */
gboolean
kin_print_save_finish (KinPrint      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
