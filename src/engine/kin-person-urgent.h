/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

void       kin_person_list_urgent_async  (KinPerson            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *kin_person_list_urgent_finish (KinPerson            *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
