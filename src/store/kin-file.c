/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file"

#include "config.h"

#include "kin-file-private.h"
#include "kin-folder-private.h"
#include "kin-schema-private.h"
#include "kin-set-meta.h"
#include "kin-store-error-private.h"

#define COPY_DELAY (2 * G_USEC_PER_SEC)

typedef struct
{
  KinFile      *file;
  KinStoreMode  mode;
  char         *key_id;

  /* Only where the key is still to be found. */
  KinStoreKeyFunc  find_key;
  GObject         *owner;
} Opening;

/* Runs on the worker thread, last of all. */
static void
close_databases (KinFile *self)
{
  g_autoptr (GError) error = NULL;

  if (self->copy_due && !kin_file_update_copy (self, &error))
    g_warning ("The copy is behind: %s", error->message);

  g_clear_pointer (&self->rows, kin_row_reader_end);
  g_clear_pointer (&self->reader, kin_database_close);
  g_clear_pointer (&self->writer, kin_database_close);
  g_clear_pointer (&self->key, kin_secret_unref);
}

/* Runs on the worker thread. */
void
kin_file_free (KinFile *self)
{
  close_databases (self);
  g_free (self->aside);
  g_free (self->folder);
  g_free (self);
}

/* Has the worker close it: @last is called with @owned on the worker thread and
 * ends with kin_file_free(). The caller does not touch @self again. */
void
kin_file_end (KinFile       *self,
              GTask         *task,
              KinWorkerFunc  last,
              gpointer       owned)
{
  kin_worker_end (self->worker, task, last, owned);
}

/* Closes the file of a store that has only a file, once. @task may be NULL, and
 * is taken over. */
void
kin_file_close (KinFile  *self,
                gboolean *closed,
                GTask    *task)
{
  if (!*closed)
    {
      *closed = TRUE;
      kin_file_end (self, task, (KinWorkerFunc) kin_file_free, self);
    }
  else if (task != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
opening_free (Opening *self)
{
  if (self->file != NULL)
    kin_file_end (self->file, NULL, (KinWorkerFunc) kin_file_free, self->file);

  g_clear_object (&self->owner);
  g_free (self->key_id);
  g_free (self);
}

/* The key is compared by name before anything is opened: opening alone may
 * change the folder. */
static gboolean
check_meta (Opening  *self,
            GError  **error)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_read (self->file->folder, error);

  if (meta == NULL)
    return FALSE;

  if (g_strcmp0 (meta->key_id, self->key_id) == 0)
    return TRUE;

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_WRONG_KEY,
                       "The set was made with another key");

  return FALSE;
}

static gboolean
check_names (KinFile      *self,
             KinStoreMode  mode,
             GError      **error)
{
  for (gsize i = 0; kin_file_suffixes[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (self->kind->name, kin_file_suffixes[i], NULL);
      gboolean exists, empty;

      if (!kin_folder_check (self->folder, name, &exists, &empty, error))
        return FALSE;

      if (mode == KIN_STORE_CREATE && exists)
        {
          g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_EXISTS,
                               "A file of the set is there already");
          return FALSE;
        }

      if (mode == KIN_STORE_OPEN && i == 0 && !exists)
        {
          g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND,
                               "The file is not there");
          return FALSE;
        }

      /* SQLite would take a file without a byte for a new one. */
      if (i == 0 && empty)
        {
          g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                               "The file has been emptied");
          return FALSE;
        }
    }

  return TRUE;
}

/* Asks the library whether it encrypts, before a file is made with it. */
static gboolean
check_library (GError **error)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean encrypts;

  encrypts = sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
             && sqlite3_prepare_v2 (db, "PRAGMA cipher_version", -1, &statement, NULL) == SQLITE_OK
             && sqlite3_step (statement) == SQLITE_ROW
             && sqlite3_column_bytes (statement, 0) > 0;
  sqlite3_finalize (statement);
  sqlite3_close (db);

  if (!encrypts)
    g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_ENCRYPTED,
                         "The database library does not encrypt");

  return encrypts;
}

/* Fills a file that has only a working name, and proves after the first commit
 * that what lies on the disk is not in clear. */
static gboolean
fill_new_file (KinFile     *self,
               const char  *name,
               GError     **error)
{
  g_autoptr (KinDatabase) database = NULL;

  database = kin_database_open (self->kind, self->folder, name, KIN_DATABASE_NEW, self->key, error);
  if (database == NULL || !kin_schema_apply (database, self->kind, error))
    return FALSE;

  if (kin_database_is_encrypted (database))
    return TRUE;

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_ENCRYPTED,
                       "What was written is in clear");

  return FALSE;
}

