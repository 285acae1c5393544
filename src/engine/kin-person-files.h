/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

void     kin_person_read_files_async  (KinPerson            *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean kin_person_read_files_finish (KinPerson            *self,
                                       GAsyncResult         *result,
                                       guint                *n_read,
                                       guint                *n_left,
                                       GError              **error);

G_END_DECLS
