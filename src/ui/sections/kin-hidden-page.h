/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"
#include "kin-section.h"

G_BEGIN_DECLS

#define KIN_TYPE_HIDDEN_PAGE (kin_hidden_page_get_type ())

G_DECLARE_FINAL_TYPE (KinHiddenPage, kin_hidden_page, KIN, HIDDEN_PAGE, KinPage)

KinPage *kin_hidden_page_new (KinSection section);

G_END_DECLS
