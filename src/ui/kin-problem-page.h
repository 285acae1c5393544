/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_PROBLEM_PAGE (kin_problem_page_get_type ())

G_DECLARE_FINAL_TYPE (KinProblemPage, kin_problem_page, KIN, PROBLEM_PAGE, KinPage)

KinPage *kin_problem_page_new  (const GError *error);
void     kin_problem_page_tell (KinPerson    *person,
                                const char   *what,
                                const GError *error);

G_END_DECLS
