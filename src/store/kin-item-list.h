/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-query.h"

G_BEGIN_DECLS

#define KIN_TYPE_ITEM_LIST (kin_item_list_get_type ())

/**
 * KinItemList:
 *
 * A live #GListModel of #KinItem for one #KinQuery, newest first. It knows the
 * ids of all rows and reads a row when it is asked for; an item stays the same
 * object while someone holds it and its row is unchanged.
 */
G_DECLARE_FINAL_TYPE (KinItemList, kin_item_list, KIN, ITEM_LIST, GObject)

struct _KinRecordStore;

KinItemList *kin_item_list_new       (struct _KinRecordStore *store,
                                      KinQuery               *query);
KinQuery    *kin_item_list_get_query (KinItemList            *self);
gboolean     kin_item_list_get_complete (KinItemList         *self);
GArray      *kin_item_list_get_years (KinItemList            *self);
gint64       kin_item_list_get_id    (KinItemList            *self,
                                      guint                   position);

G_END_DECLS
