/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_CLINICS_PAGE (kin_clinics_page_get_type ())

G_DECLARE_FINAL_TYPE (KinClinicsPage, kin_clinics_page, KIN, CLINICS_PAGE, KinPage)

KinPage *kin_clinics_page_new (void);

G_END_DECLS
