/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-record"

#include "config.h"

#include "kin-person-notes.h"
#include "kin-person-private.h"
#include "kin-person-record.h"
#include "kin-sync-progress-private.h"

/* The damaged file of which somebody has read that it was set aside. */
/* What is read of a person's record, without the network. The store answers; here is only what
 * keeps its types out of the rooms above. */

static GTask *
new_task (KinPerson           *self,
          gpointer             source_tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

static void
return_array (GTask     *task,
              GPtrArray *array,
              GError    *error)
{
  if (array != NULL)
    g_task_return_pointer (task, array, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * kin_person_get_log_lost:
 *
 * Returns: since when what the record got last was lost with a file that was removed, in seconds
 *   since 1970, and nobody has read that yet; 0 where nothing was
 */
gint64
kin_person_get_log_lost (KinPerson *self)
{
  g_return_val_if_fail (kin_person_get_is_open (self), 0);

  return kin_record_store_get_log_lost (kin_person_get_record (self));
}

/**
 * kin_person_end_log_lost:
 *
 * Somebody has read it.
 */
void
kin_person_end_log_lost (KinPerson *self)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_forget_log_lost (kin_person_get_record (self));
}

/**
 * kin_person_get_began_again:
 *
 * Returns: (nullable): when the record began again because its file was damaged or missing, in UTC;
 *   %NULL when it did not, or somebody has read that
 */
const char *
kin_person_get_began_again (KinPerson *self)
{
  return kin_person_get_mark (self, KIN_PERSON_BEGAN_AGAIN);
}

/**
 * kin_person_get_aside:
 *
 * Returns: (nullable): the name of the damaged record that was kept last, in the person's folder
 */
const char *
kin_person_get_aside (KinPerson *self)
{
  g_return_val_if_fail (kin_person_get_is_open (self), NULL);

  return kin_record_store_get_aside (kin_person_get_record (self));
}

/**
 * kin_person_keeps_damaged_notes:
 *
 * Returns: whether a damaged file of what is noted was kept; files that were opened by hand are in
 *   it
 */
gboolean
kin_person_keeps_damaged_notes (KinPerson *self)
{
  g_autofree char *personal = NULL;

  g_return_val_if_fail (kin_person_get_is_open (self), FALSE);

  personal = kin_personal_store_dup_aside (kin_person_get_personal (self));

  return personal != NULL;
}

/**
 * kin_person_keeps_damaged:
 * @connection: a source of this person's record
 *
 * Returns: whether there is a damaged file that may hold what came from there, and goes when that
 *   is erased
 */
gboolean
kin_person_keeps_damaged (KinPerson     *self,
                          KinConnection *connection)
{
  return (!kin_connection_get_is_portal (connection) && kin_person_keeps_damaged_notes (self))
         || kin_person_get_aside (self) != NULL;
}

/**
 * kin_person_get_files_left:
 *
 * Returns: (nullable): the names of the files that were opened by hand and could not be read again
 *   when the record began again, one in each line; %NULL for none, or when somebody has read that
 */
const char *
kin_person_get_files_left (KinPerson *self)
{
  return kin_person_get_mark (self, KIN_PERSON_FILES_LEFT);
}

/**
 * kin_person_end_began_again:
 *
 * Somebody has read it, and which files were left.
 */
void
kin_person_end_began_again (KinPerson *self)
{
  kin_person_set_mark (self, KIN_PERSON_BEGAN_AGAIN, NULL);
  kin_person_set_mark (self, KIN_PERSON_FILES_LEFT, NULL);
}

/**
 * kin_person_get_items:
 * @section: which part of the record; %KIN_SECTION_NONE for all
 * @connection: (nullable): only from this connection
 * @year: only from this year, or 0
 * @only: which of these
 *
 * Returns: (transfer full) (element-type KinItem): a live list, newest first
 */
GListModel *
kin_person_get_items (KinPerson  *self,
                      KinSection  section,
                      const char *connection,
                      int         year,
                      KinItemMarks only)
{
  g_autoptr (KinQuery) query = NULL;

  g_return_val_if_fail (kin_person_get_is_open (self), NULL);

  query = kin_query_new (section, connection, year, only);
  return G_LIST_MODEL (kin_record_store_get_items (kin_person_get_record (self), query));
}

/**
 * kin_items_list_ids:
 * @items: of kin_person_get_items(), complete
 *
 * What is in a live list now, for those who need it as it was when they began. Reads nothing.
 *
 * Returns: (transfer full) (element-type gint64): the ids, for kin_person_load_async()
 */
GArray *
kin_items_list_ids (GListModel *items)
{
  guint n_items = g_list_model_get_n_items (items);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_items);

  g_return_val_if_fail (KIN_IS_ITEM_LIST (items), ids);

  for (guint i = 0; i < n_items; i++)
    {
      gint64 id = kin_item_list_get_id (KIN_ITEM_LIST (items), i);

      g_array_append_val (ids, id);
    }

  return ids;
}

/**
 * kin_items_get_years:
 * @items: of kin_person_get_items(), complete
 *
 * Returns: (transfer none) (element-type int): each year that has entries, newest first
 */
GArray *
kin_items_get_years (GListModel *items)
{
  g_return_val_if_fail (KIN_IS_ITEM_LIST (items), NULL);

  return kin_item_list_get_years (KIN_ITEM_LIST (items));
}

static void
list_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  GPtrArray *found = kin_record_store_list_finish (KIN_RECORD_STORE (source), result, &error);

  return_array (user_data, found, error);
}

