/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-home-needs.h"

G_BEGIN_DECLS

#define KIN_TYPE_NEED_LIST (kin_need_list_get_type ())

G_DECLARE_FINAL_TYPE (KinNeedList, kin_need_list, KIN, NEED_LIST, GtkWidget)

void     kin_need_list_take_needs (KinNeedList *self,
                                   KinPerson   *person,
                                   GPtrArray   *needs);
void     kin_need_list_forget     (KinNeedList *self);
gboolean kin_need_list_undo_last  (KinNeedList *self);

G_END_DECLS
