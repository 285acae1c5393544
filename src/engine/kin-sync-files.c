/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-files"

#include "config.h"

#include <string.h>

#include "kin-sync-extras-private.h"

#define PARALLEL 2

/* Brings documents and pictures home, two at a time. */
typedef struct
{
  KinSyncContext *context;
  GPtrArray      *files;
  gsize           most;

  guint           next;
  guint           running;
  guint           missing;
  GError         *error;
} Fetching;

typedef struct
{
  GTask       *task;
  KinSyncFile *file;
} Single;

/* A file that came, on a thread of the pool: hashing a large one takes its time. */
typedef struct
{
  GBytes      *bytes;
  char        *content_type;
  KinSyncFile *file;
} Reading;

static void
reading_free (Reading *reading)
{
  g_bytes_unref (reading->bytes);
  g_free (reading->content_type);
  kin_sync_file_free (reading->file);
  g_free (reading);
}

static void
fetching_free (Fetching *fetching)
{
  kin_sync_context_unref (fetching->context);
  g_ptr_array_unref (fetching->files);
  g_clear_error (&fetching->error);
  g_free (fetching);
}

static void pump (GTask *task);

static void
single_done (Single *single,
             GError *error)
{
  g_autoptr (GTask) task = single->task;
  Fetching *fetching = g_task_get_task_data (task);

  g_free (single);
  fetching->running--;
  if (error != NULL && fetching->error == NULL)
    fetching->error = error;
  else
    g_clear_error (&error);

  pump (task);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError *error = NULL;

  kin_record_store_save_attachment_finish (KIN_RECORD_STORE (source), result, &error);
  single_done (user_data, error);
}

static void
save (Single     *single,
      const char *content_type,
      GBytes     *bytes,
      const char *reason)
{
  Fetching *fetching = g_task_get_task_data (single->task);

  if (bytes == NULL)
    fetching->missing++;
  kin_record_store_save_attachment_async (fetching->context->record,
                                          fetching->context->connection, single->file->url,
                                          content_type, bytes, reason,
                                          g_task_get_cancellable (single->task), saved_cb, single);
}

/* What the resource says about the file, where it does: a hash, or how long it is. More than
 * was said is no sign of something missing. */
static gboolean
is_what_was_said (GBytes            *bytes,
                  const KinSyncFile *file)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree guchar *said = NULL;
  guint8 digest[20];
  gsize length = sizeof digest;
  gsize said_length;

  if (file->hash == NULL)
    return file->size < 0 || g_bytes_get_size (bytes) >= (gsize) file->size;

  said = g_base64_decode (file->hash, &said_length);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &length);

  return said_length == length && memcmp (said, digest, length) == 0;
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Reading *reading = task_data;

  g_task_return_boolean (task, is_what_was_said (reading->bytes, reading->file));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Single *single = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  const char *content_type = reading->content_type != NULL ? reading->content_type
                                                           : single->file->content_type;

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    save (single, content_type, reading->bytes, NULL);
  else
    save (single, NULL, NULL, "it is not what the record says it is");
}

/**
 * kin_sync_file_reason:
 * @size: how long the record says it is, or -1
 * @most: how much was taken
 *
 * What is larger than is ever taken is not promised. Where the record does not say how large it
 * is, only asking for it shows that.
 *
 * Returns: why a file is not here
 */
const char *
kin_sync_file_reason (const GError *error,
                      gint64        size,
                      gsize         most)
{
  gboolean large = g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE);

  return large && most < KIN_CLIENT_MAX_ATTACHMENT && size <= KIN_CLIENT_MAX_ATTACHMENT
           ? "it is large: it is asked for when everything is asked for again"
           : kin_sync_reason (error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Single *single = user_data;
  Fetching *fetching = g_task_get_task_data (single->task);
  g_autoptr (KinAnswer) answer = NULL;
  g_autoptr (GTask) task = NULL;
  Reading *reading;
  GError *error = NULL;

  answer = kin_client_fetch_attachment_finish (KIN_CLIENT (source), result, &error);
  if (answer == NULL && kin_sync_is_fatal (error))
    {
      single_done (single, error);
      return;
    }
  if (answer == NULL)
    {
      save (single, NULL, NULL,
            kin_sync_will_pass (error)
              ? NULL : kin_sync_file_reason (error, single->file->size, fetching->most));
      g_error_free (error);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->bytes = g_bytes_ref (kin_answer_get_bytes (answer));
  reading->content_type = g_strdup (kin_answer_get_content_type (answer));
  reading->file = kin_sync_file_copy (single->file);
  task = g_task_new (NULL, NULL, read_cb, single);
  g_task_set_source_tag (task, fetched_cb);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_thread);
}

static void
start_single (GTask       *task,
              KinSyncFile *file)
{
  Fetching *fetching = g_task_get_task_data (task);
  g_autofree char *folder = g_strconcat (fetching->context->base, "/", NULL);
  g_autofree char *url = g_uri_resolve_relative (folder, file->url, G_URI_FLAGS_ENCODED, NULL);
  Single *single = g_new0 (Single, 1);

  single->task = g_object_ref (task);
  single->file = file;
  fetching->running++;

  if (url == NULL || !kin_client_is_own_url (fetching->context->client, url))
    save (single, NULL, NULL, "it is on another server");
  else
    kin_client_fetch_attachment_async (fetching->context->client, url, file->content_type,
                                       file->size, fetching->most, g_task_get_cancellable (task),
                                       fetched_cb, single);
}

static void
pump (GTask *task)
{
  Fetching *fetching = g_task_get_task_data (task);

  while (fetching->error == NULL && fetching->running < PARALLEL &&
         fetching->next < fetching->files->len)
    start_single (task, g_ptr_array_index (fetching->files, fetching->next++));

  if (fetching->running > 0)
    return;

  if (fetching->error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetching->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * kin_sync_fetch_files_async:
 * @files: (element-type KinSyncFile): what to bring
 * @large: whether somebody asked for the large ones too (security.md N-10)
 *
 * Fetches each file and stores it, or stores why it is not here.
 */
void
kin_sync_fetch_files_async (KinSyncContext      *context,
                            GPtrArray           *files,
                            gboolean             large,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Fetching *fetching = g_new0 (Fetching, 1);

  fetching->context = kin_sync_context_ref (context);
  fetching->files = g_ptr_array_ref (files);
  fetching->most = large ? KIN_CLIENT_MAX_ATTACHMENT : KIN_CLIENT_ASK_ABOVE;

  g_task_set_source_tag (task, kin_sync_fetch_files_async);
  g_task_set_task_data (task, fetching, (GDestroyNotify) fetching_free);
  pump (task);
}

/**
 * kin_sync_fetch_files_finish:
 * @n_missing: (out): files that could not be had
 */
gboolean
kin_sync_fetch_files_finish (GAsyncResult  *result,
                             guint         *n_missing,
                             GError       **error)
{
  Fetching *fetching = g_task_get_task_data (G_TASK (result));

  *n_missing = fetching->missing;
  return g_task_propagate_boolean (G_TASK (result), error);
}
