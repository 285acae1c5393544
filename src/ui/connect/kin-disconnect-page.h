/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_DISCONNECT_PAGE (kin_disconnect_page_get_type ())

G_DECLARE_FINAL_TYPE (KinDisconnectPage, kin_disconnect_page, KIN, DISCONNECT_PAGE, KinPage)

KinPage *kin_disconnect_page_new (KinConnection *connection);

G_END_DECLS
