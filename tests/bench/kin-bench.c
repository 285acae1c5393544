/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bench"

#include "kin-bench.h"

#include <stdlib.h>

#include "kin-process.h"
#include "kin-set-meta.h"

#define BASE "https://bench.example/fhir"
#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define MAX_WAITING 64

/* What every program of ours does first, such as wiping freed memory, costs time and counts. */
void
bench_begin (int argc,
             int least)
{
  if (argc < least)
    exit (2);
  if (kin_process_start (KIN_PROCESS_DEFAULT) != 0)
    exit (1);
}

GPtrArray *
bench_read_pages (char **paths)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; *paths != NULL; paths++)
    {
      g_autoptr (GError) error = NULL;
      char *contents;
      gsize length;

      if (!g_file_get_contents (*paths, &contents, &length, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (pages, g_bytes_new_take (contents, length));
    }

  return pages;
}

/* The same for every run: what it locks is made up. */
KinSecret *
bench_key_new (void)
{
  return kin_secret_from_hex (KEY);
}

void
bench_ready (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

GAsyncResult *
bench_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

/* The record in @folder, made when there is none. */
KinRecordStore *
bench_open (const char *folder,
            KinSecret  *key)
{
  g_autofree char *path = g_build_filename (folder, "record.db", NULL);
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinRecordStore *store;

  if (!exists)
    {
      g_autoptr (KinSetMeta) meta = kin_set_meta_new (BENCH_KEY_ID);

      if (!kin_set_meta_write (meta, folder, &error))
        g_error ("%s", error->message);
    }

  kin_record_store_open_async (folder, exists ? KIN_STORE_OPEN : KIN_STORE_CREATE, key,
                               BENCH_KEY_ID, NULL, bench_ready, &result);
  done = bench_wait (&result);
  store = kin_record_store_open_finish (done, &error);
  if (store == NULL)
    g_error ("%s", error->message);

  return store;
}

void
bench_close (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_close_async (store, bench_ready, &result);
  done = bench_wait (&result);
  if (!kin_record_store_close_finish (store, done, NULL))
    g_error ("cannot close the record");
}

static void read_next (BenchFeed *feed);

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (KinBundle) bundle = kin_bundle_new (task_data, NULL);
  KinBundle *checked = NULL;
  GError *error = NULL;

  if (bundle != NULL)
    checked = kin_bundle_check_person (bundle, BASE, BENCH_PATIENT, &error);
  if (checked == NULL)
    g_error ("a page is not what it should be");

  g_task_return_pointer (task, checked, (GDestroyNotify) kin_bundle_unref);
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  BenchFeed *feed = user_data;
  KinIngestCounts counts;

  if (!kin_record_store_ingest_finish (feed->store, result, &counts, NULL))
    g_error ("a page was not taken");
  feed->n_resources += counts.stored;
  if (feed->n_waiting-- == MAX_WAITING)
    read_next (feed);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  BenchFeed *feed = user_data;
  g_autoptr (KinBundle) bundle = g_task_propagate_pointer (G_TASK (result), NULL);
  KinStep step = { .query = BENCH_CONNECTION, .page = ++feed->n_read };

  step.answer = feed->n_read == feed->pages->len ? KIN_OUTCOME_ANSWERED : KIN_OUTCOME_RUNNING;
  kin_record_store_ingest_async (feed->store, BENCH_CONNECTION, bundle, &step, NULL, committed_cb,
                                 feed);
  if (++feed->n_waiting < MAX_WAITING)
    read_next (feed);
}

static void
read_next (BenchFeed *feed)
{
  g_autoptr (GTask) task = NULL;

  if (feed->n_read == feed->pages->len)
    return;

  task = g_task_new (NULL, NULL, read_cb, feed);
  g_task_set_task_data (task, g_ptr_array_index (feed->pages, feed->n_read), NULL);
  g_task_run_in_thread (task, read_thread);
}

void
bench_feed_start (BenchFeed *feed)
{
  read_next (feed);
}

gboolean
bench_feed_is_done (BenchFeed *feed)
{
  return feed->n_read == feed->pages->len && feed->n_waiting == 0;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* The times by the clock or of the processor in order, in seconds. */
static GArray *
sort_times (GArray   *times,
            gboolean  cpu)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < times->len; i++)
    {
      const KinClock *time = &g_array_index (times, KinClock, i);

      g_array_append_val (sorted, *(cpu ? &time->cpu : &time->wall));
    }
  g_array_sort (sorted, compare_numbers);

  return sorted;
}

static double
get_part (GArray *sorted,
          guint   percent)
{
  return g_array_index (sorted, double, (sorted->len - 1) * percent / 100);
}

void
bench_report_times (GArray *times)
{
  g_autoptr (GArray) wall = sort_times (times, FALSE);
  g_autoptr (GArray) cpu = sort_times (times, TRUE);

  if (times->len == 0)
    g_error ("nothing was measured");
  printf ("{\"n\": %u, \"p50\": %.6f, \"p99\": %.6f, \"max\": %.6f, \"p99_cpu\": %.6f}\n",
          times->len, get_part (wall, 50), get_part (wall, 99), get_part (wall, 100),
          get_part (cpu, 99));
}
