/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-sync-plan.h"

G_BEGIN_DECLS

#define KIT_BASE "https://portal.example/fhir"

/* When a portal was asked before. */
#define KIT_SINCE "2026-03-02T03:04:05Z"
#define KIT_WHOLE_SINCE "2026-02-28T03:04:05Z"

/* What a portal says of a type. */
#define KIT_SEARCHED "'interaction':[{'code':'search-type'},{'code':'read'}]"
#define KIT_TYPE(name) "{'type':'" name "'," KIT_SEARCHED "}"
#define KIT_BOTH ",'searchParam':[{'name':'_lastUpdated'},{'name':'date'}]}"
#define KIT_BY(name, parameter) \
  "{'type':'" name "'," KIT_SEARCHED ",'searchParam':[{'name':'" parameter "'}]," \
  "'searchRevInclude':['Provenance:target']}"

#define KIT_LABORATORY "Observation?category=laboratory"

GDateTime      *kit_now            (void);
KinPortal      *kit_vendors_portal (const char   *vendor,
                                    const char   *resources);
KinPortal      *kit_portal         (const char   *resources);
GHashTable     *kit_ledger         (const char   *query,
                                    const char   *since,
                                    const char   *full_since,
                                    guint         form);
KinLedgerEntry *kit_add_line       (GHashTable   *ledger,
                                    const char   *query,
                                    KinOutcome    answer,
                                    const char   *since,
                                    const char   *full_since);
KinSyncPlan    *kit_plan_all       (KinPortal    *portal,
                                    const char   *scope,
                                    const char   *patient);
KinSyncQuery   *kit_plan_one       (const char   *type,
                                    const char   *name,
                                    const char   *since,
                                    const char   *full_since,
                                    guint         form);
KinSyncQuery   *kit_find           (KinSyncPlan  *plan,
                                    const char   *name);
gboolean        kit_has            (KinSyncPlan  *plan,
                                    const char   *name);
const char     *kit_shape          (KinSyncQuery *query,
                                    guint         position);

G_END_DECLS
