/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "sync-plan-kit"

#include "config.h"

#include <string.h>

#include "kin-portal-private.h"
#include "sync-plan-kit.h"

GDateTime *
kit_now (void)
{
  return g_date_time_new_utc (2026, 3, 4, 12, 0, 0);
}

/* A plan for everything. */
KinSyncPlan *
kit_plan_all (KinPortal  *portal,
              const char *scope,
              const char *patient)
{
  g_autoptr (GDateTime) now = kit_now ();

  return kin_sync_plan_new (portal, scope, patient, now, NULL);
}

KinLedgerEntry *
kit_add_line (GHashTable *ledger,
              const char *query,
              KinOutcome  answer,
              const char *since,
              const char *full_since)
{
  KinLedgerEntry *line = g_new0 (KinLedgerEntry, 1);

  line->query = g_strdup (query);
  line->answer = answer;
  line->since = g_strdup (since);
  line->full_since = g_strdup (full_since);
  g_hash_table_insert (ledger, line->query, line);

  return line;
}

/* What the ledger says of a question that was answered. */
GHashTable *
kit_ledger (const char *query,
            const char *since,
            const char *full_since,
            guint       form)
{
  GHashTable *ledger = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) kin_ledger_entry_free);

  kit_add_line (ledger, query, KIN_OUTCOME_ANSWERED, since, full_since)->form = form;

  return ledger;
}

/* A portal of a vendor with these types; single quotes stand for double ones. */
KinPortal *
kit_vendors_portal (const char *vendor,
                    const char *resources)
{
  g_auto (KinPortalParts) parts = { 0 };
  g_autofree char *smart = g_strdup (
    "{'authorization_endpoint':'https://portal.example/a',"
    "'token_endpoint':'https://portal.example/t','code_challenge_methods_supported':['S256'],"
    "'capabilities':['launch-standalone','permission-v2']}");
  g_autofree char *fhir = g_strdup_printf (
    "{'resourceType':'CapabilityStatement','status':'active','date':'2026','kind':'instance',"
    "%s'fhirVersion':'4.0.1','format':['json'],'rest':[{'mode':'server','resource':[%s]}]}",
    vendor, resources);
  g_autoptr (GBytes) smart_bytes = NULL;
  g_autoptr (GBytes) fhir_bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_strdelimit (smart, "'", '"');
  g_strdelimit (fhir, "'", '"');
  smart_bytes = g_bytes_new (smart, strlen (smart));
  fhir_bytes = g_bytes_new (fhir, strlen (fhir));
  kin_portal_parts_init (&parts);
  parts.base = g_strdup (KIT_BASE);
  parts.base_uri = g_uri_parse (KIT_BASE "/", G_URI_FLAGS_ENCODED, NULL);
  kin_discovery_read_smart (&parts, smart_bytes, &error);
  g_assert_no_error (error);
  kin_discovery_read_fhir (&parts, fhir_bytes, &error);
  g_assert_no_error (error);

  return kin_portal_new (&parts);
}

KinPortal *
kit_portal (const char *resources)
{
  return kit_vendors_portal ("", resources);
}

/* The question must be there. */
KinSyncQuery *
kit_find (KinSyncPlan *plan,
          const char  *name)
{
  GPtrArray *queries = kin_sync_plan_get_queries (plan);

  for (guint i = 0; i < queries->len; i++)
    {
      KinSyncQuery *query = g_ptr_array_index (queries, i);

      if (g_str_equal (query->name, name))
        return query;
    }

  g_error ("There is no question %s", name);
}

gboolean
kit_has (KinSyncPlan *plan,
         const char  *name)
{
  GPtrArray *queries = kin_sync_plan_get_queries (plan);
  gboolean found = FALSE;

  for (guint i = 0; i < queries->len; i++)
    found = found || g_str_equal (((KinSyncQuery *) g_ptr_array_index (queries, i))->name, name);

  return found;
}

const char *
kit_shape (KinSyncQuery *query,
           guint         position)
{
  return position < query->shapes->len ? g_ptr_array_index (query->shapes, position) : NULL;
}

KinSyncQuery *
kit_plan_one (const char *type,
              const char *name,
              const char *since,
              const char *full_since,
              guint       form)
{
  g_autofree char *resource = g_strconcat ("{'type':'", type, "'," KIT_SEARCHED KIT_BOTH, NULL);
  g_autoptr (KinPortal) portal = kit_portal (resource);
  g_autoptr (GDateTime) now = kit_now ();
  g_autoptr (GHashTable) ledger = kit_ledger (name, since, full_since, form);
  g_autoptr (KinSyncPlan) plan = kin_sync_plan_new (portal, "patient/*.rs", "p", now, ledger);

  return kin_sync_query_ref (kit_find (plan, name));
}
