/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-meta"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>

#include "kin-folder-private.h"
#include "kin-set-meta.h"
#include "kin-store-error.h"

#define FILE_NAME "meta"
#define GROUP "set"
#define FAMILY_GROUP "family"
#define RECOVERY_GROUP "recovery"
#define MAX_LENGTH 65536

/**
 * kin_set_meta_new:
 * @key_id: which key opens the set
 *
 * Returns: (transfer full): what to write beside a new set
 */
KinSetMeta *
kin_set_meta_new (const char *key_id)
{
  KinSetMeta *self;

  g_return_val_if_fail (key_id != NULL, NULL);

  self = g_new0 (KinSetMeta, 1);
  self->format = KIN_SET_FORMAT;
  self->key_id = g_strdup (key_id);

  return self;
}

void
kin_set_meta_free (KinSetMeta *self)
{
  if (self == NULL)
    return;

  g_free (self->key_id);
  g_free (self->wrapped_by_family);
  g_strfreev (self->wrapped_by_code);
  g_free (self);
}

static void
read_wrapped (KinSetMeta *self,
              GKeyFile   *file)
{
  self->wrapped_by_family = g_key_file_get_string (file, FAMILY_GROUP, "wrapped", NULL);
  self->wrapped_by_code = g_key_file_get_string_list (file, RECOVERY_GROUP, "wrapped", NULL, NULL);
  self->code_was_typed = g_key_file_get_boolean (file, RECOVERY_GROUP, "typed", NULL);
}

static void
write_wrapped (const KinSetMeta *self,
               GKeyFile         *file)
{
  if (self->wrapped_by_family != NULL)
    g_key_file_set_string (file, FAMILY_GROUP, "wrapped", self->wrapped_by_family);
  if (self->wrapped_by_code == NULL || *self->wrapped_by_code == NULL)
    return;

  g_key_file_set_string_list (file, RECOVERY_GROUP, "wrapped",
                              (const char * const *) self->wrapped_by_code,
                              g_strv_length (self->wrapped_by_code));
  g_key_file_set_boolean (file, RECOVERY_GROUP, "typed", self->code_was_typed);
}

static KinSetMeta *
parse (const char  *text,
       gsize        length,
       GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *key_id = NULL;
  KinSetMeta *self;
  int format = 0;

  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    format = g_key_file_get_integer (file, GROUP, "format", NULL);

  if (format < 1)
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "The file beside the record cannot be read");
      return NULL;
    }

  /* What a newer program put there is not ours to judge. */
  if (format > KIN_SET_FORMAT)
    {
      g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NEWER_FORMAT,
                   "Format %d, and this program knows %d", format, KIN_SET_FORMAT);
      return NULL;
    }

  key_id = g_key_file_get_string (file, GROUP, "key-id", NULL);
  if (key_id == NULL || *key_id == '\0')
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "The file beside the record names no key");
      return NULL;
    }

  self = kin_set_meta_new (key_id);
  self->format = (guint) format;
  read_wrapped (self, file);

  return self;
}

/**
 * kin_set_meta_read:
 * @folder: the folder of a set
 * @error: %KIN_STORE_ERROR_NOT_FOUND when the set has no such file,
 *   %KIN_STORE_ERROR_NEWER_FORMAT, %KIN_STORE_ERROR_CORRUPT,
 *   %KIN_STORE_ERROR_UNSAFE_PATH for a symbolic link
 *
 * Reads what stands beside a set, before anything of the set is opened. Takes
 * no time worth a thread: one small file.
 *
 * Returns: (transfer full): the file's content
 */
KinSetMeta *
kin_set_meta_read (const char  *folder,
                   GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *text;

  g_return_val_if_fail (folder != NULL, NULL);

  bytes = kin_folder_read (folder, FILE_NAME, MAX_LENGTH, error);
  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);

  return parse (text, length, error);
}

/**
 * kin_set_meta_write:
 * @self: what to write
 * @folder: the folder of a set
 * @error: %KIN_STORE_ERROR_NO_SPACE, %KIN_STORE_ERROR_READ_ONLY, %KIN_STORE_ERROR_IO
 *
 * Replaces the file in one step that survives a power cut: a temporary file,
 * fsync, rename, fsync of the folder. Afterwards there is the old file or the
 * new one, whole.
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_set_meta_write (const KinSetMeta  *self,
                    const char        *folder,
                    GError           **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (folder != NULL, FALSE);

  g_key_file_set_integer (file, GROUP, "format", (int) self->format);
  g_key_file_set_string (file, GROUP, "key-id", self->key_id);
  write_wrapped (self, file);
  text = g_key_file_to_data (file, &length, NULL);
  bytes = g_bytes_new_take (text, length);

  return kin_folder_replace (folder, FILE_NAME, bytes, error);
}
