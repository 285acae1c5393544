/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

void     kin_person_read_letters_async  (KinPerson            *self,
                                         const char           *program,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean kin_person_read_letters_finish (KinPerson            *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
