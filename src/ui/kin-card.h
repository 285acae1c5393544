/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_CARD (kin_card_get_type ())

G_DECLARE_FINAL_TYPE (KinCard, kin_card, KIN, CARD, GtkButton)

GtkWidget *kin_card_new       (const char *icon,
                               const char *title);
void       kin_card_set_words (KinCard    *self,
                               const char *words);

G_END_DECLS
