/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

gboolean    kin_person_is_from_file           (KinPerson            *self,
                                               KinItem              *item);
gboolean    kin_person_is_own_letter          (KinPerson            *self,
                                               KinItem              *item);
const char *kin_person_get_letter_date        (KinPerson            *self,
                                               const char           *letter);
void        kin_person_set_letter_date_async  (KinPerson            *self,
                                               KinItem              *item,
                                               const char           *date,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean    kin_person_set_letter_date_finish (KinPerson            *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
