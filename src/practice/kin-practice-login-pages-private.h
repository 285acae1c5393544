/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-care.h"
#include "kin-practice-tokens.h"

G_BEGIN_DECLS

KinPracticeAnswer *kin_practice_login_show_password (const char       *trouble);
KinPracticeAnswer *kin_practice_login_show_code     (const char       *trouble);
KinPracticeAnswer *kin_practice_login_show_person   (KinPracticeCare  *care,
                                                     const char       *trouble);
KinPracticeAnswer *kin_practice_login_show_share    (KinPracticeCare  *care,
                                                     KinPracticeGrant *grant,
                                                     const char       *trouble);
GPtrArray         *kin_practice_login_list_types    (KinPracticeCare  *care,
                                                     GPtrArray        *scopes);

G_END_DECLS
