/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-client.h"
#include "kin-ledger.h"
#include "kin-record-store.h"
#include "kin-sync-error-private.h"
#include "kin-sync-page-private.h"
#include "kin-sync-plan.h"

G_BEGIN_DECLS

/* The line of the ledger for things read one by one because something points at them. It is open
 * from the first page that brings something until all that was looked for. */
#define KIN_SYNC_REFERENCES "References"

/**
 * KinSyncContext:
 *
 * Whose record is asked for, where, and where it goes: made once for a run, and handed on whole,
 * so that no answer can end up with another person. Only @waiting and @deferred change.
 *
 * @waiting: bytes of the pages that are not committed yet
 * @deferred: (element-type GTask): questions that go on when less waits
 */
typedef struct
{
  KinClient      *client;
  KinRecordStore *record;
  char           *connection;
  char           *base;
  char           *patient_id;
  const KinQuirks *quirks;
  gsize           waiting;
  GQueue          deferred;
} KinSyncContext;

KinSyncContext *kin_sync_context_new   (KinClient      *client,
                                        KinRecordStore *record,
                                        const char     *connection);
KinSyncContext *kin_sync_context_ref   (KinSyncContext *self);
void            kin_sync_context_unref (KinSyncContext *self);

/**
 * KinSyncPageFunc:
 * @page: a page that is committed
 * @counts: what was in it
 */
typedef void (*KinSyncPageFunc) (KinSyncPage           *page,
                                 const KinIngestCounts *counts,
                                 gpointer               user_data);

/**
 * KinSyncAskFuncs:
 * @page: a page was read, and goes into the store
 * @kept: a page is committed, and what was in it
 * @asked: nothing more is asked for, and nothing went wrong that ends the run; what came may still
 *   be on its way into the store
 *
 * What is told of a question on its way.
 */
typedef struct
{
  void (*page)  (KinSyncPage           *page,
                 gpointer               user_data);
  void (*kept)  (const KinIngestCounts *counts,
                 gpointer               user_data);
  void (*asked) (gpointer               user_data);
} KinSyncAskFuncs;

/**
 * KinSyncAnswer:
 * @outcome: how the question went
 * @reason: (nullable): why it went so
 * @whole: all that there is was asked for and came, from its first page to its last, in this run
 * @otherwise: the portal does not take it: ask for more, or for its parts
 */
typedef struct
{
  KinOutcome  outcome;
  const char *reason;
  gboolean    whole;
  gboolean    otherwise;
} KinSyncAnswer;

void        kin_sync_ask_async  (KinSyncContext        *context,
                                 KinSyncQuery          *query,
                                 const KinLedgerEntry  *resume,
                                 const KinSyncAskFuncs *funcs,
                                 gpointer               funcs_data,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data);
gboolean    kin_sync_ask_finish (GAsyncResult          *result,
                                 KinSyncAnswer         *answer,
                                 GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSyncContext, kin_sync_context_unref)

G_END_DECLS
