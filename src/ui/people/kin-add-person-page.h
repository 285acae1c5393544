/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_ADD_PERSON_PAGE (kin_add_person_page_get_type ())

G_DECLARE_FINAL_TYPE (KinAddPersonPage, kin_add_person_page, KIN, ADD_PERSON_PAGE, KinPage)

KinPage   *kin_add_person_page_new        (KinFamily        *family,
                                           KinPersonFlags    flags);
KinFamily *kin_add_person_page_get_family (KinAddPersonPage *self);

G_END_DECLS
