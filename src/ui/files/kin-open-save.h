/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-import.h"
#include "kin-page.h"

G_BEGIN_DECLS

KinPage *kin_open_saving_page_new (void);
void     kin_open_save            (KinPage   *page,
                                   KinImport *import);
void     kin_open_save_first      (KinPage   *page,
                                   KinPerson *person,
                                   KinImport *import,
                                   KinFamily *family,
                                   GSettings *settings);

G_END_DECLS
