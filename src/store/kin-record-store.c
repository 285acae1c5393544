/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-store"

#include "config.h"

#include "kin-record-private.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KinRecordStore, kin_record_store, G_TYPE_OBJECT)

static const KinFileKind record_file = { .name = "record.db", .schema = "record", .wal = TRUE };

static void
close_file (KinRecordStore *self,
            GTask          *task)
{
  self->closed = TRUE;
  self->rows = NULL;
  kin_file_end (self->core->file, task, (KinWorkerFunc) kin_record_core_end, self->core);
}

static void
kin_record_store_dispose (GObject *object)
{
  KinRecordStore *self = KIN_RECORD_STORE (object);

  if (!self->closed)
    close_file (self, NULL);

  G_OBJECT_CLASS (kin_record_store_parent_class)->dispose (object);
}

static void
kin_record_store_class_init (KinRecordStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kin_record_store_dispose;

  /**
   * KinRecordStore::changed:
   * @self: the store
   * @changes: (type KinChanges): what is not as it was
   *
   * Emitted once for each transaction, after it is committed.
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, KIN_TYPE_CHANGES);
}

static void
kin_record_store_init (KinRecordStore *self)
{
  self->closed = TRUE;
}

/* Gives a job to the worker, or refuses it once the store is closed. */
void
kin_record_store_push (KinRecordStore  *self,
                       GTask           *task,
                       GTaskThreadFunc  job)
{
  kin_worker_push (self->closed ? NULL : self->core->file->worker, task, job);
}

void
kin_record_store_send (KinRecordStore *self,
                       KinChanges     *changes)
{
  g_signal_emit (self, signals[CHANGED], 0, changes);
}

/**
 * kin_record_store_open_async:
 * @folder: the folder of a person's set, with its `meta`
 * @mode: whether the file is to be there or to be made
 * @key: 32 random bytes
 * @key_id: the name of @key in `meta`
 * @cancellable: (nullable): to give up before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens `record.db`, on a thread of its own. `meta` is read first: with another
 * key or a newer format the file is not opened at all. No failure deletes or
 * changes a file, and a damaged one goes only with what is erased.
 */
void
kin_record_store_open_async (const char          *folder,
                             KinStoreMode         mode,
                             KinSecret           *key,
                             const char          *key_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (folder != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (key_id != NULL);

  kin_file_open_async (&record_file, folder, mode, key, key_id, kin_record_store_open_async,
                       cancellable, callback, user_data);
}

/**
 * kin_record_store_open_finish:
 * @result: what the callback got
 * @error: %KIN_STORE_ERROR_NOT_ENCRYPTED, %KIN_STORE_ERROR_WRONG_KEY,
 *   %KIN_STORE_ERROR_NEWER_FORMAT, %KIN_STORE_ERROR_LOCKED, %KIN_STORE_ERROR_CORRUPT,
 *   %KIN_STORE_ERROR_NOT_FOUND, %KIN_STORE_ERROR_EXISTS, %KIN_STORE_ERROR_UNSAFE_PATH …
 *
 * Returns: (transfer full): the open store
 */
KinRecordStore *
kin_record_store_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  KinRecordStore *self;
  KinFile *file;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  file = kin_file_open_finish (result, error);
  if (file == NULL)
    return NULL;

  self = g_object_new (KIN_TYPE_RECORD_STORE, NULL);
  self->core = kin_record_core_new (file);
  self->rows = file->rows;
  self->closed = FALSE;
  g_weak_ref_init (&self->core->outlet->store, self);

  return self;
}

/**
 * kin_record_store_close_async:
 * @self: a store
 * @callback: called when the file is closed
 * @user_data: for @callback
 *
 * Finishes what was asked for before, keeps the whole pages that are in, and
 * closes the file; its key leaves the memory. What is asked for later fails with
 * %KIN_STORE_ERROR_CLOSED, and live lists stay as they are.
 */
void
kin_record_store_close_async (KinRecordStore      *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_close_async);

  if (self->closed)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    {
      close_file (self, task);
    }
}

/**
 * kin_record_store_close_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether the file is closed
 */
gboolean
kin_record_store_close_finish (KinRecordStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_record_store_get_log_lost:
 * @self: a store
 *
 * Returns: since when what was kept last was lost, with the log of the file, before it was opened
 *   this time or earlier, in seconds since 1970, and nobody has read that yet; 0 where nothing was
 */
gint64
kin_record_store_get_log_lost (KinRecordStore *self)
{
  g_return_val_if_fail (KIN_IS_RECORD_STORE (self), 0);

  return self->closed ? 0 : self->core->file->log_lost;
}

/**
 * kin_record_store_get_is_renewed:
 * @self: a store
 *
 * Returns: whether it took the place of a damaged one when it was opened
 */
gboolean
kin_record_store_get_is_renewed (KinRecordStore *self)
{
  g_return_val_if_fail (KIN_IS_RECORD_STORE (self), FALSE);

  return !self->closed && self->core->file->is_renewed;
}

/**
 * kin_record_store_get_aside:
 * @self: a store
 *
 * Returns: (nullable): the name of the file that was damaged and set aside last, in the same folder
 */
const char *
kin_record_store_get_aside (KinRecordStore *self)
{
  g_return_val_if_fail (KIN_IS_RECORD_STORE (self), NULL);

  return self->closed ? NULL : self->core->file->aside;
}

static void
forget_log_lost_job (GTask        *task,
                     gpointer      source_object,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  kin_file_forget_loss (KIN_RECORD_STORE (source_object)->core->file);
  g_task_return_boolean (task, TRUE);
}

/**
 * kin_record_store_forget_log_lost:
 * @self: an open store
 *
 * Somebody has read it.
 */
void
kin_record_store_forget_log_lost (KinRecordStore *self)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (!self->closed);

  self->core->file->log_lost = 0;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, kin_record_store_forget_log_lost);
  kin_record_store_push (self, task, forget_log_lost_job);
}

/**
 * kin_record_store_get_items:
 * @self: a store
 * @query: which items
 *
 * Makes a live list. Its first screen is there at once; the rest follows within
 * moments, and it stays right from then on.
 *
 * Returns: (transfer full): a new list
 */
KinItemList *
kin_record_store_get_items (KinRecordStore *self,
                            KinQuery       *query)
{
  g_return_val_if_fail (KIN_IS_RECORD_STORE (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return kin_item_list_new (self, query);
}
