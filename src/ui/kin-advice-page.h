/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_ADVICE_PAGE (kin_advice_page_get_type ())

G_DECLARE_FINAL_TYPE (KinAdvicePage, kin_advice_page, KIN, ADVICE_PAGE, KinPage)

KinPage   *kin_advice_page_new        (const char    *what,
                                       const char    *now);
void       kin_advice_page_say        (KinAdvicePage *self,
                                       const char    *what,
                                       const char    *now);
GtkWidget *kin_advice_page_add_button (KinAdvicePage *self,
                                       const char    *words);
void       kin_advice_page_set_details (KinAdvicePage *self,
                                        const char    *details);

G_END_DECLS
