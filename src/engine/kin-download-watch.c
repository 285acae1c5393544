/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-download-watch"

#include "config.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "kin-download-watch.h"
#include "kin-engine-error.h"

/**
 * KinDownloadWatch:
 *
 * Says when a new file has come into a folder and is whole, for a limited time. It hears of names
 * from the system, asks for nothing by the clock, and opens no file.
 */
struct _KinDownloadWatch
{
  GObject       parent_instance;

  char         *folder;
  guint         seconds;

  GFileMonitor *monitor;           /* NULL: it does not watch */
  guint         end_id;
  GHashTable   *begun;             /* names of new files that are not whole yet */
  GHashTable   *told;              /* names that were said: each is said once */
};

G_DEFINE_FINAL_TYPE (KinDownloadWatch, kin_download_watch, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SECONDS,
  N_PROPS,
};

enum
{
  ARRIVED,
  ENDED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Under which names browsers keep what is still on its way. */
static gboolean
is_partial (const char *name)
{
  static const char *const endings[] = {
    ".part", ".crdownload", ".download", ".opdownload", ".wkdownload", ".partial", ".tmp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return FALSE;
}

/* What people see in their folder as a file of its own. */
static gboolean
is_ordinary (const char *name)
{
  return *name != '.' && !g_str_has_suffix (name, "~") && !is_partial (name);
}

/* A plain file, not a link to one, with something in it: a browser first puts an empty one in the
 * place. Only the entry of the folder is read. */
static gboolean
is_whole (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  struct stat status;

  return path != NULL && lstat (path, &status) == 0 && S_ISREG (status.st_mode) &&
         status.st_size > 0;
}

static void
tell (KinDownloadWatch *self,
      GFile            *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = g_file_get_path (file);

  if (!is_ordinary (name) || !is_whole (file) || !g_hash_table_add (self->told, g_strdup (name)))
    return;

  g_hash_table_remove (self->begun, name);
  g_signal_emit (self, signals[ARRIVED], 0, path);
}

/* A file that was there before has only another name now; one that was on its way is done. */
static void
on_renamed (KinDownloadWatch *self,
            GFile            *file,
            GFile            *new_file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *new_name = g_file_get_basename (new_file);

  if (!g_hash_table_remove (self->begun, name) && !is_partial (name))
    return;

  g_hash_table_add (self->begun, g_strdup (new_name));
  tell (self, new_file);
}

static void
end (KinDownloadWatch *self)
{
  kin_download_watch_stop (self);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
on_changed (KinDownloadWatch  *self,
            GFile             *file,
            GFile             *other_file,
            GFileMonitorEvent  event)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (KinDownloadWatch) held = g_object_ref (self);

  switch (event)
    {
    case G_FILE_MONITOR_EVENT_CREATED:
      g_hash_table_add (self->begun, g_strdup (name));
      break;
    case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
      if (g_hash_table_contains (self->begun, name))
        tell (self, file);
      break;
    case G_FILE_MONITOR_EVENT_MOVED_IN:
      tell (self, file);
      break;
    case G_FILE_MONITOR_EVENT_RENAMED:
      on_renamed (self, file, other_file);
      break;
    case G_FILE_MONITOR_EVENT_DELETED:
    case G_FILE_MONITOR_EVENT_UNMOUNTED:
      if (g_strcmp0 (path, self->folder) == 0)
        end (held);
      break;
    case G_FILE_MONITOR_EVENT_CHANGED:
    case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
    case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    case G_FILE_MONITOR_EVENT_MOVED:
    case G_FILE_MONITOR_EVENT_MOVED_OUT:
    default:
      break;
    }
}

static gboolean
on_time_over (gpointer user_data)
{
  KinDownloadWatch *self = user_data;
  g_autoptr (KinDownloadWatch) held = g_object_ref (self);

  self->end_id = 0;
  end (held);

  return G_SOURCE_REMOVE;
}

static void
kin_download_watch_dispose (GObject *object)
{
  kin_download_watch_stop (KIN_DOWNLOAD_WATCH (object));

  G_OBJECT_CLASS (kin_download_watch_parent_class)->dispose (object);
}

static void
kin_download_watch_finalize (GObject *object)
{
  KinDownloadWatch *self = KIN_DOWNLOAD_WATCH (object);

  g_free (self->folder);
  g_hash_table_unref (self->begun);
  g_hash_table_unref (self->told);

  G_OBJECT_CLASS (kin_download_watch_parent_class)->finalize (object);
}

static void
kin_download_watch_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  g_value_set_uint (value, KIN_DOWNLOAD_WATCH (object)->seconds);
}

static void
kin_download_watch_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  KIN_DOWNLOAD_WATCH (object)->seconds = g_value_get_uint (value);
}