/**
 * kin_person_list_async:
 *
 * Reads a part of one section, or of all together, newest first.
 */
void
kin_person_list_async (KinPerson           *self,
                       KinSection           section,
                       KinItemMarks         only,
                       guint                offset,
                       guint                limit,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (KinQuery) query = kin_query_new (section, NULL, 0, only);

  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_list_async (kin_person_get_record (self), query, offset, limit, cancellable,
                               list_cb,
                               new_task (self, kin_person_list_async, cancellable, callback,
                                         user_data));
}

/**
 * kin_person_list_finish:
 *
 * Returns: (transfer full) (element-type KinItem): the items
 */
GPtrArray *
kin_person_list_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;
  GPtrArray *found = kin_record_store_search_finish (KIN_RECORD_STORE (source), result, &error);

  return_array (user_data, found, error);
}

/**
 * kin_person_search_async:
 * @words: what is looked for; the start of a word is enough
 *
 * Looks through the whole record.
 */
void
kin_person_search_async (KinPerson           *self,
                         const char          *words,
                         guint                limit,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_search_async (kin_person_get_record (self), words, limit, cancellable,
                                 search_cb,
                                 new_task (self, kin_person_search_async, cancellable, callback,
                                           user_data));
}

/**
 * kin_person_search_finish:
 *
 * Returns: (transfer full) (element-type KinHit): what was found
 */
