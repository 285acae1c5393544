/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person-notes.h"

G_BEGIN_DECLS

void       kin_person_list_team_phones_async  (KinPerson            *self,
                                               GPtrArray            *teams,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *kin_person_list_team_phones_finish (KinPerson            *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
