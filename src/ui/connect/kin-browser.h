/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     kin_browser_open_async  (GtkWidget            *widget,
                                  const char           *url,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean kin_browser_open_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
