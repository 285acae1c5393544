/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-window.h"

G_BEGIN_DECLS

void kin_window_open_list    (KinWindow  *window,
                              GListModel *files);
void kin_window_choose_files (KinWindow  *window);
void kin_window_take_drops   (KinWindow  *window);

G_END_DECLS
