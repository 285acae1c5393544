/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KinEarlier:
 * @item: what an item said, with its resource
 * @until: when something else came in its place, UTC
 */
typedef struct
{
  KinItem *item;
  char    *until;
} KinEarlier;

void       kin_person_history_async  (KinPerson            *self,
                                      gint64                id,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GPtrArray *kin_person_history_finish (KinPerson            *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void       kin_earlier_free          (KinEarlier           *self);

G_END_DECLS
