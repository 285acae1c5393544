/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_OPEN_LOOK_PAGE (kin_open_look_page_get_type ())

G_DECLARE_FINAL_TYPE (KinOpenLookPage, kin_open_look_page, KIN, OPEN_LOOK_PAGE, KinPage)

KinPage *kin_open_look_page_new (KinPerson          *person,
                                 KinFamily          *family,
                                 GSettings          *settings,
                                 const char * const *paths);

G_END_DECLS
