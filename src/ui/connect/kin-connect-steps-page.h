/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_STEPS_PAGE (kin_connect_steps_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectStepsPage, kin_connect_steps_page, KIN, CONNECT_STEPS_PAGE, KinPage)

KinPage *kin_connect_steps_page_new       (KinClinic  *clinic);
KinPage *kin_connect_steps_page_new_after (KinClinic  *clinic,
                                           const char *last_name);

G_END_DECLS
