/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PRINT_CHOOSE_PAGE (kin_print_choose_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPrintChoosePage, kin_print_choose_page, KIN, PRINT_CHOOSE_PAGE, KinPage)

KinPage *kin_print_choose_page_new (void);

G_END_DECLS
