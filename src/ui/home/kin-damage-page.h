/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

KinPage *kin_damage_page_new_from_copy (KinPerson *person);
char    *kin_damage_dup_list_words     (const char *time);
char    *kin_damage_dup_left_words     (const char *names);
KinPage *kin_damage_page_new_began_again (KinPerson *person);
KinPage *kin_damage_page_new_log_lost  (KinPerson *person);

G_END_DECLS