GPtrArray *
kin_person_search_finish (KinPerson     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinItem *item = kin_record_store_load_finish (KIN_RECORD_STORE (source), result, &error);

  if (item != NULL)
    g_task_return_pointer (task, item, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kin_person_load_async:
 * @id: of an item, as lists give it
 *
 * Reads one item with everything the clinic wrote about it.
 */
void
kin_person_load_async (KinPerson           *self,
                       gint64               id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_load_async (kin_person_get_record (self), id, cancellable, load_cb,
                               new_task (self, kin_person_load_async, cancellable, callback,
                                         user_data));
}

/**
 * kin_person_load_finish:
 *
 * Returns: (transfer full): the item, with its resource
 */
KinItem *
kin_person_load_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GArray) counts = NULL;
  GArray *totals;
  guint64 *resources = g_new0 (guint64, 1);
  GError *error = NULL;

  g_task_set_task_data (task, resources, g_free);
  counts = kin_record_store_get_sections_finish (KIN_RECORD_STORE (source), result, resources,
                                                 &error);
  if (counts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  totals = g_array_new (FALSE, TRUE, sizeof (KinSectionTotal));
  for (guint i = 0; i < counts->len; i++)
    {
      const KinSectionCount *count = &g_array_index (counts, KinSectionCount, i);
      KinSectionTotal total = { count->section, count->count, count->unread };

      if (total.section != KIN_SECTION_NONE)
        g_array_append_val (totals, total);
    }

  g_task_return_pointer (task, totals, (GDestroyNotify) g_array_unref);
}

/**
 * kin_person_count_async:
 *
 * Counts what is in each section.
 */
void
kin_person_count_async (KinPerson           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_get_sections_async (kin_person_get_record (self), NULL, cancellable, count_cb,
                                       new_task (self, kin_person_count_async, cancellable,
                                                 callback, user_data));
}

/**
 * kin_person_count_finish:
 * @resources: (out) (optional): all that is kept, listed or not
 *
 * Returns: (transfer full) (element-type KinSectionTotal): the sections that have items
 */
GArray *
kin_person_count_finish (KinPerson     *self,
                         GAsyncResult  *result,
                         guint64       *resources,
                         GError       **error)
{
  guint64 *counted;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  counted = g_task_get_task_data (G_TASK (result));
  if (resources != NULL)
    *resources = counted != NULL ? *counted : 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ledger_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  GListStore *lines;
  GError *error = NULL;

  entries = kin_record_store_get_ledger_finish (KIN_RECORD_STORE (source), result, &error);
  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  lines = g_list_store_new (KIN_TYPE_SYNC_STEP);
  for (guint i = 0; i < entries->len; i++)
    {
      const KinLedgerEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (KinSyncStep) step = kin_sync_step_new (entry->query);

      kin_sync_step_set_state (step, kin_sync_state_from_outcome (entry->answer), entry->reason);
      kin_sync_step_set_counts (step, entry->pages, entry->stored);
      kin_sync_step_set_updated (step, entry->updated);
      kin_sync_step_set_history (step, entry->oldest, entry->newest, entry->resources,
                                 !entry->full);
      g_list_store_append (lines, step);
    }

  g_task_return_pointer (task, lines, g_object_unref);
}

/**
 * kin_person_ledger_async:
 *
 * Reads what was asked through one connection and what came of it.
 */
void
kin_person_ledger_async (KinPerson           *self,
                         KinConnection       *connection,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_get_ledger_async (kin_person_get_record (self),
                                     kin_connection_get_id (connection), cancellable, ledger_cb,
                                     new_task (self, kin_person_ledger_async, cancellable,
                                               callback, user_data));
}

/**
 * kin_person_ledger_finish:
 *
 * Returns: (transfer full) (element-type KinSyncStep): the lines
 */
GListModel *
kin_person_ledger_finish (KinPerson     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinStoreCheck) found = NULL;
  KinRecordCheck *check;
  GError *error = NULL;

  found = kin_record_store_check_finish (KIN_RECORD_STORE (source), result, &error);
  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  check = g_new0 (KinRecordCheck, 1);
  check->encrypted = found->encrypted;
  check->cipher_version = g_strdup (found->cipher_version);
  check->integrity = found->integrity;
  check->resources = found->resources;
  g_task_return_pointer (task, check, (GDestroyNotify) kin_record_check_free);
}

/**
 * kin_person_check_async:
 *
 * Reads the whole file and says whether it is encrypted and sound.
 */
void
kin_person_check_async (KinPerson           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (kin_person_get_is_open (self));

  kin_record_store_check_async (kin_person_get_record (self), cancellable, check_cb,
                                new_task (self, kin_person_check_async, cancellable, callback,
                                          user_data));
}

/**
 * kin_person_check_finish:
 *
 * Returns: (transfer full): what was found
 */
KinRecordCheck *
kin_person_check_finish (KinPerson     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_anew_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_record_store_read_anew_finish (KIN_RECORD_STORE (source), result, &error)
      && !g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED))
    g_warning ("Some of what is here is shown by older rules: %s", error->message);
}

/* What goes on while the person reads already, also after an update; what is left is done the
 * next time. */
void
kin_person_begin_watch (KinPerson *self)
{
  kin_person_watch_twins (self);
  kin_person_watch_words (self);
  kin_person_watch_files (self);
  kin_person_watch_check (self);
  kin_record_store_read_anew_async (kin_person_get_record (self), NULL, read_anew_cb, NULL);
}

/* Before the files are closed. */
void
kin_person_end_watch (KinPerson *self)
{
  kin_person_settle_hidden (self);
  kin_person_settle_twins (self);
  kin_person_settle_words (self);
  kin_person_settle_files (self);
  kin_person_settle_check (self);
}

void
kin_record_check_free (KinRecordCheck *self)
{
  g_free (self->cipher_version);
  g_free (self);
}
