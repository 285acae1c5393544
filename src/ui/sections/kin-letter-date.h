/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_LETTER_DATE (kin_letter_date_get_type ())

G_DECLARE_FINAL_TYPE (KinLetterDate, kin_letter_date, KIN, LETTER_DATE, GtkWidget)

GtkWidget *kin_letter_date_new  (KinPerson     *person,
                                 KinItem       *item);
void       kin_letter_date_show (KinLetterDate *self,
                                 KinItem       *item);

G_END_DECLS
