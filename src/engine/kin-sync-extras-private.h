/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-ask-private.h"

G_BEGIN_DECLS

void     kin_sync_read_references_async  (KinSyncContext       *context,
                                          const char * const   *references,
                                          KinStep              *line,
                                          gboolean              again,
                                          KinSyncPageFunc       on_page,
                                          gpointer              on_page_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean kin_sync_read_references_finish (GAsyncResult         *result,
                                          GError              **error);
const char *kin_sync_file_reason         (const GError         *error,
                                          gint64                size,
                                          gsize                 most);
void     kin_sync_fetch_files_async      (KinSyncContext       *context,
                                          GPtrArray            *files,
                                          gboolean              large,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean kin_sync_fetch_files_finish     (GAsyncResult         *result,
                                          guint                *n_missing,
                                          GError              **error);

G_END_DECLS
