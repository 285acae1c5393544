/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"
#include "kin-secret.h"

G_BEGIN_DECLS

gboolean   kin_person_has_key         (KinPerson            *self,
                                       const char           *vendor);
void       kin_person_make_key_async  (KinPerson            *self,
                                       const char           *vendor,
                                       const char           *address,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
KinSecret *kin_person_make_key_finish (KinPerson            *self,
                                       GAsyncResult         *result,
                                       char                **public,
                                       GError              **error);

G_END_DECLS
