/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-prepare"

#include "config.h"

#include <string.h>

#include "kin-meaning.h"
#include "kin-record-ingest-private.h"
#include "kin-text.h"

/* Reading a resource takes about as long as writing it, and needs no file: while
 * the worker writes one, or waits for the disk, a thread of the task pool reads
 * those that follow, also of the pages that are waiting behind. Where the worker
 * would have to wait for that thread it helps. */

#define AT_A_TIME 16

/* What answers bring along, such as where the things in them come from, they bring with every
 * question: what has come with the same bytes is most likely here. How many are known at most. */
#define MAX_BROUGHT 20000

struct _KinPreparation
{
  KinRecordCore  *core;              /* its hash key and its compression are used */
  char           *connection;
  KinBundle      *bundle;
  KinArrival     *arrivals;
  guint           n_arrivals;

  GMutex          lock;
  GCond           more;
  guint           n_begun;           /* somebody has them in hand */
  gboolean        stopped;           /* nobody waits any more */
  gboolean        done;              /* the thread has let go; what is left is to free it */
};

/* The words that are not in the title already: they are found there. */
const char *
kin_record_words_after_title (const KinSummary *summary)
{
  if (summary->words != NULL && g_str_has_prefix (summary->words, summary->title))
    return summary->words + strlen (summary->title);

  return summary->words != NULL ? summary->words : "";
}

/* Whether a resource is taken in at all. */
static gboolean
is_taken_in (KinBundle *bundle,
             guint      position)
{
  KinEntryState state = kin_bundle_get_state_at (bundle, position);
  gsize length = 0;

  kin_json_node_peek_text (kin_bundle_get_resource (bundle, position), &length);

  return (state == KIN_ENTRY_MATCH || state == KIN_ENTRY_INCLUDE) && length <= KIN_MAX_BODY;
}

/* Says which resource it is, on any thread. */
void
kin_arrival_name (KinArrival    *self,
                  KinRecordCore *core,
                  const char    *connection,
                  KinBundle     *bundle,
                  guint          position)
{
  gsize length = 0;
  const char *bytes = kin_json_node_peek_text (kin_bundle_get_resource (bundle, position), &length);

  kin_record_core_address (core, connection, kin_bundle_get_type_at (bundle, position),
                           kin_bundle_get_id_at (bundle, position), self->address);
  kin_record_core_hash (core, bytes, length, self->hash);
}

/* Reads a resource and packs it, on any thread: of @core it uses what does not
 * change or has a lock. */
void
kin_arrival_read (KinArrival    *self,
                  KinRecordCore *core,
                  KinBundle     *bundle,
                  guint          position)
{
  KinJsonNode resource = kin_bundle_get_resource (bundle, position);
  gsize length = 0;
  const char *bytes = kin_json_node_peek_text (resource, &length);

  self->summary = kin_bundle_summarise (bundle, position, NULL);
  if (self->summary == NULL)
    return;

  self->packed = kin_compression_pack (core->compression, self->summary->type, bytes, length,
                                       &self->dict, &self->packed_length);
  self->meaning = (gint64) kin_meaning_hash (resource);
  if (self->summary->hidden || self->summary->section == KIN_SECTION_NONE)
    return;

  self->title = kin_text_to_index (self->summary->title);
  self->words = kin_text_to_index (kin_record_words_after_title (self->summary));
  self->files = kin_record_letters_list (resource);
}

static guint
hash_of_hash (gconstpointer hash)
{
  guint start;

  memcpy (&start, hash, sizeof start);

  return start;
}

static gboolean
hashes_equal (gconstpointer a,
              gconstpointer b)
{
  return memcmp (a, b, KIN_HASH_LENGTH) == 0;
}

GHashTable *
kin_brought_new (void)
{
  return g_hash_table_new_full (hash_of_hash, hashes_equal, g_free, NULL);
}

/* Whether the same bytes were brought along before. */
static gboolean
was_brought (KinRecordCore *core,
             const guint8  *hash)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&core->brought_lock);

  if (g_hash_table_size (core->brought) >= MAX_BROUGHT)
    g_hash_table_remove_all (core->brought);

  return !g_hash_table_add (core->brought, g_memdup2 (hash, KIN_HASH_LENGTH));
}

