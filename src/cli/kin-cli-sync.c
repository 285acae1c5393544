/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-sync"

#include "config.h"

#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-person-record.h"
#include "kin-problem.h"
#include "kin-sync-run.h"

/* What all runs of one command came to. */
typedef struct
{
  GPtrArray *runs;
  gboolean   sign_in;
  gboolean   failed;         /* a run ended before its end */
  gboolean   incomplete;     /* a question broke off */
} Total;

static KinSyncProgress *
progress_at (Total *total,
             guint  position)
{
  return kin_sync_run_get_progress (g_ptr_array_index (total->runs, position));
}

static void
count (Total   *total,
       guint64 *requests,
       guint64 *resources,
       guint64 *stored,
       guint64 *unchanged,
       guint64 *quarantined)
{
  *requests = *resources = *stored = *unchanged = *quarantined = 0;
  for (guint i = 0; i < total->runs->len; i++)
    {
      KinSyncProgress *progress = progress_at (total, i);

      *requests += kin_sync_progress_get_requests (progress);
      *resources += kin_sync_progress_get_resources (progress);
      *stored += kin_sync_progress_get_stored (progress);
      *unchanged += kin_sync_progress_get_unchanged (progress);
      *quarantined += kin_sync_progress_get_quarantined (progress);
    }
}

static void
build_step (JsonBuilder *builder,
            KinSyncStep *step)
{
  json_builder_begin_object (builder);
  kin_cli_json_string (builder, "query", kin_sync_step_get_query (step));
  kin_cli_json_string (builder, "state", kin_sync_state_get_id (kin_sync_step_get_state (step)));
  kin_cli_json_string (builder, "reason", kin_sync_step_get_reason (step));
  kin_cli_json_int (builder, "pages", kin_sync_step_get_pages (step));
  kin_cli_json_int (builder, "stored", (gint64) kin_sync_step_get_stored (step));
}

static void
build_steps (JsonBuilder   *builder,
             KinConnection *connection,
             GListModel    *steps,
             gboolean       with_time)
{
  guint n_steps = g_list_model_get_n_items (steps);

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (steps, i);

      build_step (builder, step);
      kin_cli_json_string (builder, "connection", kin_connection_get_id (connection));
      if (with_time)
        kin_cli_json_string (builder, "updated", kin_sync_step_get_updated (step));
      json_builder_end_object (builder);
    }
}

static void
print_total_json (Total *total)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint64 requests, resources, stored, unchanged, quarantined;

  count (total, &requests, &resources, &stored, &unchanged, &quarantined);
  json_builder_begin_object (builder);
  kin_cli_json_int (builder, "requests", (gint64) requests);
  kin_cli_json_int (builder, "resources", (gint64) resources);
  kin_cli_json_int (builder, "stored", (gint64) stored);
  kin_cli_json_int (builder, "unchanged", (gint64) unchanged);
  kin_cli_json_int (builder, "quarantined", (gint64) quarantined);
  kin_cli_json_array (builder, "queries");
  for (guint i = 0; i < total->runs->len; i++)
    {
      KinSyncRun *run = g_ptr_array_index (total->runs, i);

      build_steps (builder, kin_sync_run_get_connection (run),
                   kin_sync_progress_get_steps (progress_at (total, i)), FALSE);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  kin_cli_json_print (builder);
}

static void
print_total (Total *total)
{
  guint64 requests, resources, stored, unchanged, quarantined;

  count (total, &requests, &resources, &stored, &unchanged, &quarantined);
  kin_cli_print ("%" G_GUINT64_FORMAT " entries came: %" G_GUINT64_FORMAT " new or changed, %"
                 G_GUINT64_FORMAT " already here.", resources, stored, unchanged);
  if (quarantined > 0)
    kin_cli_print ("%" G_GUINT64_FORMAT " could not be used and were set aside.", quarantined);
}

/* Says which part did not come. */
static void
say_what_is_missing (KinSyncProgress *progress)
{
  GListModel *steps = kin_sync_progress_get_steps (progress);
  guint n_steps = g_list_model_get_n_items (steps);

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (steps, i);
      const char *reason = kin_sync_step_get_reason (step);

      switch (kin_sync_step_get_state (step))
        {
        case KIN_SYNC_FAILED:
          kin_cli_say ("Not whole: %s (%s). The next sync goes on from there.",
                       kin_sync_step_get_query (step), reason != NULL ? reason : "it broke off");
          break;
        case KIN_SYNC_REFUSED:
        case KIN_SYNC_SKIPPED:
          kin_cli_say ("Not given: %s (%s).", kin_sync_step_get_query (step),
                       reason != NULL ? reason : "the portal refused");
          break;
        case KIN_SYNC_ANSWERED:
        case KIN_SYNC_WAITING:
        case KIN_SYNC_RUNNING:
        default:
          break;
        }
    }

  if (kin_sync_progress_get_missing (progress) > 0)
    kin_cli_say ("Documents or pictures that could not be had: %u.",
                 kin_sync_progress_get_missing (progress));
}

