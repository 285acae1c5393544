/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CONNECT_OTHER_PAGE (kin_connect_other_page_get_type ())

G_DECLARE_FINAL_TYPE (KinConnectOtherPage, kin_connect_other_page, KIN, CONNECT_OTHER_PAGE,
                      KinPage)

KinPage *kin_connect_other_page_new (KinFamily *family,
                                     KinPerson *last,
                                     KinClinic *clinic);

G_END_DECLS
