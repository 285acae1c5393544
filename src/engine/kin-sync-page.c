/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-page"

#include "config.h"

#include "kin-document-file.h"
#include "kin-sync-page-private.h"

/* What is read in less time than it takes to wake a thread for it, in bytes. */
#define SHORT_PAGE (16 * 1024)

/* What is to be read of a bundle, on a thread of the pool. */
typedef struct
{
  KinBundle *bundle;
  char      *base;
  char      *patient_id;
} Reading;

static void
reading_free (Reading *reading)
{
  kin_bundle_unref (reading->bundle);
  g_free (reading->base);
  g_free (reading->patient_id);
  g_free (reading);
}

void
kin_sync_file_free (KinSyncFile *self)
{
  g_free (self->url);
  g_free (self->content_type);
  g_free (self->hash);
  g_free (self);
}

KinSyncFile *
kin_sync_file_copy (const KinSyncFile *self)
{
  KinSyncFile *copy = g_new0 (KinSyncFile, 1);

  copy->url = g_strdup (self->url);
  copy->content_type = g_strdup (self->content_type);
  copy->size = self->size;
  copy->hash = g_strdup (self->hash);
  copy->tries = self->tries;

  return copy;
}

void
kin_sync_page_free (KinSyncPage *self)
{
  g_clear_pointer (&self->bundle, kin_bundle_unref);
  g_strfreev (self->references);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static gsize
get_size (KinBundle *bundle)
{
  return g_bytes_get_size (kin_json_get_bytes (kin_bundle_get_json (bundle)));
}

static void
find_files (KinSyncPage *self,
            KinJsonNode  resource)
{
  g_autoptr (GPtrArray) listed = kin_document_file_list_elsewhere (resource);

  for (guint i = 0; i < listed->len; i++)
    {
      const KinDocumentFile *document = g_ptr_array_index (listed, i);
      KinSyncFile *file = g_new0 (KinSyncFile, 1);

      file->url = g_strdup (document->url);
      file->content_type = g_strdup (document->content_type);
      file->size = document->size > 0 ? document->size : -1;
      file->hash = g_strdup (document->hash);
      g_ptr_array_add (self->files, file);
    }
}

static void
read_entry (KinSyncPage *self,
            guint        position)
{
  switch (kin_bundle_get_state_at (self->bundle, position))
    {
    case KIN_ENTRY_OUTCOME:
      return;
    case KIN_ENTRY_QUARANTINE:
      self->matches++;
      return;
    case KIN_ENTRY_MATCH:
      self->matches++;
      break;
    case KIN_ENTRY_INCLUDE:
      break;
    default:
      g_assert_not_reached ();
    }

  find_files (self, kin_bundle_get_resource (self->bundle, position));
}

/**
 * kin_sync_page_new:
 * @bundle: one answer of a portal
 * @base: the FHIR base URL of that portal
 * @patient_id: whose record it must be
 * @error: %KIN_RECORD_ERROR_OTHER_PERSON when it holds someone else's data
 *
 * Returns: (transfer full): the page, checked and read
 */
KinSyncPage *
kin_sync_page_new (KinBundle   *bundle,
                   const char  *base,
                   const char  *patient_id,
                   GError     **error)
{
  KinBundle *checked = kin_bundle_check_person (bundle, base, patient_id, error);
  KinSyncPage *self;

  if (checked == NULL)
    return NULL;

  self = g_new0 (KinSyncPage, 1);
  self->bundle = checked;
  self->says_error = kin_bundle_says_error (checked);
  self->references = kin_bundle_list_references (checked, base);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_file_free);
  for (guint i = 0; i < kin_bundle_get_n_entries (checked); i++)
    read_entry (self, i);

  return self;
}

/**
 * kin_sync_page_get_size:
 *
 * Returns: how many bytes it is, unpacked
 */
gsize
kin_sync_page_get_size (KinSyncPage *self)
{
  return get_size (self->bundle);
}

/**
 * kin_sync_page_has_changed_before:
 * @position: of an entry
 * @margin: how much before
 *
 * Returns: whether it is an answer to the question and says that it last changed before @moment
 */
gboolean
kin_sync_page_has_changed_before (KinSyncPage *self,
                                  guint        position,
                                  GDateTime   *moment,
                                  GTimeSpan    margin)
{
  KinJsonNode meta = kin_json_node_get (kin_bundle_get_resource (self->bundle, position), "meta");
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) changed = NULL;

  if (kin_bundle_get_state_at (self->bundle, position) != KIN_ENTRY_MATCH)
    return FALSE;

  text = kin_json_node_dup_string (kin_json_node_get (meta, "lastUpdated"));
  changed = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  return changed != NULL && g_date_time_difference (moment, changed) > margin;
}

static void
read_page (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  KinSyncPage *page = kin_sync_page_new (reading->bundle, reading->base, reading->patient_id,
                                         &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) kin_sync_page_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_sync_page_read_async:
 *
 * kin_sync_page_new() on a thread of the pool, unless the page is short.
 */
void
kin_sync_page_read_async (KinBundle           *bundle,
                          const char          *base,
                          const char          *patient_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->bundle = kin_bundle_ref (bundle);
  reading->base = g_strdup (base);
  reading->patient_id = g_strdup (patient_id);

  g_task_set_source_tag (task, kin_sync_page_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (get_size (bundle) < SHORT_PAGE)
    read_page (task, NULL, reading, cancellable);
  else
    g_task_run_in_thread (task, read_page);
}

KinSyncPage *
kin_sync_page_read_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
