/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     kin_background_load_async  (GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean kin_background_load_finish (GAsyncResult         *result,
                                     gboolean             *on,
                                     GError              **error);
void     kin_background_set_async   (gboolean              on,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean kin_background_set_finish  (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
