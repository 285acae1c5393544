/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-references"

#include "config.h"

#include "kin-sync-extras-private.h"
#include "kin-sync-follow-private.h"

#define PARALLEL 4

/* Reads a list of single resources, four at a time. */
typedef struct
{
  KinSyncContext  *context;
  GStrv            references;
  KinStep         *line;
  gboolean         again;
  KinSyncPageFunc  on_page;
  gpointer         on_page_data;

  guint            next;
  guint            running;         /* requests on their way */
  guint            waiting;         /* resources on their way into the store */
  gboolean         kept;            /* the store knows that no more are coming */
  GError          *error;
} Reading;

/* One of them on its way. */
typedef struct
{
  GTask       *task;
  const char  *reference;
  KinSyncPage *page;
} Single;

static void
reading_free (Reading *reading)
{
  kin_sync_context_unref (reading->context);
  g_strfreev (reading->references);
  g_clear_error (&reading->error);
  g_free (reading);
}

static void pump (GTask *task);

static void
single_free (Single *single)
{
  g_clear_pointer (&single->page, kin_sync_page_free);
  g_object_unref (single->task);
  g_free (single);
}

/* What cannot be read is only a name that stays a reference. Unless it was refused it is looked
 * for once more, and for as long as it is not the thing itself that fails. */
static void
note_error (Reading *reading,
            GError  *error)
{
  if (error == NULL)
    return;

  if (kin_sync_is_fatal (error) && reading->error == NULL)
    {
      reading->error = error;
      return;
    }

  if (!kin_sync_is_refusal (error) && (!reading->again || kin_sync_will_pass (error)))
    reading->line->reason = kin_sync_reason (error);
  g_error_free (error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Single *single = user_data;
  Reading *reading = g_task_get_task_data (single->task);
  KinIngestCounts counts = { 0 };
  GError *error = NULL;

  reading->waiting--;
  if (kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, &counts, &error))
    reading->on_page (single->page, &counts, reading->on_page_data);
  note_error (reading, error);

  pump (single->task);
  single_free (single);
}

/* The store commits several together: the next is asked for meanwhile. */
static void
hand_over (Single *single)
{
  Reading *reading = g_task_get_task_data (single->task);

  reading->line->page++;
  reading->waiting++;
  kin_record_store_ingest_async (reading->context->record, reading->context->connection,
                                 single->page->bundle, reading->line,
                                 g_task_get_cancellable (single->task), stored_cb, single);
}

static gboolean
is_what_was_asked (Single *single)
{
  KinBundle *bundle = single->page->bundle;
  g_autofree char *got = NULL;

  if (kin_bundle_get_n_entries (bundle) != 1)
    return FALSE;

  got = g_strconcat (kin_bundle_get_type_at (bundle, 0), "/", kin_bundle_get_id_at (bundle, 0),
                     NULL);
  return g_str_equal (got, single->reference);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Single *single = user_data;
  Reading *reading = g_task_get_task_data (single->task);
  g_autoptr (KinAnswer) answer = NULL;
  g_autoptr (GTask) task = g_object_ref (single->task);
  GError *error = NULL;

  reading->running--;
  answer = kin_client_fetch_finish (KIN_CLIENT (source), result, &error);
  if (answer != NULL && kin_answer_get_bundle (answer) != NULL)
    single->page = kin_sync_page_new (kin_answer_get_bundle (answer), reading->context->base,
                                      reading->context->patient_id, &error);
  note_error (reading, error);

  if (single->page != NULL && is_what_was_asked (single))
    hand_over (single);
  else
    single_free (single);
  pump (task);
}

static void
start_single (GTask      *task,
              const char *reference)
{
  Reading *reading = g_task_get_task_data (task);
  g_autofree char *escaped = g_uri_escape_string (reference, "/", FALSE);
  g_autofree char *url = g_strconcat (reading->context->base, "/", escaped, NULL);
  Single *single = g_new0 (Single, 1);

  single->task = g_object_ref (task);
  single->reference = reference;
  reading->running++;
  kin_client_fetch_async (reading->context->client, url, g_task_get_cancellable (task), fetched_cb,
                          single);
}

static void
pump (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  while (reading->error == NULL && reading->running < PARALLEL &&
         reading->references[reading->next] != NULL)
    start_single (task, reading->references[reading->next++]);

  if (reading->running > 0)
    return;

  if (reading->waiting > 0)
    {
      if (!reading->kept)
        kin_record_store_keep (reading->context->record);
      reading->kept = TRUE;
      return;
    }

  if (reading->error != NULL)
    g_task_return_error (task, g_steal_pointer (&reading->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * kin_sync_read_references_async:
 * @references: `Type/id` of things that belong to no one person
 * @line: (inout): of the ledger, as it is so far, with why something is still to be looked for;
 *   must outlive the call
 * @again: an earlier run could not read some of them
 *
 * Reads and stores each of them.
 */
void
kin_sync_read_references_async (KinSyncContext      *context,
                                const char * const  *references,
                                KinStep             *line,
                                gboolean             again,
                                KinSyncPageFunc      on_page,
                                gpointer             on_page_data,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->context = kin_sync_context_ref (context);
  reading->references = g_strdupv ((GStrv) references);
  reading->line = line;
  reading->again = again;
  reading->on_page = on_page;
  reading->on_page_data = on_page_data;

  g_task_set_source_tag (task, kin_sync_read_references_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  pump (task);
}

gboolean
kin_sync_read_references_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
