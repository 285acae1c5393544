/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PHOTO_PAGE (kin_photo_page_get_type ())

G_DECLARE_FINAL_TYPE (KinPhotoPage, kin_photo_page, KIN, PHOTO_PAGE, KinPage)

KinPage *kin_photo_page_new (KinFamily *family);

G_END_DECLS
