/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-window-files"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-recent.h"
#include "kin-window-files.h"

/* The ways in which files come to a window: chosen, or dropped on it. */

/* A file that is nowhere on this computer has no path. Its address is none either, so that it is
 * said that it cannot be opened. */
static GStrv
list_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL)
        path = g_file_get_uri (file);
      g_strv_builder_add (paths, path);
    }

  return g_strv_builder_end (paths);
}

/**
 * kin_window_open_list:
 * @files: (element-type GFile): as for kin_window_open_files()
 */
void
kin_window_open_list (KinWindow  *window,
                      GListModel *files)
{
  g_auto (GStrv) paths = list_paths (files);

  kin_window_open_files (window, (const char * const *) paths);
}

static void
on_response (KinWindow            *window,
             int                   response,
             GtkFileChooserNative *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          kin_recent_forget (file);
        }
      kin_window_open_list (window, files);
    }

  g_object_unref (chooser);
}

/**
 * kin_window_choose_files:
 *
 * Asks for files, and opens them.
 */
void
kin_window_choose_files (KinWindow *window)
{
  GtkFileChooserNative *chooser;

  g_return_if_fail (KIN_IS_WINDOW (window));

  /* It lives until it is answered. */
  chooser = gtk_file_chooser_native_new (_("Open a file"), GTK_WINDOW (window),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _("Open"), _("Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_response), window,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
on_drop (KinWindow    *window,
         const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *each = list; each != NULL; each = each->next)
    g_list_store_append (files, each->data);

  kin_window_open_list (window, G_LIST_MODEL (files));
  return TRUE;
}

/**
 * kin_window_take_drops:
 *
 * Lets files be dropped anywhere on the window.
 */
void
kin_window_take_drops (KinWindow *window)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), window, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
}
