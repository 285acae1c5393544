/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PRINT_WAIT_PAGE (kin_print_wait_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPrintWaitPage, kin_print_wait_page, KIN, PRINT_WAIT_PAGE, KinPage)

KinPage *kin_print_wait_page_new_for_list (KinSection  section,
                                           const char *title,
                                           GListModel *items);
KinPage *kin_print_wait_page_new_for_item (KinItem    *item);

G_END_DECLS
