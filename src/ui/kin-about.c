/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-about"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-about.h"

/**
 * kin_about_window_new:
 * @parent: the window it belongs to
 *
 * Returns: (transfer none): what Kinchart is, what it is not, and what has been checked
 */
GtkWidget *
kin_about_window_new (GtkWindow *parent)
{
  g_autofree char *comments = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  comments = g_strdup_printf ("%s\n\n%s\n\n%s",
    _("Kinchart keeps health records on this computer, locked. It opens them without a network."),
    _("Kinchart is not a medical device. It is not for emergencies. "
      "Ask your care team before you act on what you read here."),
    _("Checked automatically against our accessibility rules. "
      "Not yet tested with disabled or older people."));

  return g_object_new (ADW_TYPE_ABOUT_WINDOW,
                       "transient-for", parent,
                       "modal", TRUE,
                       "application-name", "Kinchart",
                       "application-icon", KIN_APPLICATION_ID,
                       "developer-name", _("The Kinchart contributors"),
                       "version", KIN_VERSION,
                       "comments", comments,
                       "copyright", "© 2026 The Kinchart contributors",
                       "license-type", GTK_LICENSE_GPL_3_0,
                       NULL);
}
