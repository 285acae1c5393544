/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-follow"

#include "config.h"

#include <string.h>

#include "kin-scope.h"
#include "kin-sync-extras-private.h"
#include "kin-sync-follow-private.h"
#include "kin-task.h"

#define MAX_ROUNDS 4
#define MAX_FILE_TRIES 5
#define RAW_BATCH 200

/* What the answers point at, what that points at in turn, and then documents and pictures. */
typedef struct
{
  KinSyncContext  *context;
  KinSyncHarvest  *harvest;
  KinSyncProgress *progress;
  gboolean         again;
  gboolean         failed;         /* an earlier run could not read something pointed at */
  gboolean         full;
  guint            rounds;
  char            *since;          /* when all that is here was last looked through */
  KinStep          line;
} Follow;

static void
follow_free (Follow *self)
{
  kin_sync_context_unref (self->context);
  kin_sync_harvest_unref (self->harvest);
  g_object_unref (self->progress);
  g_free (self->since);
  g_free (self);
}

/* The ledger's last word: whether nothing that was read points at something not looked for. */
static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL,
                                                        &error),
                        &error);
}

static void
close_line (GTask *task)
{
  Follow *self = g_task_get_task_data (task);

  self->line.answer = self->line.reason == NULL ? KIN_OUTCOME_ANSWERED : KIN_OUTCOME_FAILED;
  if (self->line.reason != NULL)
    kin_sync_step_set_state (kin_sync_progress_add_step (self->progress, KIN_SYNC_REFERENCES),
                             KIN_SYNC_FAILED, self->line.reason);
  kin_record_store_ingest_async (self->context->record, self->context->connection, NULL,
                                 &self->line, g_task_get_cancellable (task), closed_cb,
                                 g_object_ref (task));
}

static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Follow *self = g_task_get_task_data (task);
  guint missing = 0;
  GError *error = NULL;

  if (!kin_sync_fetch_files_finish (result, &missing, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  kin_sync_progress_set_missing (self->progress, missing);
  kin_sync_progress_set_requests (self->progress,
                                  kin_client_get_n_requests (self->context->client));
  close_line (task);
}

/* What is here already is not asked for again; what an earlier run could not get is, and if it
 * was in vain too often, now and then only. */
static void
sort_known_files (Follow    *self,
                  GPtrArray *known)
{
  for (guint i = 0; i < known->len; i++)
    {
      const KinAttachment *attachment = g_ptr_array_index (known, i);
      const KinSyncFile file = { attachment->url, attachment->content_type, -1, NULL,
                                 attachment->tries };
      gboolean tired = attachment->tries >= MAX_FILE_TRIES && !self->again && !self->full;

      if (attachment->hash != NULL || tired)
        g_hash_table_remove (self->harvest->files, attachment->url);
      else
        kin_sync_harvest_add_file (self->harvest, &file);
    }
}

/* Those that came to nothing before come last: a server that fails at them is then left alone for
 * a while, and must have sent the others. */
static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const KinSyncFile *first = *(const KinSyncFile * const *) a;
  const KinSyncFile *second = *(const KinSyncFile * const *) b;

  if (first->tries != second->tries)
    return first->tries < second->tries ? -1 : 1;

  return strcmp (first->url, second->url);
}

static void
known_files_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) files = NULL;
  Follow *self = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer file;
  GError *error = NULL;

  known = kin_record_store_get_attachments_finish (KIN_RECORD_STORE (source), result, &error);
  if (known == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sort_known_files (self, known);
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_file_free);
  g_hash_table_iter_init (&iter, self->harvest->files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    g_ptr_array_add (files, kin_sync_file_copy (file));
  g_ptr_array_sort (files, compare_files);

  kin_sync_fetch_files_async (self->context, files, self->full, g_task_get_cancellable (task),
                              files_cb, g_object_ref (task));
}

static void look_for_references (GTask *task);

static void
on_reference (KinSyncPage           *page,
              const KinIngestCounts *counts,
              gpointer               user_data)
{
  Follow *self = user_data;
  KinSyncStep *step = kin_sync_progress_add_step (self->progress, KIN_SYNC_REFERENCES);

  kin_sync_progress_count_page (self->progress, KIN_SYNC_REFERENCES, counts);
  kin_sync_step_set_state (step, KIN_SYNC_ANSWERED, NULL);
  kin_sync_harvest_add (self->harvest, page);
}

static void
references_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_sync_read_references_finish (result, &error))
    look_for_references (task);
  else
    g_task_return_error (task, error);
}

static void
missing_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) missing = NULL;
  Follow *self = g_task_get_task_data (task);
  GError *error = NULL;

  missing = kin_record_store_find_missing_finish (KIN_RECORD_STORE (source), result, &error);
  if (missing == NULL)
    g_task_return_error (task, error);
  else
    kin_sync_read_references_async (self->context, (const char * const *) missing, &self->line,
                                    self->failed, on_reference, self, g_task_get_cancellable (task),
                                    references_cb, g_object_ref (task));
}

