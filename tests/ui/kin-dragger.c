/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

/* kin-dragger FILE: a small window, as of a file manager, from which the file can be dragged. */

static GdkContentProvider *
on_prepare (GtkDragSource *source,
            double         x,
            double         y,
            GFile         *file)
{
  GdkFileList *files = gdk_file_list_new_from_array (&file, 1);
  GdkContentProvider *content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);

  g_boxed_free (GDK_TYPE_FILE_LIST, files);

  return content;
}

static void
on_activate (GtkApplication *application,
             GFile          *file)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *label = gtk_label_new ("A file");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), file);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "Dragger");
  gtk_window_set_default_size (GTK_WINDOW (window), 160, 160);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (GFile) file = NULL;

  if (argc != 2)
    return 2;

  file = g_file_new_for_path (argv[1]);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), file);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
