/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recent-file"

#include "config.h"

#include <gtk/gtk.h>

#include "kin-recent-file.h"

/* GTK puts what was chosen into the list of files that every program shows, a moment after the
 * choice, and writes the list to disk a quarter of a second later. The setting that turns this
 * off would empty the whole list, which is not ours. */

#define INTERVAL_MS 40
#define MOST_LOOKS 75

typedef struct
{
  char  *uri;
  guint  n_looks;
} Wait;

static void
wait_free (gpointer wait)
{
  g_free (((Wait *) wait)->uri);
  g_free (wait);
}

static gboolean
remove_when_there (gpointer user_data)
{
  GtkRecentManager *recent = gtk_recent_manager_get_default ();
  Wait *wait = user_data;

  if (gtk_recent_manager_has_item (recent, wait->uri))
    {
      gtk_recent_manager_remove_item (recent, wait->uri, NULL);
      return G_SOURCE_REMOVE;
    }

  return ++wait->n_looks < MOST_LOOKS ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * kin_recent_file_forget:
 * @file: was just chosen in a dialog
 *
 * Keeps the name of a file out of the list of recent files, unless it was there before.
 */
void
kin_recent_file_forget (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  Wait *wait;

  if (gtk_recent_manager_has_item (gtk_recent_manager_get_default (), uri))
    return;

  wait = g_new0 (Wait, 1);
  wait->uri = g_steal_pointer (&uri);
  g_timeout_add_full (G_PRIORITY_HIGH, INTERVAL_MS, remove_when_there, wait, wait_free);
}
