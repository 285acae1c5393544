/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"
#include "kin-print.h"

G_BEGIN_DECLS

KinPrint *kin_print_new_for_person (const char *title,
                                    KinPerson  *person);
void      kin_print_add_entry      (KinPrint   *print,
                                    KinPerson  *person,
                                    KinItem    *item);
void      kin_print_add_item       (KinPrint   *print,
                                    KinPerson  *person,
                                    KinItem    *item);
void      kin_print_add_amount     (KinPrint   *print,
                                    guint       n_entries);

G_END_DECLS
