/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic-list.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_TRY_PAGE (kin_try_page_get_type ())

G_DECLARE_FINAL_TYPE (KinTryPage, kin_try_page, KIN, TRY_PAGE, KinPage)

KinPage *kin_try_page_new (KinClinicList *list);

G_END_DECLS
