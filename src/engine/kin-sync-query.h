/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "kin-sync-window.h"

G_BEGIN_DECLS

/**
 * KinSyncQuery:
 *
 * One question of a plan. Counted and immutable.
 *
 * @name: what it asks for, without the patient: `Observation?category=laboratory`; it stays
 *   the same over the years, and is what cursors and the ledger are kept by
 * @shapes: URLs that ask the same, in the order they are tried when one is refused
 * @first: the shape to begin with: the portal took it before
 * @window: how much it asks for
 * @from: (nullable): from when on
 * @deaf: how many narrower windows the portal is known not to take
 * @wider: (nullable): the same question about more, asked when the portal does not take this one
 * @retry_empty: an empty answer to the first shape does not mean that there is nothing
 * @parts: (element-type KinSyncQuery): narrower questions, asked in its place when every
 *   shape is refused
 * @partial: the type has more than this and its sisters ask for
 * @maybe: not every portal knows what it asks for; one that does not has nothing of it
 * @skip: (nullable): why it is not asked at all
 */
typedef struct _KinSyncQuery KinSyncQuery;

struct _KinSyncQuery
{
  char       *type;
  char       *name;
  GPtrArray  *shapes;
  gboolean    retry_empty;
  GPtrArray  *parts;
  gboolean    partial;
  gboolean    maybe;
  const char *skip;

  guint          first;
  KinSyncWindow  window;
  char          *from;
  guint          deaf;
  KinSyncQuery  *wider;
};

#define KIN_TYPE_SYNC_QUERY (kin_sync_query_get_type ())

GType         kin_sync_query_get_type (void) G_GNUC_CONST;
KinSyncQuery *kin_sync_query_ref      (KinSyncQuery       *self);
void          kin_sync_query_unref    (KinSyncQuery       *self);
guint         kin_sync_query_get_form (const KinSyncQuery *self,
                                       guint               shape);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSyncQuery, kin_sync_query_unref)

G_END_DECLS
