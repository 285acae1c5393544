/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_CORRECT_PAGE (kin_connect_correct_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectCorrectPage, kin_connect_correct_page, KIN, CONNECT_CORRECT_PAGE,
                      KinPage)

KinPage *kin_connect_correct_page_new (KinClinic *clinic);

G_END_DECLS
