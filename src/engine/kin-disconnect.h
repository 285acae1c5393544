/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-person.h"

G_BEGIN_DECLS

void     kin_disconnect_async        (KinPerson          *person,
                                      KinConnection      *connection,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void     kin_disconnect_joined_async (KinPerson          *person,
                                      KinConnection      *connection,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean kin_disconnect_finish       (GAsyncResult       *result,
                                      gboolean           *revoked,
                                      char              **management,
                                      GError            **error);
void     kin_source_erase_async      (KinPerson          *person,
                                      KinConnection      *connection,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean kin_source_erase_finish     (GAsyncResult       *result,
                                      GError            **error);

G_END_DECLS
