/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-ask-private.h"

G_BEGIN_DECLS

/**
 * KinSyncSeen:
 *
 * What a portal showed in one run, and of which types it was asked for everything and showed it,
 * to the last page. Counted; used on the main thread only.
 */
typedef struct _KinSyncSeen KinSyncSeen;

KinSyncSeen *kin_sync_seen_new      (void);
KinSyncSeen *kin_sync_seen_ref      (KinSyncSeen          *self);
void         kin_sync_seen_unref    (KinSyncSeen          *self);
void         kin_sync_seen_add      (KinSyncSeen          *self,
                                     KinSyncPage          *page);
void         kin_sync_seen_note     (KinSyncSeen          *self,
                                     const char           *type,
                                     gboolean              whole);

void         kin_sync_gone_async    (KinSyncContext       *context,
                                     KinSyncSeen          *seen,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean     kin_sync_gone_finish   (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
