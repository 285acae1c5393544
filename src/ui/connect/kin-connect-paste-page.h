/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"
#include "kin-sign-in.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_PASTE_PAGE (kin_connect_paste_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectPastePage, kin_connect_paste_page, KIN, CONNECT_PASTE_PAGE,
                      KinPage)

KinPage *kin_connect_paste_page_new (KinSignIn *sign_in);

G_END_DECLS
