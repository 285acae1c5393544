/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-import.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_OPEN_PREVIEW_PAGE (kin_open_preview_page_get_type ())

G_DECLARE_FINAL_TYPE (KinOpenPreviewPage, kin_open_preview_page, KIN, OPEN_PREVIEW_PAGE, KinPage)

KinPage *kin_open_preview_page_new (KinImport *import,
                                    KinFamily *family,
                                    GSettings *settings);

G_END_DECLS
