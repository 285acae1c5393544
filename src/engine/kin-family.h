/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_FAMILY (kin_family_get_type ())

G_DECLARE_FINAL_TYPE (KinFamily, kin_family, KIN, FAMILY, GObject)

void       kin_family_open_async    (const char           *path,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
KinFamily *kin_family_open_finish   (GAsyncResult         *result,
                                     GError              **error);
void       kin_family_close_async   (KinFamily            *self,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   kin_family_close_finish  (KinFamily            *self,
                                     GAsyncResult         *result,
                                     GError              **error);

const char *kin_family_get_from_copy (KinFamily           *self);
void        kin_family_end_from_copy (KinFamily           *self);

KinPerson *kin_family_find          (KinFamily            *self,
                                     const char           *words,
                                     GError              **error);
void       kin_family_add_async     (KinFamily            *self,
                                     const char           *name,
                                     const char           *birth_date,
                                     const char           *relation,
                                     const char           *colour,
                                     KinPersonFlags        flags,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
KinPerson *kin_family_add_finish    (KinFamily            *self,
                                     GAsyncResult         *result,
                                     GError              **error);
void       kin_family_set_photo_async  (KinFamily            *self,
                                        KinPerson            *person,
                                        GBytes               *photo,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean   kin_family_set_photo_finish (KinFamily            *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void       kin_family_set_relation_async  (KinFamily            *self,
                                           KinPerson            *person,
                                           const char           *relation,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean   kin_family_set_relation_finish (KinFamily            *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void       kin_family_remove_async  (KinFamily            *self,
                                     KinPerson            *person,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   kin_family_remove_finish (KinFamily            *self,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
