/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recent"

#include "config.h"

#include <gtk/gtk.h>

#include "kin-recent.h"

/**
 * kin_recent_forget:
 * @file: one that a person chose
 *
 * What people open or save here is nobody else's business: the desktop keeps no list of it.
 */
void
kin_recent_forget (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}
