/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"
#include "kin-section.h"

G_BEGIN_DECLS

#define KIN_TYPE_SECTION_PAGE (kin_section_page_get_type ())

G_DECLARE_FINAL_TYPE (KinSectionPage, kin_section_page, KIN, SECTION_PAGE, KinPage)

KinPage    *kin_section_page_new         (KinSection      section);
KinSection  kin_section_page_get_section (KinSectionPage *self);

G_END_DECLS
