/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_LETTER_VIEW (kin_letter_view_get_type ())

G_DECLARE_FINAL_TYPE (KinLetterView, kin_letter_view, KIN, LETTER_VIEW, GtkWidget)

gboolean   kin_letter_view_can_show         (const char    *kind,
                                             GBytes        *bytes);
GtkWidget *kin_letter_view_new              (const char    *kind,
                                             GBytes        *bytes);
void       kin_letter_view_show_words       (KinLetterView *self);
GPtrArray *kin_letter_view_get_texts        (KinLetterView *self);
gboolean   kin_letter_view_get_is_reading   (KinLetterView *self);
gboolean   kin_letter_view_get_has_pictures (KinLetterView *self);

G_END_DECLS
