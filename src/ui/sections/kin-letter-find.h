/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_LETTER_FIND (kin_letter_find_get_type ())

G_DECLARE_FINAL_TYPE (KinLetterFind, kin_letter_find, KIN, LETTER_FIND, GtkWidget)

gboolean kin_letter_find_open  (KinLetterFind *self,
                                GtkWidget     *place);
gboolean kin_letter_find_close (KinLetterFind *self);

G_END_DECLS
