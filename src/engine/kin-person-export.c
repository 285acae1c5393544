/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-export"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kin-crash-point.h"
#include "kin-engine-error.h"
#include "kin-person-private.h"
#include "kin-person-record.h"

#define BATCH 200

/* Writes every resource into a file of its own, byte for byte as it was received. */
typedef struct
{
  int    folder;
  gint64 written;
} Export;

static void
export_free (Export *export)
{
  if (export->folder >= 0)
    close (export->folder);
  g_free (export);
}

static void
set_error_from_errno (GError     **error,
                      const char  *operation)
{
  int saved = errno;

  g_set_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_FOLDER, "Export, %s: %s", operation,
               g_strerror (saved));
}

/* The type comes from a server: only letters go into a name. */
static char *
make_name (const KinRawResource *raw)
{
  g_autofree char *type = g_strdup (raw->type != NULL ? raw->type : "");

  g_strcanon (type, G_CSET_A_2_Z G_CSET_a_2_z, '_');

  return g_strdup_printf ("%.64s-%" G_GINT64_FORMAT ".json", type, raw->id);
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static gboolean
write_resource (Export                *export,
                const KinRawResource  *raw,
                GError               **error)
{
  g_autofree char *name = make_name (raw);
  gsize length;
  const char *data = g_bytes_get_data (raw->bytes, &length);
  gboolean written;
  int fd;

  fd = openat (export->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  written = fd >= 0 && write_all (fd, data, length);
  if (!written)
    set_error_from_errno (error, "write");
  if (fd >= 0 && close (fd) != 0 && written)
    {
      set_error_from_errno (error, "close");
      written = FALSE;
    }

  export->written += written ? 1 : 0;
  return written;
}

static void
batch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) batch = NULL;
  Export *export = g_task_get_task_data (task);
  gint64 last = 0;
  GError *error = NULL;

  batch = kin_record_store_read_raw_finish (KIN_RECORD_STORE (source), result, &error);
  for (guint i = 0; batch != NULL && i < batch->len; i++)
    {
      const KinRawResource *raw = g_ptr_array_index (batch, i);

      kin_crash_point ("export.half");
      last = raw->id;
      if (!write_resource (export, raw, &error))
        break;
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else if (batch->len == 0)
    g_task_return_int (task, export->written);
  else
    kin_record_store_read_raw_async (KIN_RECORD_STORE (source), last, BATCH,
                                     g_task_get_cancellable (task), batch_cb,
                                     g_object_ref (task));
}

static int
make_folder (const char  *folder,
             GError     **error)
{
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_error_from_errno (error, "make the folder");
      return -1;
    }

  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    set_error_from_errno (error, "open the folder");

  return fd;
}

/**
 * kin_person_export_async:
 * @folder: is made if needed; files in it are never written over
 *
 * Writes each resource as it was received into a file of its own. They are not encrypted: that
 * is what the person asked for.
 */
void
kin_person_export_async (KinPerson           *self,
                         const char          *folder,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);
  GError *error = NULL;

  g_return_if_fail (kin_person_get_is_open (self));

  g_task_set_source_tag (task, kin_person_export_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  export->folder = make_folder (folder, &error);
  if (export->folder < 0)
    g_task_return_error (task, error);
  else
    kin_record_store_read_raw_async (kin_person_get_record (self), 0, BATCH, cancellable,
                                     batch_cb, g_object_ref (task));
}

/**
 * kin_person_export_finish:
 *
 * Returns: how many resources were written, or -1
 */
gint64
kin_person_export_finish (KinPerson     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
