/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-family-set-ups"

#include "config.h"

#include <sqlite3.h>

#include "kin-family-store-private.h"

#define SQL_SAVE \
  "INSERT OR REPLACE INTO set_up (vendor, id, client_id, redirect, is_ready, remind, name," \
  " address) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
#define SQL_LIST \
  "SELECT vendor, id, client_id, redirect, is_ready, remind, name, address FROM set_up" \
  " ORDER BY vendor"

/**
 * kin_set_up_note_new:
 * @vendor: whose portals it is for
 * @id: random
 *
 * Returns: (transfer full): a note about how Kinchart is known there
 */
KinSetUpNote *
kin_set_up_note_new (const char *vendor,
                     const char *id)
{
  KinSetUpNote *self;

  g_return_val_if_fail (vendor != NULL && id != NULL, NULL);

  self = g_new0 (KinSetUpNote, 1);
  self->vendor = g_strdup (vendor);
  self->id = g_strdup (id);

  return self;
}

KinSetUpNote *
kin_set_up_note_copy (const KinSetUpNote *self)
{
  KinSetUpNote *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = kin_set_up_note_new (self->vendor, self->id);
  copy->client_id = g_strdup (self->client_id);
  copy->redirect = g_strdup (self->redirect);
  copy->is_ready = self->is_ready;
  copy->remind = g_strdup (self->remind);
  copy->name = g_strdup (self->name);
  copy->address = g_strdup (self->address);

  return copy;
}

void
kin_set_up_note_free (KinSetUpNote *self)
{
  if (self == NULL)
    return;

  g_free (self->vendor);
  g_free (self->id);
  g_free (self->client_id);
  g_free (self->redirect);
  g_free (self->remind);
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}

static void
save_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  const KinSetUpNote *note = task_data;
  GError *error = NULL;
  gboolean done = kin_file_begin (file, &error)
                  && kin_database_run (file->writer, &error, SQL_SAVE, "ttttittt", note->vendor,
                                       note->id, note->client_id, note->redirect,
                                       (gint64) note->is_ready, note->remind, note->name,
                                       note->address);

  kin_file_finish (file, task, done, error);
}

/**
 * kin_family_store_save_set_up_async:
 * @self: a store
 * @note: how Kinchart is known to a vendor; replaces an earlier one for that vendor
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 */
void
kin_family_store_save_set_up_async (KinFamilyStore      *self,
                                    const KinSetUpNote  *note,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));
  g_return_if_fail (note != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_family_store_save_set_up_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, kin_set_up_note_copy (note), (GDestroyNotify) kin_set_up_note_free);
  kin_family_store_push (self, task, save_job);
}

/**
 * kin_family_store_save_set_up_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_family_store_save_set_up_finish (KinFamilyStore  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static KinSetUpNote *
read_row (KinStatement *row)
{
  KinSetUpNote *note = g_new0 (KinSetUpNote, 1);

  note->vendor = kin_statement_dup_text (row, 0);
  note->id = kin_statement_dup_text (row, 1);
  note->client_id = kin_statement_dup_text (row, 2);
  note->redirect = kin_statement_dup_text (row, 3);
  note->is_ready = sqlite3_column_int (row, 4) != 0;
  note->remind = kin_statement_dup_text (row, 5);
  note->name = kin_statement_dup_text (row, 6);
  note->address = kin_statement_dup_text (row, 7);

  return note;
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinFile *file = KIN_FAMILY_STORE (source_object)->file;
  KinStatement *row;
  GError *error = NULL;

  kin_worker_assert (file->worker);

  row = kin_database_ask (file->writer, &error, SQL_LIST, "");
  kin_statement_return_rows (row, task, (KinRowFunc) read_row,
                             (GDestroyNotify) kin_set_up_note_free, error);
}

/**
 * kin_family_store_list_set_ups_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 */
void
kin_family_store_list_set_ups_async (KinFamilyStore      *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_FAMILY_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_family_store_list_set_ups_async);
  kin_family_store_push (self, task, list_job);
}

/**
 * kin_family_store_list_set_ups_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinSetUpNote): how Kinchart is known to vendors
 */
GPtrArray *
kin_family_store_list_set_ups_finish (KinFamilyStore  *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
