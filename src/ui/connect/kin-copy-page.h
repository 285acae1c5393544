/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_COPY_PAGE (kin_copy_page_get_type ())

G_DECLARE_FINAL_TYPE (KinCopyPage, kin_copy_page, KIN, COPY_PAGE, KinPage)

KinPage *kin_copy_page_new (const char *clinic_name);

G_END_DECLS
