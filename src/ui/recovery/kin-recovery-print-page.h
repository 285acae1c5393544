/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_RECOVERY_PRINT_PAGE (kin_recovery_print_page_get_type ())

G_DECLARE_FINAL_TYPE (KinRecoveryPrintPage, kin_recovery_print_page, KIN, RECOVERY_PRINT_PAGE,
                      KinPage)

void kin_recovery_print_page_open (KinPage   *from,
                                   KinFamily *family,
                                   GtkWidget *button,
                                   GCallback  typed);

G_END_DECLS
