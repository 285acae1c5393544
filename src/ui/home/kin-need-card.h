/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_NEED_CARD (kin_need_card_get_type ())

G_DECLARE_FINAL_TYPE (KinNeedCard, kin_need_card, KIN, NEED_CARD, GtkWidget)

GtkWidget *kin_need_card_new         (const char  *words,
                                      const char  *detail,
                                      const char  *button,
                                      const char  *never);
void       kin_need_card_set_put_off (KinNeedCard *self,
                                      const char  *words);

G_END_DECLS
