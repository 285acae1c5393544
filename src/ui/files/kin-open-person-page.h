/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-import.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_OPEN_PERSON_PAGE (kin_open_person_page_get_type ())

G_DECLARE_FINAL_TYPE (KinOpenPersonPage, kin_open_person_page, KIN, OPEN_PERSON_PAGE, KinPage)

KinPage *kin_open_person_page_new (KinPerson *person,
                                   KinImport *import);

G_END_DECLS
