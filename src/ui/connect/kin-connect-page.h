/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_PAGE (kin_connect_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectPage, kin_connect_page, KIN, CONNECT_PAGE, KinPage)

KinPage *kin_connect_page_new (void);

G_END_DECLS
