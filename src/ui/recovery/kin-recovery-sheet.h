/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-print.h"
#include "kin-secret.h"

G_BEGIN_DECLS

KinSecret *kin_recovery_sheet_dup_groups (KinSecret *code);
KinPrint  *kin_recovery_sheet_new        (KinSecret *code);

G_END_DECLS
