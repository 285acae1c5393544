/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Half an hour: to sign in, to look for the button, to wait for the clinic. */
#define KIN_DOWNLOAD_WATCH_SECONDS (30 * 60)

#define KIN_TYPE_DOWNLOAD_WATCH (kin_download_watch_get_type ())

G_DECLARE_FINAL_TYPE (KinDownloadWatch, kin_download_watch, KIN, DOWNLOAD_WATCH, GObject)

char             *kin_download_folder_dup_path     (void);
KinDownloadWatch *kin_download_watch_new           (const char        *folder,
                                                    guint              seconds);
gboolean          kin_download_watch_start         (KinDownloadWatch  *self,
                                                    GError           **error);
void              kin_download_watch_stop          (KinDownloadWatch  *self);
gboolean          kin_download_watch_get_is_active (KinDownloadWatch  *self);

G_END_DECLS
