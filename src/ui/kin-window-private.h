/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-window.h"

G_BEGIN_DECLS

/* For the files of the window itself. */

KinFamily *kin_window_get_family      (KinWindow      *self);
gboolean   kin_window_can_go_back     (KinWindow      *self);
void       kin_window_go_back         (KinWindow      *self);
void       kin_window_install_actions (GtkWidgetClass *widget_class);
void       kin_window_update_actions  (KinWindow      *self);

G_END_DECLS