/* The log belonged to the file that is aside now. Before another one has its name: that lost
 * nothing. */
static gboolean
set_old_aside (KinFile  *self,
               GError  **error)
{
  if (!kin_file_set_aside (self, error))
    return FALSE;

  if (self->kind->wal)
    kin_file_forget_marks (self);

  return TRUE;
}

/* A new file gets its name when it is whole: a start that was cut off leaves
 * nothing that looks like a record. What has the name is set aside before. */
static gboolean
make_file (KinFile   *self,
           gboolean   has_old,
           GError   **error)
{
  g_autofree char *name = g_strconcat (self->kind->name, ".new", NULL);

  return kin_file_remove_leftovers (self, name, error)
         && kin_folder_make_file (self->folder, name, error)
         && fill_new_file (self, name, error)
         && (!has_old || set_old_aside (self, error))
         && kin_folder_move (self->folder, name, self->kind->name, FALSE, error);
}

static gboolean
open_databases (KinFile  *self,
                GError  **error)
{
  KinDatabase *window;

  if (self->kind->wal && !kin_file_choose_log (self, error))
    return FALSE;

  self->writer = kin_database_open (self->kind, self->folder, self->kind->name,
                                    KIN_DATABASE_WRITER, self->key, error);
  if (self->writer == NULL || !kin_schema_apply (self->writer, self->kind, error))
    return FALSE;

  if (!self->kind->wal)
    return TRUE;

  if (!kin_file_look_for_loss (self, error))
    return FALSE;

  self->reader = kin_database_open (self->kind, self->folder, self->kind->name,
                                    KIN_DATABASE_READER, self->key, error);
  if (self->reader == NULL)
    return FALSE;

  window = kin_database_open (self->kind, self->folder, self->kind->name, KIN_DATABASE_READER,
                              self->key, error);
  if (window == NULL)
    return FALSE;

  self->rows = kin_row_reader_new (window);

  return TRUE;
}

/* A file that is damaged gives way to its copy, once; whatever else is wrong with it stays as it
 * is. */
static gboolean
open_or_use_copy (KinFile   *self,
                  gboolean   early,
                  GError   **error)
{
  g_autoptr (GError) damage = NULL;

  self->check_due = self->kind->from_copy != NULL;
  if (check_names (self, KIN_STORE_OPEN, &damage)
      && open_databases (self, &damage)
      && (early && self->check_due ? kin_file_read_rows (self, &damage)
                                   : kin_file_check (self, &damage)))
    return TRUE;

  if (!kin_file_has_copy_for (self, damage))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  self->check_due = FALSE;
  g_clear_pointer (&self->writer, kin_database_close);

  return kin_file_use_copy (self, error)
         && check_names (self, KIN_STORE_OPEN, error)
         && open_databases (self, error);
}

/* Only what is damaged gives way to an empty file: what is whole after all is opened. Cut off
 * anywhere, the file is damaged, or is not there, and this is asked again; or it is new, and the
 * damaged one is beside it. */
static gboolean
open_or_renew (KinFile  *self,
               GError  **error)
{
  g_autoptr (GError) damage = NULL;

  if (check_names (self, KIN_STORE_OPEN, &damage)
      && open_databases (self, &damage)
      && kin_file_check_pages (self->writer, &damage))
    return TRUE;

  if (!kin_store_error_is_damage (damage))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  g_clear_pointer (&self->rows, kin_row_reader_end);
  g_clear_pointer (&self->reader, kin_database_close);
  g_clear_pointer (&self->writer, kin_database_close);
  if (!make_file (self, TRUE, error))
    return FALSE;

  self->is_renewed = TRUE;

  return open_databases (self, error);
}

static gboolean
has_key (Opening       *opening,
         GCancellable  *cancellable,
         GError       **error)
{
  return opening->find_key == NULL
         || opening->find_key (opening->owner, cancellable, &opening->file->key, &opening->key_id,
                               error);
}

static gboolean
open_file (Opening  *opening,
           GError  **error)
{
  KinFile *self = opening->file;
  gboolean opened;

  if (!check_meta (opening, error) || !check_library (error))
    return FALSE;

  if (opening->mode == KIN_STORE_CREATE)
    opened = check_names (self, KIN_STORE_CREATE, error)
             && make_file (self, FALSE, error)
             && open_databases (self, error);
  else if (opening->mode == KIN_STORE_RENEW)
    opened = open_or_renew (self, error);
  else
    opened = open_or_use_copy (self, opening->mode == KIN_STORE_OPEN_EARLY, error);

  if (opened && self->kind->wal)
    {
      self->aside = kin_file_dup_aside (self);
      if (self->aside == NULL)
        g_clear_pointer (&self->key, kin_secret_unref);
    }

  return opened;
}

