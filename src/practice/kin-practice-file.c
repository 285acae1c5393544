/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-file"

#include "config.h"

#include "kin-practice-file.h"

#include "kin-practice-care.h"

#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK (256 * 1024)

typedef struct archive Archive;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

/* Reads a whole file, unpacked if it is packed: libarchive knows gzip, xz and zstd by their
 * first bytes. */
static GBytes *
read_unpacked (const char *path, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);
  struct archive_entry *entry;
  la_ssize_t length = 0;

  archive_read_support_filter_all (archive);
  archive_read_support_format_raw (archive);
  if (archive_read_open_filename (archive, path, BLOCK) == ARCHIVE_OK
      && archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    while ((length = archive_read_data (archive, block, BLOCK)) > 0)
      g_byte_array_append (bytes, block, (guint) length);
  if (length < 0 || bytes->len == 0)
    {
      g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_FILE, "cannot read %s", path);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
add_entry (GPtrArray *entries, KinJson *json, KinJsonNode node, KinJsonNode full_url,
           gint64 modified)
{
  KinPracticeEntry *entry;

  if (kin_json_node_get_type (kin_json_node_get (node, "resourceType")) != KIN_JSON_STRING)
    return;

  entry = g_new0 (KinPracticeEntry, 1);
  entry->json = kin_json_ref (json);
  entry->node = node;
  entry->full_url = kin_json_node_dup_string (full_url);
  entry->modified = modified;
  g_ptr_array_add (entries, entry);
}

/* A Bundle stands for its entries, anything else for itself. */
static void
add_document (GPtrArray *entries, KinJson *json, gint64 modified)
{
  KinJsonNode root = kin_json_get_root (json);
  KinJsonNode none = { NULL, NULL };
  KinJsonNode entry;
  KinJsonIter iter;

  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "Bundle"))
    {
      add_entry (entries, json, root, none, modified);
      return;
    }

  kin_json_iter_init (&iter, kin_json_node_get (root, "entry"));
  while (kin_json_iter_next (&iter, NULL, &entry))
    add_entry (entries, json, kin_json_node_get (entry, "resource"),
               kin_json_node_get (entry, "fullUrl"), modified);
}

static gboolean
add_lines (GPtrArray *entries, GBytes *bytes, gint64 modified, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text + length;

  for (const char *line = text; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      gsize size = (gsize) ((stop != NULL ? stop : end) - line);
      g_autofree char *trimmed = g_strstrip (g_strndup (line, size));

      if (*trimmed != '\0')
        {
          g_autoptr (GBytes) slice = g_bytes_new (trimmed, strlen (trimmed));
          g_autoptr (KinJson) json = kin_json_new (slice, error);

          if (json == NULL)
            return FALSE;
          add_document (entries, json, modified);
        }
      line += size + 1;
    }

  return TRUE;
}

/**
 * kin_practice_file_read:
 * @path: a Bundle, a resource, or NDJSON; plain or packed
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type KinPracticeEntry): what is in it
 */
GPtrArray *
kin_practice_file_read (const char *path, GError **error)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_entry_free);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = read_unpacked (path, error);
  g_autoptr (KinJson) json = NULL;
  struct stat status = { 0 };
  gint64 modified;

  if (bytes == NULL || stat (path, &status) != 0)
    return NULL;

  modified = (gint64) status.st_mtime * G_USEC_PER_SEC;
  if (strstr (name, ".ndjson") != NULL)
    {
      if (!add_lines (entries, bytes, modified, error))
        return NULL;
      return g_steal_pointer (&entries);
    }

  json = kin_json_new (bytes, error);
  if (json == NULL)
    return NULL;

  add_document (entries, json, modified);
  return g_steal_pointer (&entries);
}

/**
 * kin_practice_entry_free:
 * @self: (transfer full): an entry
 *
 * Frees an entry.
 */
void
kin_practice_entry_free (KinPracticeEntry *self)
{
  kin_json_unref (self->json);
  g_free (self->full_url);
  g_free (self);
}
