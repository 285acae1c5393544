/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_WELCOME_WHO_PAGE (kin_welcome_who_page_get_type ())

G_DECLARE_FINAL_TYPE (KinWelcomeWhoPage, kin_welcome_who_page, KIN, WELCOME_WHO_PAGE, KinPage)

KinPage *kin_welcome_who_page_new (KinFamily *family,
                                   GSettings *settings);

G_END_DECLS
