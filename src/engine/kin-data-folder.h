/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define KIN_TYPE_DATA_FOLDER (kin_data_folder_get_type ())

G_DECLARE_FINAL_TYPE (KinDataFolder, kin_data_folder, KIN, DATA_FOLDER, GObject)

char          *kin_data_folder_dup_path      (const char           *path);
KinDataFolder *kin_data_folder_open          (const char           *path,
                                              GError              **error);
void           kin_data_folder_take_async    (const char           *path,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
KinDataFolder *kin_data_folder_take_finish   (GAsyncResult         *result,
                                              GError              **error);
void           kin_data_folder_be_check      (void);
const char    *kin_data_folder_get_path      (KinDataFolder        *self);
char          *kin_data_folder_make_person   (KinDataFolder        *self,
                                              const char           *id,
                                              GError              **error);
char          *kin_data_folder_dup_person    (KinDataFolder        *self,
                                              const char           *id);
gboolean       kin_data_folder_remove_person (KinDataFolder        *self,
                                              const char           *id,
                                              GError              **error);

G_END_DECLS
