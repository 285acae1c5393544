/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-data-folder-take"

#include "config.h"

#include "kin-data-folder.h"
#include "kin-engine-error.h"

#define AGAIN_MILLISECONDS 100
#define MAX_TRIES 600

/* One wish for the folder. */
typedef struct
{
  char  *path;
  guint  tries;
} Wish;

static void
wish_free (Wish *self)
{
  g_free (self->path);
  g_free (self);
}

static gboolean
try_once (gpointer user_data)
{
  GTask *task = user_data;
  Wish *wish = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  KinDataFolder *folder;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  folder = kin_data_folder_open (wish->path, &error);
  if (folder != NULL)
    g_task_return_pointer (task, folder, g_object_unref);
  else if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER_CHECKED) &&
           ++wish->tries < MAX_TRIES)
    return G_SOURCE_CONTINUE;
  else
    g_task_return_error (task, g_steal_pointer (&error));

  return G_SOURCE_REMOVE;
}

/**
 * kin_data_folder_take_async:
 * @path: (nullable): the folder, or %NULL for `kinchart` in the user's data folder
 *
 * As kin_data_folder_open(), and waits while the check that goes on when Kinchart is closed makes
 * room.
 */
void
kin_data_folder_take_async (const char          *path,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->path = g_strdup (path);
  g_task_set_source_tag (task, kin_data_folder_take_async);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);

  if (try_once (task) == G_SOURCE_CONTINUE)
    g_timeout_add_full (G_PRIORITY_DEFAULT, AGAIN_MILLISECONDS, try_once, g_object_ref (task),
                        g_object_unref);
}

/**
 * kin_data_folder_take_finish:
 * @error: as kin_data_folder_open()
 *
 * Returns: (transfer full): the folder, held
 */
KinDataFolder *
kin_data_folder_take_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
