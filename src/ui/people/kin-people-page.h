/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PEOPLE_PAGE (kin_people_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPeoplePage, kin_people_page, KIN, PEOPLE_PAGE, KinPage)

KinPage *kin_people_page_new (KinFamily     *family);
void     kin_people_page_ask (KinPeoplePage *self,
                              const char    *question);

G_END_DECLS