static gboolean
may_read (Follow     *self,
          const char *reference)
{
  g_auto (GStrv) parts = g_strsplit (reference, "/", 2);

  return kin_scope_allows (kin_client_get_scope (self->context->client), parts[0], 'r');
}

static void
look_for_references (GTask *task)
{
  Follow *self = g_task_get_task_data (task);
  g_auto (GStrv) references = kin_sync_harvest_take_references (self->harvest);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; references[i] != NULL; i++)
    if (may_read (self, references[i]))
      g_ptr_array_add (wanted, references[i]);
  g_ptr_array_add (wanted, NULL);

  if (wanted->len == 1 || self->rounds++ >= MAX_ROUNDS)
    kin_record_store_get_attachments_async (self->context->record, self->context->connection,
                                            g_task_get_cancellable (task), known_files_cb,
                                            g_object_ref (task));
  else
    kin_record_store_find_missing_async (self->context->record, self->context->connection,
                                         (const char * const *) wanted->pdata,
                                         g_task_get_cancellable (task), missing_cb,
                                         g_object_ref (task));
}

/* After a run that broke off, what its pages point at is read from the record. */

static void read_again (GTask  *task,
                        gint64  after);

static void
harvest_again (Follow               *self,
               const KinRawResource *raw)
{
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (KinSyncPage) page = NULL;

  if (g_strcmp0 (raw->connection, self->context->connection) != 0)
    return;

  bundle = kin_bundle_new (raw->bytes, NULL);
  if (bundle != NULL)
    page = kin_sync_page_new (bundle, self->context->base, self->context->patient_id, NULL);
  if (page != NULL)
    kin_sync_harvest_add (self->harvest, page);
}

static void
raw_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) batch = NULL;
  gint64 last = 0;
  GError *error = NULL;

  batch = kin_record_store_read_raw_finish (KIN_RECORD_STORE (source), result, &error);
  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < batch->len; i++)
    {
      const KinRawResource *raw = g_ptr_array_index (batch, i);

      last = raw->id;
      harvest_again (g_task_get_task_data (task), raw);
    }

  if (batch->len > 0)
    read_again (task, last);
  else
    look_for_references (task);
}

static void
read_again (GTask  *task,
            gint64  after)
{
  Follow *self = g_task_get_task_data (task);

  kin_record_store_read_raw_async (self->context->record, after, RAW_BATCH,
                                   g_task_get_cancellable (task), raw_cb, g_object_ref (task));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_record_store_ingest_finish (KIN_RECORD_STORE (source), result, NULL, &error))
    read_again (task, 0);
  else
    g_task_return_error (task, error);
}

/* Until all that is here was looked through the line is open, so that it is closed anew. */
static void
open_line (GTask *task)
{
  Follow *self = g_task_get_task_data (task);

  kin_record_store_ingest_async (self->context->record, self->context->connection, NULL,
                                 &self->line, g_task_get_cancellable (task), opened_cb,
                                 g_object_ref (task));
}

/* When all that is here was last looked through, by our clock: no portal is asked since then. */
static char *
find_since (const KinLedgerEntry *before,
            gboolean              again)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return before == NULL || again ? g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ")
                                 : g_strdup (before->since);
}

/**
 * kin_sync_follow_async:
 * @harvest: what the answers of this run point at
 * @before: (nullable): what the ledger says about what is pointed at
 * @again: also what earlier runs brought points at, and files that were given up
 * @full: also try files that are large
 *
 * Reads what is pointed at and is not here yet: professionals, places, medicines; then documents
 * and pictures.
 */
void
kin_sync_follow_async (KinSyncContext      *context,
                       KinSyncHarvest      *harvest,
                       KinSyncProgress     *progress,
                       const KinLedgerEntry *before,
                       gboolean             again,
                       gboolean             full,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Follow *self = g_new0 (Follow, 1);

  self->context = kin_sync_context_ref (context);
  self->harvest = kin_sync_harvest_ref (harvest);
  self->progress = g_object_ref (progress);
  self->again = again;
  self->failed = before != NULL && before->answer == KIN_OUTCOME_FAILED;
  self->full = full;
  self->since = find_since (before, again);
  self->line.query = KIN_SYNC_REFERENCES;
  self->line.answer = KIN_OUTCOME_RUNNING;
  self->line.server_time = self->since;
  g_task_set_source_tag (task, kin_sync_follow_async);
  g_task_set_task_data (task, self, (GDestroyNotify) follow_free);

  if (again)
    open_line (task);
  else
    look_for_references (task);
}

gboolean
kin_sync_follow_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
