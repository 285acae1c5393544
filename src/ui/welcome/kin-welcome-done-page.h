/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_WELCOME_DONE_PAGE (kin_welcome_done_page_get_type ())

G_DECLARE_FINAL_TYPE (KinWelcomeDonePage, kin_welcome_done_page, KIN, WELCOME_DONE_PAGE, KinPage)

KinPage *kin_welcome_done_page_new (void);

G_END_DECLS
