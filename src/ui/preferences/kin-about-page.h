/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_ABOUT_PAGE (kin_about_page_get_type ())
G_DECLARE_FINAL_TYPE (KinAboutPage, kin_about_page, KIN, ABOUT_PAGE, KinPage)

KinPage *kin_about_page_new (void);

G_END_DECLS