static void
kin_download_watch_class_init (KinDownloadWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kin_download_watch_dispose;
  object_class->finalize = kin_download_watch_finalize;
  object_class->get_property = kin_download_watch_get_property;
  object_class->set_property = kin_download_watch_set_property;

  /**
   * KinDownloadWatch:seconds:
   *
   * How long it watches, once it is started.
   */
  properties[PROP_SECONDS] =
    g_param_spec_uint ("seconds", NULL, NULL, 1, G_MAXUINT, KIN_DOWNLOAD_WATCH_SECONDS,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * KinDownloadWatch::arrived:
   * @path: a new file, which is whole; nothing of it has been read
   */
  signals[ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * KinDownloadWatch::ended:
   *
   * The time is over, or the folder is gone. Not said after kin_download_watch_stop().
   */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
kin_download_watch_init (KinDownloadWatch *self)
{
  self->begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * kin_download_folder_dup_path:
 *
 * Returns: (transfer full): where browsers put files unless they were told otherwise; it need not
 *   be there
 */
char *
kin_download_folder_dup_path (void)
{
  const char *chosen = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);

  return chosen != NULL ? g_strdup (chosen)
                        : g_build_filename (g_get_home_dir (), "Downloads", NULL);
}

/**
 * kin_download_watch_new:
 * @folder: the path of a folder
 * @seconds: how long to watch it
 *
 * Returns: (transfer full): what does not watch yet
 */
KinDownloadWatch *
kin_download_watch_new (const char *folder,
                        guint       seconds)
{
  KinDownloadWatch *self = g_object_new (KIN_TYPE_DOWNLOAD_WATCH, "seconds", seconds, NULL);

  /* The folder itself may be a link to one on a larger disk. */
  self->folder = realpath (folder, NULL);
  if (self->folder == NULL)
    self->folder = g_strdup (folder);

  return self;
}

/**
 * kin_download_watch_start:
 *
 * Begins to watch, for as long as it was made for. What is in the folder now is not said.
 *
 * Returns: whether it watches; the error is %KIN_ENGINE_ERROR_NOT_FOUND when there is no such
 *   folder, or one of GIO
 */
gboolean
kin_download_watch_start (KinDownloadWatch  *self,
                          GError           **error)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (KIN_IS_DOWNLOAD_WATCH (self), FALSE);

  kin_download_watch_stop (self);
  /* A folder that is not there would be looked for by the clock. */
  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NOT_FOUND,
                           "there is no folder for downloads");
      return FALSE;
    }

  file = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, error);
  if (self->monitor == NULL)
    return FALSE;

  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  self->end_id = g_timeout_add_seconds (self->seconds, on_time_over, self);

  return TRUE;
}

/**
 * kin_download_watch_stop:
 *
 * Hears nothing any more, and forgets what it heard.
 */
void
kin_download_watch_stop (KinDownloadWatch *self)
{
  g_return_if_fail (KIN_IS_DOWNLOAD_WATCH (self));

  g_clear_handle_id (&self->end_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_hash_table_remove_all (self->begun);
  g_hash_table_remove_all (self->told);
}

/**
 * kin_download_watch_get_is_active:
 *
 * Returns: whether it watches
 */
gboolean
kin_download_watch_get_is_active (KinDownloadWatch *self)
{
  g_return_val_if_fail (KIN_IS_DOWNLOAD_WATCH (self), FALSE);

  return self->monitor != NULL;
}
