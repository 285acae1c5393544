/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_COPY_ASKED_PAGE (kin_copy_asked_page_get_type ())

G_DECLARE_FINAL_TYPE (KinCopyAskedPage, kin_copy_asked_page, KIN, COPY_ASKED_PAGE, KinPage)

KinPage *kin_copy_asked_page_new (const char *id);

G_END_DECLS
