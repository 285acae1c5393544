/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_HOME_PAGE (kin_home_page_get_type ())

G_DECLARE_FINAL_TYPE (KinHomePage, kin_home_page, KIN, HOME_PAGE, KinPage)

KinPage *kin_home_page_new (void);

G_END_DECLS
