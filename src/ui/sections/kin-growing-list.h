/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define KIN_TYPE_GROWING_LIST (kin_growing_list_get_type ())

G_DECLARE_FINAL_TYPE (KinGrowingList, kin_growing_list, KIN, GROWING_LIST, GObject)

GListModel *kin_growing_list_new  (GListModel *all);
gboolean    kin_growing_list_grow (gpointer    list);

G_END_DECLS
