/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PHONES_PAGE (kin_phones_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPhonesPage, kin_phones_page, KIN, PHONES_PAGE, KinPage)

KinPage *kin_phones_page_new (void);

G_END_DECLS
