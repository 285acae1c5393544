/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-gone"

#include "config.h"

#include "kin-scope.h"
#include "kin-sync-gone-private.h"
#include "kin-task.h"

/* A portal that has lost everything would be asked for each of it: the rest has time. It begins
 * anywhere, so that all have their turn, also where many are there all the same. */
#define MOST 100

struct _KinSyncSeen
{
  GHashTable *references;     /* set of `Type/id` */
  GHashTable *types;          /* type → whether all of it was asked for and came */
};

static void
seen_clear (gpointer data)
{
  KinSyncSeen *self = data;

  g_hash_table_unref (self->references);
  g_hash_table_unref (self->types);
}

KinSyncSeen *
kin_sync_seen_new (void)
{
  KinSyncSeen *self = g_rc_box_new0 (KinSyncSeen);

  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

KinSyncSeen *
kin_sync_seen_ref (KinSyncSeen *self)
{
  return g_rc_box_acquire (self);
}

void
kin_sync_seen_unref (KinSyncSeen *self)
{
  g_rc_box_release_full (self, seen_clear);
}

/**
 * kin_sync_seen_add:
 *
 * Adds all that is on a page.
 */
void
kin_sync_seen_add (KinSyncSeen *self,
                   KinSyncPage *page)
{
  for (guint i = 0; i < kin_bundle_get_n_entries (page->bundle); i++)
    {
      const char *type = kin_bundle_get_type_at (page->bundle, i);
      const char *id = kin_bundle_get_id_at (page->bundle, i);

      g_hash_table_add (self->references, g_strconcat (type, "/", id, NULL));
    }
}

/**
 * kin_sync_seen_note:
 * @type: of which something was asked for, or should have been
 * @whole: whether all that the question is about was asked for and came, in this run
 *
 * One question of which this is not so is enough for its type.
 */
void
kin_sync_seen_note (KinSyncSeen *self,
                    const char  *type,
                    gboolean     whole)
{
  gpointer before;
  gboolean known = g_hash_table_lookup_extended (self->types, type, NULL, &before);

  whole = whole && (!known || GPOINTER_TO_INT (before));
  g_hash_table_insert (self->types, g_strdup (type), GINT_TO_POINTER (whole));
}

static GStrv
list_whole_types (KinSyncSeen *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer type, whole;

  g_hash_table_iter_init (&iter, self->types);
  while (g_hash_table_iter_next (&iter, &type, &whole))
    if (GPOINTER_TO_INT (whole))
      g_strv_builder_add (builder, type);

  return g_strv_builder_end (builder);
}

/* What was not seen is asked for by name: some searches miss things, and an answer that there is
 * no such thing is the only one that counts (portal-standards 3.5). */

typedef struct
{
  KinSyncContext *context;
  GStrv           unseen;
  guint           n_unseen;
  guint           start;
  guint           passed;          /* of those from the start on */
  guint           asked;
  GPtrArray      *gone;
} Looking;

static void
looking_free (Looking *self)
{
  kin_sync_context_unref (self->context);
  g_strfreev (self->unseen);
  g_ptr_array_unref (self->gone);
  g_free (self);
}

/* The one whose turn it is. */
static char *
get_current (Looking *self)
{
  return self->unseen[(self->start + self->passed) % self->n_unseen];
}

static void look_at_next (GTask *task);

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_record_store_mark_gone_finish (KIN_RECORD_STORE (source), result,
                                                           &error),
                        &error);
}

static void
mark (GTask *task)
{
  Looking *self = g_task_get_task_data (task);

  if (self->gone->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->gone, NULL);
  kin_record_store_mark_gone_async (self->context->record, self->context->connection,
                                    (const char * const *) self->gone->pdata,
                                    g_task_get_cancellable (task), marked_cb,
                                    g_object_ref (task));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  Looking *self = g_task_get_task_data (task);

  answer = kin_client_fetch_finish (KIN_CLIENT (source), result, &error);
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_FOUND) ||
      g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_GONE) ||
      g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_MERGED))
    g_ptr_array_add (self->gone, get_current (self));

  self->passed++;
  if (error != NULL && kin_sync_is_fatal (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL && !kin_sync_is_refusal (error))
    mark (task);
  else
    look_at_next (task);
}

static gboolean
may_read (Looking    *self,
          const char *reference)
{
  g_auto (GStrv) parts = g_strsplit (reference, "/", 2);

  return kin_scope_allows (kin_client_get_scope (self->context->client), parts[0], 'r');
}

static void
look_at_next (GTask *task)
{
  Looking *self = g_task_get_task_data (task);
  g_autofree char *escaped = NULL;
  g_autofree char *url = NULL;

  while (self->passed < self->n_unseen && !may_read (self, get_current (self)))
    self->passed++;
  if (self->passed >= self->n_unseen || self->asked >= MOST)
    {
      mark (task);
      return;
    }

  self->asked++;
  escaped = g_uri_escape_string (get_current (self), "/", FALSE);
  url = g_strconcat (self->context->base, "/", escaped, NULL);
  kin_client_fetch_async (self->context->client, url, g_task_get_cancellable (task), looked_cb,
                          g_object_ref (task));
}

static void
unseen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->unseen = kin_record_store_list_unseen_finish (KIN_RECORD_STORE (source), result, &error);
  if (self->unseen == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->n_unseen = g_strv_length (self->unseen);
  self->start = self->n_unseen > MOST ? g_random_int_range (0, (gint32) self->n_unseen) : 0;
  look_at_next (task);
}

/**
 * kin_sync_gone_async:
 * @seen: all that the run brought
 *
 * Finds out what the portal no longer shows, of the types of which it showed everything, and
 * notes it. Nothing is taken out of the record.
 */
void
kin_sync_gone_async (KinSyncContext      *context,
                     KinSyncSeen         *seen,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_auto (GStrv) types = list_whole_types (seen);
  Looking *self = g_new0 (Looking, 1);

  self->context = kin_sync_context_ref (context);
  self->gone = g_ptr_array_new ();
  g_task_set_source_tag (task, kin_sync_gone_async);
  g_task_set_task_data (task, self, (GDestroyNotify) looking_free);

  if (types[0] == NULL)
    g_task_return_boolean (task, TRUE);
  else
    kin_record_store_list_unseen_async (context->record, context->connection,
                                        (const char * const *) types, seen->references,
                                        cancellable, unseen_cb, g_object_ref (task));
}

gboolean
kin_sync_gone_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
