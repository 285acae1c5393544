/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void    kin_decoder_picture_async  (const char           *program,
                                    GFile                *file,
                                    guint                 side,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GBytes *kin_decoder_picture_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
