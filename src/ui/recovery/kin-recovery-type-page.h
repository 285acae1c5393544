/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_RECOVERY_TYPE_PAGE (kin_recovery_type_page_get_type ())

G_DECLARE_FINAL_TYPE (KinRecoveryTypePage, kin_recovery_type_page, KIN, RECOVERY_TYPE_PAGE,
                      KinPage)

KinPage *kin_recovery_type_page_new (KinFamily *family);

G_END_DECLS
