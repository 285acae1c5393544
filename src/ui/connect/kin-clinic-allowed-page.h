/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CLINIC_ALLOWED_PAGE (kin_clinic_allowed_page_get_type ())

G_DECLARE_FINAL_TYPE (KinClinicAllowedPage, kin_clinic_allowed_page, KIN, CLINIC_ALLOWED_PAGE,
                      KinPage)

KinPage *kin_clinic_allowed_page_new (KinConnection *connection);

G_END_DECLS
