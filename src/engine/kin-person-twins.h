/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"
#include "kin-twin.h"

G_BEGIN_DECLS

void       kin_person_list_twins_async  (KinPerson            *self,
                                         KinItem              *item,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *kin_person_list_twins_finish (KinPerson            *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void       kin_person_set_apart_async   (KinPerson            *self,
                                         KinItem              *one,
                                         KinItem              *other,
                                         gboolean              apart,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean   kin_person_set_apart_finish  (KinPerson            *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
