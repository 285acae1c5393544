/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-fetch"

#include "kin-bench.h"
#include "kin-sync-ask-private.h"
#include "kin-test-connection.h"

#define QUESTIONS 4

/* bench-fetch FOLDER BASE_URL CERTIFICATE: everything that bench-serve has, by four questions
 * at a time as in a sync, until it is committed and found by a search. */

typedef struct
{
  KinRecordStore *store;
  guint           n_running;
  guint           n_asking;
  guint64         n_resources;
} Sync;

static KinClient *
connect_to (const char *base,
            const char *certificate)
{
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (certificate, NULL);
  g_autoptr (KinHttp) http = kin_http_new_with_database (database);
  g_autoptr (TestCredentials) credentials = test_credentials_new (NULL, NULL);
  g_autoptr (KinGrant) grant = test_grant_new ("bench", 3600);
  g_autoptr (KinPortal) portal = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_portal_discover_async (http, base, NULL, bench_ready, &result);
  done = bench_wait (&result);
  portal = kin_portal_discover_finish (done, &error);
  if (portal == NULL)
    g_error ("%s", error->message);

  return kin_client_new (http, portal, "bench", BENCH_PATIENT, kin_grant_get_scope (grant),
                         KIN_CREDENTIALS (credentials), grant);
}

static void
page_cb (KinSyncPage *page,
         gpointer     user_data)
{
}

static void
kept_cb (const KinIngestCounts *counts,
         gpointer               user_data)
{
  Sync *sync = user_data;

  sync->n_resources += counts->stored;
}

static void
asked_cb (gpointer user_data)
{
  Sync *sync = user_data;

  if (--sync->n_asking == 0)
    kin_record_store_keep (sync->store);
}

static const KinSyncAskFuncs funcs = { page_cb, kept_cb, asked_cb };

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Sync *sync = user_data;
  KinSyncAnswer answer = { 0 };
  g_autoptr (GError) error = NULL;

  if (!kin_sync_ask_finish (result, &answer, &error))
    g_error ("%s", error->message);
  if (answer.outcome != KIN_OUTCOME_ANSWERED)
    g_error ("a question was not answered: %s", answer.reason);
  sync->n_running--;
}

static void
ask (Sync           *sync,
     KinSyncContext *context,
     const char     *base,
     guint           number)
{
  g_autoptr (KinSyncQuery) query = g_rc_box_new0 (KinSyncQuery);

  query->type = g_strdup ("Page");
  query->name = g_strdup_printf ("Page %u", number);
  query->shapes = g_ptr_array_new_with_free_func (g_free);
  query->parts = g_ptr_array_new ();
  g_ptr_array_add (query->shapes, g_strdup_printf ("%s/Page?number=%u", base, number));
  sync->n_running++;
  sync->n_asking++;
  kin_sync_ask_async (context, query, NULL, &funcs, sync, NULL, answered_cb, sync);
}

static void
search (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_search_async (store, "blood pressure", 50, NULL, bench_ready, &result);
  done = bench_wait (&result);
  found = kin_record_store_search_finish (store, done, NULL);
  if (found == NULL || found->len == 0)
    g_error ("what was fetched is not found");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinSecret) key = NULL;
  g_autoptr (KinClient) client = NULL;
  g_autoptr (KinSyncContext) context = NULL;
  Sync sync = { 0 };
  KinClock start;

  bench_begin (argc, 4);
  key = bench_key_new ();
  store = bench_open (argv[1], key);
  client = connect_to (argv[2], argv[3]);
  sync.store = store;
  context = kin_sync_context_new (client, store, BENCH_CONNECTION);

  start = kin_clock_start ();
  for (guint i = 0; i < QUESTIONS; i++)
    ask (&sync, context, argv[2], i);
  while (sync.n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  search (store);
  kin_clock_report (start, sync.n_resources);

  bench_close (store);

  return 0;
}
