/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

void     kin_person_mark_read   (KinPerson            *self,
                                 KinItem              *item);
void     kin_person_find_async  (KinPerson            *self,
                                 const char           *connection,
                                 const char           *reference,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
KinItem *kin_person_find_finish (KinPerson            *self,
                                 GAsyncResult         *result,
                                 GError              **error);
void     kin_person_file_async  (KinPerson            *self,
                                 const char           *connection,
                                 const char           *url,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GBytes  *kin_person_file_finish (KinPerson            *self,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
