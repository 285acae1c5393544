/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recent"

#include "config.h"

#include <gtk/gtk.h>

#include "kin-recent.h"

/* GTK puts what was chosen into the list of files that every program shows, at the choice or a
 * moment after it, and writes the list to disk a quarter of a second later. The setting that
 * turns this off would empty the whole list, which is not ours. */

#define INTERVAL_MS 40
#define MOST_LOOKS 75
#define JUST_NOW (10 * G_TIME_SPAN_SECOND)

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

/* Put there by this choice, and not by another program before. */
static gboolean
was_just_added (GtkRecentManager *recent,
                const char       *uri)
{
  g_autoptr (GtkRecentInfo) entry = gtk_recent_manager_lookup_item (recent, uri, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GDateTime *added = entry != NULL ? gtk_recent_info_get_added (entry) : NULL;

  return added != NULL && g_date_time_difference (now, added) < JUST_NOW;
}

static gboolean
remove_when_there (gpointer user_data)
{
  GtkRecentManager *recent = gtk_recent_manager_get_default ();
  Wait *wait = user_data;

  if (was_just_added (recent, wait->uri))
    {
      gtk_recent_manager_remove_item (recent, wait->uri, NULL);
      return G_SOURCE_REMOVE;
    }

  return ++wait->n_looks < MOST_LOOKS ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * kin_recent_forget:
 * @file: one that a person chose in a dialog a moment ago
 *
 * What people open or save here is nobody else's business: the desktop keeps no list of it. A file
 * that was in the list before stays in it.
 */
void
kin_recent_forget (GFile *file)
{
  Wait *wait = g_new0 (Wait, 1);

  g_return_if_fail (G_IS_FILE (file));

  wait->uri = g_file_get_uri (file);
  if (remove_when_there (wait))
    g_timeout_add_full (G_PRIORITY_HIGH, INTERVAL_MS, remove_when_there, wait, wait_free);
  else
    wait_free (wait);
}
