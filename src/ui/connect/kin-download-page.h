/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_DOWNLOAD_PAGE (kin_download_page_get_type ())

G_DECLARE_FINAL_TYPE (KinDownloadPage, kin_download_page, KIN, DOWNLOAD_PAGE, KinPage)

KinPage *kin_download_page_new        (const char *name,
                                       const char *website);
KinPage *kin_download_page_new_clinic (KinClinic  *clinic);

G_END_DECLS
