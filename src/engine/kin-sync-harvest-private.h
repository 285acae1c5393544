/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-page-private.h"

G_BEGIN_DECLS

/**
 * KinSyncHarvest:
 * @references: (element-type utf8): a set of `Type/id` that were not looked for yet
 * @looked_for: (element-type utf8): a set of those that were
 * @files: (element-type utf8 KinSyncFile): documents and pictures by address
 *
 * What the pages of a run point at.
 */
typedef struct
{
  GHashTable *references;
  GHashTable *looked_for;
  GHashTable *files;
} KinSyncHarvest;

KinSyncHarvest *kin_sync_harvest_new             (void);
KinSyncHarvest *kin_sync_harvest_ref             (KinSyncHarvest    *self);
void            kin_sync_harvest_unref           (KinSyncHarvest    *self);
void            kin_sync_harvest_add             (KinSyncHarvest    *self,
                                                  KinSyncPage       *page);
void            kin_sync_harvest_add_file        (KinSyncHarvest    *self,
                                                  const KinSyncFile *file);
GStrv           kin_sync_harvest_take_references (KinSyncHarvest    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSyncHarvest, kin_sync_harvest_unref)

G_END_DECLS
