/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-ingest"

#include "config.h"

#include "kin-record-ingest-private.h"

static void
clear_page (gpointer data)
{
  KinPage *self = data;

  g_assert (self->preparation == NULL);

  g_free (self->connection);
  g_clear_pointer (&self->bundle, kin_bundle_unref);
  g_free ((char *) self->step.query);
  g_free ((char *) self->step.next);
  g_free ((char *) self->step.reason);
  g_free ((char *) self->step.server_time);
  g_free ((char *) self->step.unsettles);
  g_clear_pointer (&self->line, kin_ledger_entry_free);
  g_clear_pointer (&self->before, kin_ledger_entry_free);
  g_free (self->now);
}

void
kin_page_unref (gpointer page)
{
  g_atomic_rc_box_release_full (page, clear_page);
}

/* Throws away what was prepared of pages that no job will begin with. */
void
kin_record_core_drop_coming (KinRecordCore *self)
{
  KinPage *page;

  while ((page = g_async_queue_try_pop (self->coming)) != NULL)
    {
      g_clear_pointer (&page->preparation, kin_preparation_free);
      kin_page_unref (page);
    }
}

/* Takes @page out of the queue, with those before it, which were cancelled. */
static void
begin_with (KinRecordCore *core,
            KinPage       *page)
{
  KinPage *taken;

  do
    {
      taken = g_async_queue_try_pop (core->coming);
      if (taken != page)
        g_clear_pointer (&taken->preparation, kin_preparation_free);
      kin_page_unref (taken);
    }
  while (taken != page);
}

static void
prepare (KinRecordCore *core,
         KinPage       *page)
{
  if (page->preparation == NULL && page->bundle != NULL && core->preparation_pool != NULL
      && kin_bundle_get_n_entries (page->bundle) > 1)
    page->preparation = kin_preparation_start (core, page->connection, page->bundle);
}

/* Of a first answer nearly everything is new, of later ones nearly nothing; what
 * comes next is mostly like what came last. */
static gboolean
prepare_first_answer (KinRecordCore  *core,
                      KinPage        *page,
                      GError        **error)
{
  gboolean first = page->line->rounds == 0;

  if (first && !kin_compression_load (core->compression, core->file->writer, error))
    return FALSE;

  g_atomic_int_set (&core->prepares, first);
  if (first)
    prepare (core, page);

  return TRUE;
}

