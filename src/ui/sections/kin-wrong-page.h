/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_WRONG_PAGE (kin_wrong_page_get_type ())

G_DECLARE_FINAL_TYPE (KinWrongPage, kin_wrong_page, KIN, WRONG_PAGE, KinPage)

KinPage *kin_wrong_page_new (KinItem *item);

G_END_DECLS
