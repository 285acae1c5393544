/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"
#include "kin-print.h"

G_BEGIN_DECLS

#define KIN_TYPE_PRINT_PAGE (kin_print_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPrintPage, kin_print_page, KIN, PRINT_PAGE, KinPage)

KinPage *kin_print_page_new   (KinPrint     *print);
void     kin_print_page_print (KinPrintPage *self);

G_END_DECLS