static gboolean
write_entries (KinRecordCore  *core,
               KinPage        *page,
               GError        **error)
{
  guint n = page->bundle != NULL ? kin_bundle_get_n_entries (page->bundle) : 0;

  if (!prepare_first_answer (core, page, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      KinEntryState state = kin_bundle_get_state_at (page->bundle, i);
      guint64 stored = page->counts.stored;
      gboolean written;

      page->along = state == KIN_ENTRY_INCLUDE;
      switch (state)
        {
        case KIN_ENTRY_MATCH:
        case KIN_ENTRY_INCLUDE:
          written = kin_record_write_resource (core, page, i, error);
          break;

        case KIN_ENTRY_QUARANTINE:
          written = kin_record_set_aside (core, page, kin_bundle_get_resource (page->bundle, i),
                                          kin_bundle_get_reason_at (page->bundle, i), error);
          break;

        /* A warning of the server says nothing about the person. */
        case KIN_ENTRY_OUTCOME:
        default:
          continue;
        }

      if (!written)
        return FALSE;

      page->counts.resources++;
      page->counts.along += page->along ? page->counts.stored - stored : 0;
    }

  return TRUE;
}

static void
set_text (char       **text,
          const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

/* A new run keeps only what earlier runs brought. */
static void
start_run (KinLedgerEntry *line,
           const KinStep  *step)
{
  line->pages = 0;
  line->resources = line->stored = line->unchanged = line->quarantined = 0;
  line->full = step->full;
  set_text (&line->server_time, step->server_time);
  if (step->page > 0)
    line->form = step->form;
}

static KinLedgerEntry *
new_line (const char *query)
{
  KinLedgerEntry *line = g_new0 (KinLedgerEntry, 1);

  line->query = g_strdup (query);

  return line;
}

/* Reads the line of this question and checks that the page is the one that
 * follows. If a transaction was given up, the pages behind it that are on their
 * way already must not be taken: their cursor would jump over the lost ones. */
static gboolean
continue_line (KinRecordCore  *core,
               KinPage        *page,
               GError        **error)
{
  const KinStep *step = &page->step;
  gboolean has_page = page->bundle != NULL;
  guint first = has_page ? 1 : 0;

  if (!kin_record_ledger_read (core, page->source, step->query, &page->before, error))
    return FALSE;

  page->line = page->before != NULL ? kin_ledger_entry_copy (page->before)
                                    : new_line (step->query);
  if (page->before != NULL && step->page > first && step->page == page->line->pages + first)
    return TRUE;

  if (step->page == first)
    {
      start_run (page->line, step);
      return TRUE;
    }

  g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER,
               "Page %u does not follow page %u", step->page, page->line->pages);

  return FALSE;
}

/* Nothing came that was not here, and the line says so already. That everything was asked for is
 * news each time: it is not done again before long. */
static gboolean
says_the_same (KinPage *page)
{
  const KinLedgerEntry *before = page->before;
  const KinStep *step = &page->step;

  return before != NULL && before->answer == step->answer && step->page <= 1
         && step->answer != KIN_OUTCOME_RUNNING && (step->page == 0 || before->form == step->form)
         && !(step->full && step->answer == KIN_OUTCOME_ANSWERED)
         && page->counts.stored == 0 && page->counts.quarantined == 0
         && g_strcmp0 (before->next, step->next) == 0
         && g_strcmp0 (before->reason, step->reason) == 0;
}

/* What is new may point at what is not here: until that was looked for, its question is open. */
static gboolean
unsettle (KinRecordCore  *core,
          KinPage        *page,
          GError        **error)
{
  g_autoptr (KinLedgerEntry) line = NULL;
  gboolean known;

  if (page->step.unsettles == NULL || page->counts.stored == 0)
    return TRUE;
  if (!kin_record_ledger_read (core, page->source, page->step.unsettles, &line, error))
    return FALSE;

  known = line != NULL;
  if (!known)
    line = new_line (page->step.unsettles);
  else if (line->answer == KIN_OUTCOME_RUNNING)
    return TRUE;

  line->answer = KIN_OUTCOME_RUNNING;
  return kin_record_ledger_write (core, page->source, line, known, error);
}

/* Says in the ledger what is true once this page is in. */
static gboolean
write_line (KinRecordCore  *core,
            KinPage        *page,
            GError        **error)
{
  KinLedgerEntry *line = page->line;
  const KinStep *step = &page->step;

  if (says_the_same (page))
    return TRUE;
  if (page->bundle != NULL)
    line->pages++;

  line->resources += page->counts.resources;
  line->stored += page->counts.stored - page->counts.along;
  line->unchanged += page->counts.unchanged;
  line->quarantined += page->counts.quarantined;
  line->answer = step->answer;
  set_text (&line->next, step->next);
  set_text (&line->reason, step->reason);

  if (step->answer == KIN_OUTCOME_ANSWERED)
    {
      line->rounds++;
      set_text (&line->since, line->server_time);
      if (line->full)
        set_text (&line->full_since, line->since);
    }

  return kin_record_ledger_write (core, page->source, line, page->before != NULL, error);
}

static gboolean
write_page (KinRecordCore  *core,
            KinPage        *page,
            GError        **error)
{
  page->now = kin_file_now ();
  page->came = g_get_real_time () / G_USEC_PER_SEC;

  return kin_record_core_begin (core, error)
         && kin_record_core_get_source (core, page->connection, TRUE, &page->source, error)
         && continue_line (core, page, error)
         && write_entries (core, page, error)
         && kin_compression_save (core->compression, core->file->writer, error)
         && unsettle (core, page, error)
         && write_line (core, page, error);
}

static void
ingest_job (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  KinPage *page = task_data;
  g_autoptr (GError) error = NULL;
  gboolean written;

  begin_with (core, page);
  written = write_page (core, page, &error);
  g_clear_pointer (&page->preparation, kin_preparation_free);
  g_clear_pointer (&page->bundle, kin_bundle_unref);

  if (!core->writing)
    {
      /* It could not even begin. */
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!written && g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_OUT_OF_ORDER))
    {
      /* Nothing of it was written: the pages before it are still good. */
      g_task_return_error (task, g_steal_pointer (&error));
      if (core->waiting->len == 0)
        kin_record_core_flush (core, NULL);
      return;
    }

  if (!written)
    {
      kin_record_core_roll_back (core, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  kin_record_core_wait (core, task, (guint) page->counts.resources, page->n_bytes,
                        page->step.answer != KIN_OUTCOME_RUNNING && !page->step.more);
}

static gsize
get_size (KinBundle *bundle)
{
  return g_bytes_get_size (kin_json_get_bytes (kin_bundle_get_json (bundle)));
}

/**
 * kin_record_store_ingest_async:
 * @self: a store
 * @connection: where it comes from
 * @bundle: (nullable): a page whose person has been checked; %NULL: only a line in the ledger
 * @step: what the ledger is to say once the page is in
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when the page and its cursor are committed
 * @user_data: for @callback
 *
 * Takes a page in, whole, together with the cursor that follows it. Pages are
 * taken in the order of the calls and several share a transaction: it ends at
 * 5,000 resources or 8 MiB (twice as much when pages wait behind), after half a second, with the
 * last page of a question, unless #KinStep.more says that others follow, or when
 * kin_record_store_keep() says so. So do not wait for one page before handing over the next.
 *
 * The same type and id twice from one connection is one item: the newest
 * `meta.lastUpdated` wins (https://hl7.org/fhir/R4/resource.html#Meta).
 */
void
kin_record_store_ingest_async (KinRecordStore      *self,
                               const char          *connection,
                               KinBundle           *bundle,
                               const KinStep       *step,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;
  KinPage *page;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (connection != NULL);
  g_return_if_fail (step != NULL && step->query != NULL);

  page = g_atomic_rc_box_new0 (KinPage);
  page->connection = g_strdup (connection);
  page->bundle = bundle != NULL ? kin_bundle_ref (bundle) : NULL;
  page->n_bytes = bundle != NULL ? get_size (bundle) : 0;
  page->step = *step;
  page->step.query = g_strdup (step->query);
  page->step.next = g_strdup (step->next);
  page->step.reason = g_strdup (step->reason);
  page->step.server_time = g_strdup (step->server_time);
  page->step.unsettles = g_strdup (step->unsettles);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_ingest_async);
  /* Once committed it is in, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, page, kin_page_unref);
  if (!self->closed)
    {
      if (g_atomic_int_get (&self->core->prepares))
        prepare (self->core, page);
      g_async_queue_push (self->core->coming, g_atomic_rc_box_acquire (page));
    }
  kin_record_store_push (self, task, ingest_job);
}

static void
keep_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  /* Whoever waits for a page is told how it went. */
  kin_record_core_flush (KIN_RECORD_STORE (source_object)->core, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * kin_record_store_keep:
 * @self: a store
 *
 * Commits what was handed over so far, because nothing more is coming for now.
 */
void
kin_record_store_keep (KinRecordStore *self)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, kin_record_store_keep);
  kin_record_store_push (self, task, keep_job);
}

/**
 * kin_record_store_ingest_finish:
 * @self: a store
 * @result: what the callback got
 * @counts: (out) (optional): what was in the page
 * @error: %KIN_STORE_ERROR_OUT_OF_ORDER when an earlier page is missing;
 *   %KIN_STORE_ERROR_NO_SPACE, %KIN_STORE_ERROR_IO …: nothing of this page is in
 *
 * Returns: whether the page and its cursor are on the disk
 */
gboolean
kin_record_store_ingest_finish (KinRecordStore   *self,
                                GAsyncResult     *result,
                                KinIngestCounts  *counts,
                                GError          **error)
{
  KinPage *page;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  page = g_task_get_task_data (G_TASK (result));
  if (counts != NULL)
    *counts = page->counts;

  return g_task_propagate_boolean (G_TASK (result), error);
}
