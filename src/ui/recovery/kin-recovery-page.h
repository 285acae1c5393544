/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_RECOVERY_PAGE (kin_recovery_page_get_type ())

G_DECLARE_FINAL_TYPE (KinRecoveryPage, kin_recovery_page, KIN, RECOVERY_PAGE, KinPage)

KinPage    *kin_recovery_page_new           (KinFamily *family);
const char *kin_recovery_get_words          (void);

G_END_DECLS
