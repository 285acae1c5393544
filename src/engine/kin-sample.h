/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"

G_BEGIN_DECLS

void       kin_sample_add_async     (KinFamily            *family,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
KinPerson *kin_sample_add_finish    (GAsyncResult         *result,
                                     GError              **error);
void       kin_sample_remove_async  (KinFamily            *family,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   kin_sample_remove_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
