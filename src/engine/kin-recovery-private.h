/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-recovery.h"
#include "kin-set-meta.h"

G_BEGIN_DECLS

void       kin_recovery_cover_async  (KinFamily            *family,
                                      KinPerson            *person,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   kin_recovery_cover_finish (KinFamily            *family,
                                      GAsyncResult         *result,
                                      GError              **error);
void       kin_recovery_uncover      (KinPerson            *person);
KinSecret *kin_recovery_unwrap       (KinSetMeta           *meta,
                                      KinSecret            *code,
                                      char                **wrapped,
                                      GError              **error);

G_END_DECLS
