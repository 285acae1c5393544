/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-secret.h"

G_BEGIN_DECLS

/**
 * KinRecoveryState:
 * @KIN_RECOVERY_NONE: no page was made
 * @KIN_RECOVERY_PRINTED: one was shown for printing, and nobody typed it back yet
 * @KIN_RECOVERY_TYPED: one was typed back from paper
 * @KIN_RECOVERY_RENEWED: one was typed back, and a newer one was shown for printing since
 */
typedef enum
{
  KIN_RECOVERY_NONE,
  KIN_RECOVERY_PRINTED,
  KIN_RECOVERY_TYPED,
  KIN_RECOVERY_RENEWED,
} KinRecoveryState;

KinRecoveryState kin_recovery_get_state     (const char           *path);

void             kin_recovery_make_async    (KinFamily            *family,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinSecret       *kin_recovery_make_finish   (KinFamily            *family,
                                             GAsyncResult         *result,
                                             GError              **error);
void             kin_recovery_type_async    (KinFamily            *family,
                                             KinSecret            *code,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean         kin_recovery_type_finish   (KinFamily            *family,
                                             GAsyncResult         *result,
                                             GError              **error);
void             kin_recovery_forget_async  (KinFamily            *family,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean         kin_recovery_forget_finish (KinFamily            *family,
                                             GAsyncResult         *result,
                                             GError              **error);

void             kin_recovery_open_async    (const char           *path,
                                             KinSecret            *code,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinFamily       *kin_recovery_open_finish   (GAsyncResult         *result,
                                             GError              **error);

void             kin_recovery_bring_back_async
                                            (KinFamily            *family,
                                             KinSecret            *code,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean         kin_recovery_bring_back_finish
                                            (KinFamily            *family,
                                             GAsyncResult         *result,
                                             GError              **error);
gboolean         kin_recovery_is_held       (KinFamily            *family);

G_END_DECLS
