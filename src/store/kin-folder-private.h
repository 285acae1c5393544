/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes   *kin_folder_read      (const char  *folder,
                                const char  *name,
                                gsize        max_length,
                                GError     **error);
gboolean  kin_folder_replace   (const char  *folder,
                                const char  *name,
                                GBytes      *bytes,
                                GError     **error);
gboolean  kin_folder_write     (const char  *folder,
                                const char  *name,
                                GBytes      *bytes,
                                GError     **error);
gboolean  kin_folder_make_file (const char  *folder,
                                const char  *name,
                                GError     **error);
gboolean  kin_folder_move      (const char  *folder,
                                const char  *from,
                                const char  *to,
                                gboolean     replace,
                                GError     **error);
gboolean  kin_folder_remove    (const char  *folder,
                                const char  *name,
                                GError     **error);
gboolean  kin_folder_keep      (const char  *folder,
                                GError     **error);
gboolean  kin_folder_check     (const char  *folder,
                                const char  *name,
                                gboolean    *exists,
                                gboolean    *empty,
                                GError     **error);
gboolean  kin_folder_look_at   (const char  *folder,
                                const char  *name,
                                gint64      *seconds,
                                gint64      *size,
                                GError     **error);

G_END_DECLS
