/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-advice-page.h"

G_BEGIN_DECLS

gboolean kin_begin_again_page_can_help (const GError *error);
KinPage *kin_begin_again_page_new      (KinPerson    *person);
void     kin_begin_again_page_fill     (KinAdvicePage *page,
                                        KinPerson    *person);

G_END_DECLS
