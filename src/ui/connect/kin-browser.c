/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-browser"

#include "config.h"

#include "kin-browser.h"
#include "kin-process.h"

/* The browser is not ours: it gets the environment that we were given, not the one we made for
 * ourselves. */
static void
lend_outside_environment (GAppLaunchContext *context)
{
  g_auto (GStrv) outside = kin_process_dup_outside_environment ();
  g_auto (GStrv) ours = g_get_environ ();

  for (guint i = 0; ours[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (ours[i], "=", 2);

      if (g_environ_getenv (outside, pair[0]) == NULL)
        g_app_launch_context_unsetenv (context, pair[0]);
    }

  for (guint i = 0; outside[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (outside[i], "=", 2);

      if (pair[0] != NULL && pair[1] != NULL)
        g_app_launch_context_setenv (context, pair[0], pair[1]);
    }
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * kin_browser_open_async:
 * @widget: in a window
 * @url: a page of a clinic
 *
 * Opens a page in the person's own browser.
 */
void
kin_browser_open_async (GtkWidget           *widget,
                        const char          *url,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, user_data);
  GdkDisplay *display = gtk_widget_get_display (widget);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);

  g_task_set_source_tag (task, kin_browser_open_async);
  lend_outside_environment (G_APP_LAUNCH_CONTEXT (context));
  g_app_info_launch_default_for_uri_async (url, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb,
                                           g_object_ref (task));
}

/**
 * kin_browser_open_finish:
 *
 * Returns: whether a browser was started
 */
gboolean
kin_browser_open_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
