/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-print.h"

G_BEGIN_DECLS

#define KIN_TYPE_PRINT_SHEETS (kin_print_sheets_get_type ())

G_DECLARE_FINAL_TYPE (KinPrintSheets, kin_print_sheets, KIN, PRINT_SHEETS, GtkBox)

void kin_print_sheets_show (KinPrintSheets *self,
                            KinPrint       *print);

G_END_DECLS
