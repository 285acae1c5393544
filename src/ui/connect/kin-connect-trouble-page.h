/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_TROUBLE_PAGE (kin_connect_trouble_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectTroublePage, kin_connect_trouble_page, KIN,
                      CONNECT_TROUBLE_PAGE, KinPage)

KinPage *kin_connect_trouble_page_new (const char *page_url);

G_END_DECLS