static void
sync_one (KinCli        *cli,
          KinConnection *connection,
          Total         *total)
{
  KinSyncRun *run = kin_sync_run_new (cli->person, connection, cli->full);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (total->runs, run);
  kin_sync_run_start_async (run, cli->cancellable, kin_cli_done, cli);
  if (!kin_sync_run_start_finish (run, kin_cli_wait (cli), &error))
    {
      total->failed = TRUE;
      total->sign_in = kin_cli_fail (error) == KIN_CLI_NEEDS_SIGN_IN || total->sign_in;
    }
  else if (!kin_sync_progress_get_complete (kin_sync_run_get_progress (run)))
    {
      total->incomplete = TRUE;
    }

  say_what_is_missing (kin_sync_run_get_progress (run));
  kin_cli_read_letters (cli);
}

static KinCliExit
exit_of (Total *total)
{
  guint64 requests, resources, stored, unchanged, quarantined;

  count (total, &requests, &resources, &stored, &unchanged, &quarantined);
  if (total->sign_in)
    return KIN_CLI_NEEDS_SIGN_IN;
  if (total->failed)
    return resources > 0 ? KIN_CLI_PARTLY : KIN_CLI_ERROR;

  return total->incomplete ? KIN_CLI_PARTLY : KIN_CLI_DONE;
}

/* Brings one record home as part of another command, which has an answer of its own. */
KinCliExit
kin_cli_sync_now (KinCli        *cli,
                  KinConnection *connection)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  Total total = { .runs = runs };

  kin_cli_say ("This portal lets nobody stay signed in: the record is brought home now.");
  sync_one (cli, connection, &total);
  if (!cli->json)
    print_total (&total);

  return exit_of (&total);
}

/* sync PERSON [--full] */
KinCliExit
kin_cli_sync (KinCli *cli)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  Total total = { .runs = runs };
  guint n_connections = g_list_model_get_n_items (G_LIST_MODEL (cli->person));

  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (cli->person), i);

      if (kin_connection_get_is_portal (connection) &&
          !kin_connection_state_is_over (kin_connection_get_state (connection)) &&
          !g_cancellable_is_cancelled (cli->cancellable))
        sync_one (cli, connection, &total);
    }

  if (runs->len == 0)
    {
      kin_cli_say ("No portal is connected. Connect one with “connect”.");
      return KIN_CLI_ERROR;
    }

  if (cli->json)
    print_total_json (&total);
  else
    print_total (&total);

  return exit_of (&total);
}

static void
print_ledger (KinConnection *connection,
              GListModel    *lines)
{
  guint n_lines = g_list_model_get_n_items (lines);
  const char *base = kin_connection_get_base (connection);

  kin_cli_print ("%s  %s", kin_connection_get_id (connection), base != NULL ? base : "files");
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (lines, i);
      const char *reason = kin_sync_step_get_reason (step);

      kin_cli_print ("  %-9s %5u pages %7" G_GUINT64_FORMAT " new  %s%s%s",
                     kin_sync_state_get_id (kin_sync_step_get_state (step)),
                     kin_sync_step_get_pages (step), kin_sync_step_get_stored (step),
                     kin_sync_step_get_query (step), reason != NULL ? ": " : "",
                     reason != NULL ? reason : "");
    }
}

/* ledger PERSON */
KinCliExit
kin_cli_ledger (KinCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_connections = g_list_model_get_n_items (G_LIST_MODEL (cli->person));

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (cli->person), i);
      g_autoptr (GListModel) lines = NULL;
      g_autoptr (GError) error = NULL;

      kin_person_ledger_async (cli->person, connection, cli->cancellable, kin_cli_done, cli);
      lines = kin_person_ledger_finish (cli->person, kin_cli_wait (cli), &error);
      if (lines == NULL)
        return kin_cli_fail (error);

      if (cli->json)
        build_steps (builder, connection, lines, TRUE);
      else
        print_ledger (connection, lines);
    }
  json_builder_end_array (builder);

  if (cli->json)
    kin_cli_json_print (builder);

  return KIN_CLI_DONE;
}
