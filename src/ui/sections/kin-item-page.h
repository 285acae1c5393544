/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_ITEM_PAGE (kin_item_page_get_type ())

G_DECLARE_FINAL_TYPE (KinItemPage, kin_item_page, KIN, ITEM_PAGE, KinPage)

KinPage *kin_item_page_new (KinItem *item);

G_END_DECLS