static void
open_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (GError) error = NULL;

  kin_worker_assert (opening->file->worker);

  if (has_key (opening, cancellable, &error)
      && !g_cancellable_set_error_if_cancelled (cancellable, &error)
      && open_file (opening, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  /* Whoever is told of the failure finds the folder as it was. */
  close_databases (opening->file);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* SQLite counts every byte it has, under a lock that all threads share. Nobody
 * asks, and the count must be given up before the first use; later it is too late
 * and does no harm. */
static void
stop_counting_memory (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }
}

static Opening *
opening_new (const KinFileKind *kind,
             const char        *folder,
             KinStoreMode       mode)
{
  Opening *self = g_new0 (Opening, 1);

  stop_counting_memory ();

  self->file = g_new0 (KinFile, 1);
  self->file->kind = kind;
  self->file->folder = g_strdup (folder);
  self->file->worker = kin_worker_new (kind->name);
  self->mode = mode;

  return self;
}

static void
opening_begin (Opening             *self,
               gpointer             source_tag,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* What is open is handed over: only who has it can close it, and wait for that. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) opening_free);
  kin_worker_push (self->file->worker, task, open_job);
}

/* Opens a file of a set on a thread of its own. */
void
kin_file_open_async (const KinFileKind   *kind,
                     const char          *folder,
                     KinStoreMode         mode,
                     KinSecret           *key,
                     const char          *key_id,
                     gpointer             source_tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Opening *opening = opening_new (kind, folder, mode);

  opening->file->key = kin_secret_ref (key);
  opening->key_id = g_strdup (key_id);
  opening_begin (opening, source_tag, cancellable, callback, user_data);
}

/* The same, with a key that is found on that thread: whoever opens it has other things to do. */
void
kin_file_open_with_async (const KinFileKind   *kind,
                          const char          *folder,
                          KinStoreMode         mode,
                          KinStoreKeyFunc      find_key,
                          GObject             *owner,
                          gpointer             source_tag,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Opening *opening = opening_new (kind, folder, mode);

  opening->find_key = find_key;
  opening->owner = g_object_ref (owner);
  opening_begin (opening, source_tag, cancellable, callback, user_data);
}

/* Hands over the open file; it is ended with kin_file_end(). */
KinFile *
kin_file_open_finish (GAsyncResult  *result,
                      GError       **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  /* Who is told is the last to have it: the task may live a moment longer. */
  g_clear_object (&opening->owner);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_steal_pointer (&opening->file);
}

static void
copy_due (gpointer owned)
{
  KinFile *self = owned;
  g_autoptr (GError) error = NULL;

  if (kin_file_update_copy (self, &error))
    return;

  g_warning ("The copy is behind: %s", error->message);
  self->copy_due = TRUE;
}

static void
copy_later (KinFile *self)
{
  self->copy_due = TRUE;
  kin_worker_set_deadline (self->worker, g_get_monotonic_time () + COPY_DELAY, copy_due, self);
}

/* Begins a transaction with one purpose, on the worker thread: in a file that is whole. */
gboolean
kin_file_begin (KinFile  *self,
                GError  **error)
{
  kin_worker_assert (self->worker);

  return kin_file_check (self, error) && kin_database_begin (self->writer, error);
}

/* Ends it: keeps it when all of it is @done, and tells the task. Takes over @error. For what
 * nobody would miss in the copy, such as when a portal was asked last. Returns: whether it is
 * kept. */
gboolean
kin_file_finish_alone (KinFile  *self,
                       GTask    *task,
                       gboolean  done,
                       GError   *error)
{
  if (done && kin_database_commit (self->writer, &error))
    {
      g_task_return_boolean (task, TRUE);
      return TRUE;
    }

  kin_database_rollback (self->writer);
  g_task_return_error (task, error);
  return FALSE;
}

/* The same, and the copy follows when the person has paused, or when the file is closed. */
void
kin_file_finish (KinFile  *self,
                 GTask    *task,
                 gboolean  done,
                 GError   *error)
{
  if (kin_file_finish_alone (self, task, done, error))
    copy_later (self);
}

/* Before what was erased is told: the copy has it still, and a new one follows. */
gboolean
kin_file_remove_copy (KinFile  *self,
                      GError  **error)
{
  g_autofree char *copy = g_strconcat (self->kind->name, ".copy", NULL);
  g_autofree char *half = g_strconcat (copy, ".new", NULL);

  copy_later (self);

  return kin_file_remove_leftovers (self, half, error)
         && kin_folder_remove (self->folder, copy, error);
}

/* The present moment in UTC, as files of ours note it. */
char *
kin_file_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}
