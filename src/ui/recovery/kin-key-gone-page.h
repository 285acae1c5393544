/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_KEY_GONE_PAGE (kin_key_gone_page_get_type ())

G_DECLARE_FINAL_TYPE (KinKeyGonePage, kin_key_gone_page, KIN, KEY_GONE_PAGE, KinPage)

gboolean kin_key_gone_page_can_help (const GError *error);
KinPage *kin_key_gone_page_new      (KinFamily    *family,
                                     const GError *error);
void     kin_key_gone_page_open     (KinPage      *from,
                                     KinFamily    *family,
                                     KinPerson    *person,
                                     const GError *error);

G_END_DECLS
