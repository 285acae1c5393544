/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

gboolean   kin_person_is_hidden          (KinPerson            *self,
                                          KinItem              *item);
guint      kin_person_count_hidden       (KinPerson            *self,
                                          KinSection            section);
void       kin_person_set_hidden_async   (KinPerson            *self,
                                          KinItem              *item,
                                          gboolean              hidden,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean   kin_person_set_hidden_finish  (KinPerson            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void       kin_person_list_hidden_async  (KinPerson            *self,
                                          KinSection            section,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *kin_person_list_hidden_finish (KinPerson            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
