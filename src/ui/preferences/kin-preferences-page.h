/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PREFERENCES_PAGE (kin_preferences_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPreferencesPage, kin_preferences_page, KIN, PREFERENCES_PAGE, KinPage)

KinPage *kin_preferences_page_new (GSettings *settings,
                                   KinFamily *family);

G_END_DECLS
