/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_SEARCH_PAGE (kin_search_page_get_type ())

G_DECLARE_FINAL_TYPE (KinSearchPage, kin_search_page, KIN, SEARCH_PAGE, KinPage)

KinPage *kin_search_page_new (void);

G_END_DECLS
