/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_RECOVERY_N_GROUPS 13
#define KIN_RECOVERY_GROUP_LENGTH 5

KinSecret *kin_recovery_code_new        (void);
KinSecret *kin_recovery_code_to_text    (KinSecret   *code);
gboolean   kin_recovery_group_is_right  (guint        number,
                                         const char  *typed);
KinSecret *kin_recovery_code_from_text  (const char  *typed,
                                         guint       *wrong);

G_END_DECLS