static void
prepare (KinPreparation *self,
         guint           position)
{
  KinArrival *arrival = &self->arrivals[position];

  if (!is_taken_in (self->bundle, position))
    return;

  kin_arrival_name (arrival, self->core, self->connection, self->bundle, position);
  arrival->put_off = kin_bundle_get_state_at (self->bundle, position) == KIN_ENTRY_INCLUDE
                     && was_brought (self->core, arrival->hash);
  if (!arrival->put_off)
    kin_arrival_read (arrival, self->core, self->bundle, position);
}

void
kin_arrival_clear (KinArrival *self)
{
  g_clear_pointer (&self->summary, kin_summary_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->packed, g_free);
}

/* Takes some in hand that nobody has begun; returns how many. */
static guint
begin_some (KinPreparation *self,
            guint          *start)
{
  guint n;

  g_mutex_lock (&self->lock);
  *start = self->n_begun;
  n = self->stopped ? 0 : MIN (AT_A_TIME, self->n_arrivals - self->n_begun);
  self->n_begun += n;
  g_mutex_unlock (&self->lock);

  return n;
}

/* Prepares some that nobody has begun, if there are any. */
static gboolean
prepare_some (KinPreparation *self)
{
  guint start;
  guint n = begin_some (self, &start);

  for (guint i = start; i < start + n; i++)
    prepare (self, i);

  g_mutex_lock (&self->lock);
  for (guint i = start; i < start + n; i++)
    self->arrivals[i].ready = TRUE;
  g_cond_signal (&self->more);
  g_mutex_unlock (&self->lock);

  return n > 0;
}

static void
free_preparation (KinPreparation *self)
{
  for (guint i = 0; i < self->n_arrivals; i++)
    kin_arrival_clear (&self->arrivals[i]);

  g_free (self->arrivals);
  g_free (self->connection);
  kin_bundle_unref (self->bundle);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->more);
  g_free (self);
}

static void
prepare_page (gpointer data,
              gpointer user_data)
{
  KinPreparation *self = data;

  if (self->done)
    {
      free_preparation (self);
      return;
    }

  while (prepare_some (self))
    continue;

  g_mutex_lock (&self->lock);
  self->done = TRUE;
  g_cond_signal (&self->more);
  g_mutex_unlock (&self->lock);
}

/* One thread, shared with whoever else in the process has little to do. */
GThreadPool *
kin_preparation_pool_new (void)
{
  return g_thread_pool_new (prepare_page, NULL, 1, FALSE, NULL);
}

/* Starts reading the resources of a page; pages are begun in the order of the calls. */
KinPreparation *
kin_preparation_start (KinRecordCore *core,
                       const char    *connection,
                       KinBundle     *bundle)
{
  KinPreparation *self = g_new0 (KinPreparation, 1);

  self->core = core;
  self->connection = g_strdup (connection);
  self->bundle = kin_bundle_ref (bundle);
  self->n_arrivals = kin_bundle_get_n_entries (bundle);
  self->arrivals = g_new0 (KinArrival, self->n_arrivals);
  g_mutex_init (&self->lock);
  g_cond_init (&self->more);
  g_thread_pool_push (core->preparation_pool, self, NULL);

  return self;
}

static gboolean
is_ready (KinPreparation *self,
          guint           position)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->arrivals[position].ready;
}

/* Waits for one resource; it belongs to the caller's thread from then on. */
KinArrival *
kin_preparation_wait (KinPreparation *self,
                      guint           position)
{
  while (!is_ready (self, position) && prepare_some (self))
    continue;

  g_mutex_lock (&self->lock);
  while (!self->arrivals[position].ready)
    g_cond_wait (&self->more, &self->lock);
  g_mutex_unlock (&self->lock);

  return &self->arrivals[position];
}

/* Stops the reading and waits until the thread has let go. The thread frees, too:
 * memory is given back fastest where it was taken. */
void
kin_preparation_free (KinPreparation *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  while (!self->done)
    g_cond_wait (&self->more, &self->lock);
  g_mutex_unlock (&self->lock);

  g_thread_pool_push (self->core->preparation_pool, self, NULL);
}
