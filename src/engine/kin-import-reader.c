/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import-reader"

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <archive.h>
#include <archive_entry.h>

#include "kin-engine-error.h"
#include "kin-import-reader.h"

#define CHUNK (64 * 1024)
#define BATCH_RESOURCES 200
#define BATCH_BYTES (4 * 1024 * 1024)

/* A small file may well shrink to a hundredth; a bomb goes on. */
#define RATIO_FROM (1024 * 1024)

#define BATCH_HEAD "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
#define BATCH_TAIL "]}"

typedef enum
{
  SHAPE_UNKNOWN,
  SHAPE_LINES,         /* NDJSON: a resource a line */
  SHAPE_WHOLE,         /* one JSON document over several lines */
} Shape;

struct _KinImportReader
{
  GBytes         *bytes;
  struct archive *archive;
  const char     *media_type;

  gboolean        in_entry;
  gboolean        at_end;
  Shape           shape;
  GByteArray     *text;            /* read and not used yet */
  gsize           searched;        /* of it, without a line end */

  GString        *batch;
  guint           n_batch;
  KinBundle      *waiting;         /* comes after the batch before it */

  guint           n_entries;
  guint64         n_out;
  guint           n_found;
  guint           n_bad;
};

static void
set_format_error (GError     **error,
                  const char  *words)
{
  g_set_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_FORMAT, "Import: %s", words);
}

static void
set_limit_error (GError     **error,
                 const char  *words)
{
  g_set_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_LIMIT, "Import: %s", words);
}

/* Nothing is written by its name; but a name that climbs is the sign of an attack. */
static gboolean
is_safe_entry (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname (entry);
  g_auto (GStrv) parts = name != NULL ? g_strsplit_set (name, "/\\", -1) : NULL;

  if (archive_entry_symlink (entry) != NULL || archive_entry_hardlink (entry) != NULL)
    return FALSE;

  return parts == NULL ||
         (*name != '/' && *name != '\\' &&
          !g_strv_contains ((const char * const *) parts, ".."));
}

/* Goes to the next entry; FALSE without an error is the end. */
static gboolean
next_entry (KinImportReader  *self,
            GError          **error)
{
  struct archive_entry *entry = NULL;
  int result = self->at_end ? ARCHIVE_EOF : archive_read_next_header (self->archive, &entry);

  if (result == ARCHIVE_EOF)
    {
      self->at_end = TRUE;
      return FALSE;
    }
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    {
      set_format_error (error, "cannot be unpacked");
      return FALSE;
    }
  if (!is_safe_entry (entry))
    {
      set_format_error (error, "an entry points outside");
      return FALSE;
    }
  if (++self->n_entries > KIN_IMPORT_MAX_ENTRIES)
    {
      set_limit_error (error, "too many entries");
      return FALSE;
    }

  self->in_entry = archive_entry_filetype (entry) != AE_IFDIR;
  self->shape = SHAPE_UNKNOWN;
  self->searched = 0;
  g_byte_array_set_size (self->text, 0);
  return TRUE;
}

/* Reads on in the entry; FALSE without an error is its end. */
static gboolean
read_chunk (KinImportReader  *self,
            GError          **error)
{
  gsize before = self->text->len;
  la_ssize_t length;

  g_byte_array_set_size (self->text, (guint) (before + CHUNK));
  length = archive_read_data (self->archive, self->text->data + before, CHUNK);
  g_byte_array_set_size (self->text, (guint) (before + (length > 0 ? (gsize) length : 0)));

  if (length < 0)
    {
      set_format_error (error, "is cut or damaged");
      return FALSE;
    }

  self->n_out += (guint64) length;
  if (self->n_out > KIN_IMPORT_MAX_OUT ||
      (self->n_out > RATIO_FROM &&
       self->n_out / KIN_IMPORT_MAX_RATIO > g_bytes_get_size (self->bytes)))
    {
      set_limit_error (error, "too large when unpacked");
      return FALSE;
    }

  return length > 0;
}

/* What begins otherwise is not JSON: a letter or a picture in a zip is passed over. */
static gboolean
begins_like_json (KinImportReader *self)
{
  gsize i = 0;

  if (self->text->len >= 3 && memcmp (self->text->data, "\xef\xbb\xbf", 3) == 0)
    g_byte_array_remove_range (self->text, 0, 3);
  while (i < self->text->len && g_ascii_isspace (self->text->data[i]))
    i++;

  return i < self->text->len && self->text->data[i] == '{';
}

/* Finds the end of the line that begins at @start. */
static gboolean
find_line (KinImportReader *self,
           gsize            start,
           gsize           *length)
{
  gsize from = MAX (start, self->searched);
  const guint8 *end = memchr (self->text->data + from, '\n', self->text->len - from);

  if (end == NULL)
    {
      self->searched = self->text->len;
      return FALSE;
    }

  *length = (gsize) (end - self->text->data) + 1 - start;
  return TRUE;
}

static KinBundle *
take_batch (KinImportReader *self)
{
  g_autoptr (GBytes) bytes = NULL;
  KinBundle *bundle;

  if (self->n_batch == 0)
    return NULL;

  g_string_append (self->batch, BATCH_TAIL);
  bytes = g_bytes_new (self->batch->str, self->batch->len);
  bundle = kin_bundle_new (bytes, NULL);
  if (bundle == NULL)
    self->n_bad += self->n_batch;

  g_string_assign (self->batch, BATCH_HEAD);
  self->n_batch = 0;
  return bundle;
}

/* Takes one line. Several resources are put together, so that they are committed together; a
 * line that is a Bundle comes by itself. */
static void
take_line (KinImportReader *self,
           const guint8    *data,
           gsize            length)
{
  g_autofree char *line = g_strstrip (g_strndup ((const char *) data, length));
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autoptr (KinBundle) bundle = NULL;

  if (*line == '\0')
    return;

  bundle = kin_bundle_new (bytes, NULL);
  if (bundle == NULL || memchr (data, '\0', length) != NULL)
    {
      self->n_bad++;
      return;
    }

  self->n_found++;
  if (kin_bundle_get_bundle_type (bundle) != NULL)
    {
      self->waiting = g_steal_pointer (&bundle);
      return;
    }

  g_string_append_printf (self->batch, "%s{\"resource\":", self->n_batch > 0 ? "," : "");
  g_string_append (self->batch, line);
  g_string_append_c (self->batch, '}');
  self->n_batch++;
}

static gboolean
batch_is_full (KinImportReader *self)
{
  return self->waiting != NULL || self->n_batch >= BATCH_RESOURCES ||
         self->batch->len >= BATCH_BYTES;
}

/* The first line decides: when it is JSON by itself, each line is a resource. */
static void
decide_shape (KinImportReader *self,
              gsize            length)
{
  g_autoptr (GBytes) line = g_bytes_new (self->text->data, length);
  g_autoptr (KinJson) json = kin_json_new (line, NULL);

  self->shape = json != NULL ? SHAPE_LINES : SHAPE_WHOLE;
}

static gboolean
end_entry (KinImportReader  *self,
           GError          **error)
{
  g_autoptr (GBytes) bytes = NULL;

  self->in_entry = FALSE;
  if (self->text->len == 0)
    return TRUE;

  if (self->shape == SHAPE_UNKNOWN)
    decide_shape (self, self->text->len);
  if (self->shape == SHAPE_LINES)
    {
      take_line (self, self->text->data, self->text->len);
      return TRUE;
    }

  bytes = g_bytes_new (self->text->data, self->text->len);
  self->waiting = kin_bundle_new (bytes, NULL);
  if (self->waiting == NULL)
    {
      set_format_error (error, "not a whole FHIR document");
      return FALSE;
    }

  self->n_found++;
  return TRUE;
}

/* Takes lines until a batch is full or more has to be read. */
static void
take_lines (KinImportReader *self)
{
  gsize used = 0;
  gsize length;

  while (!batch_is_full (self) && find_line (self, used, &length))
    {
      take_line (self, self->text->data + used, length);
      used += length;
    }

  if (used > 0)
    g_byte_array_remove_range (self->text, 0, (guint) used);
  self->searched -= MIN (used, self->searched);
}

static gboolean
read_entry (KinImportReader  *self,
            GError          **error)
{
  g_autoptr (GError) local = NULL;
  gboolean first = self->text->len == 0 && self->shape == SHAPE_UNKNOWN;
  gsize length;

  if (!read_chunk (self, &local))
    {
      if (local == NULL)
        return end_entry (self, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (first && !begins_like_json (self))
    {
      self->in_entry = FALSE;
      return TRUE;
    }

  if (self->shape == SHAPE_UNKNOWN && find_line (self, 0, &length))
    {
      decide_shape (self, length);
      self->searched = 0;
    }

  return TRUE;
}

/**
 * kin_import_reader_new:
 * @bytes: the file
 * @error: %KIN_ENGINE_ERROR_IMPORT_FORMAT
 *
 * Returns: (transfer full): a reader at the beginning
 */
KinImportReader *
kin_import_reader_new (GBytes  *bytes,
                       GError **error)
{
  g_autoptr (KinImportReader) self = g_new0 (KinImportReader, 1);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  self->bytes = g_bytes_ref (bytes);
  self->text = g_byte_array_new ();
  self->batch = g_string_new (BATCH_HEAD);
  self->media_type = "application/fhir+json";
  if (length >= 2 && memcmp (data, "PK", 2) == 0)
    self->media_type = "application/zip";
  else if (length >= 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    self->media_type = "application/gzip";

  self->archive = archive_read_new ();
  archive_read_support_filter_gzip (self->archive);
  /* By its directory at the end: a zip that was cut has none, and is refused. */
  archive_read_support_format_zip_seekable (self->archive);
  archive_read_support_format_raw (self->archive);
  if (length == 0 || archive_read_open_memory (self->archive, data, length) != ARCHIVE_OK)
    {
      set_format_error (error, "cannot be unpacked");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
kin_import_reader_free (KinImportReader *self)
{
  if (self->archive != NULL)
    archive_read_free (self->archive);
  g_clear_pointer (&self->waiting, kin_bundle_unref);
  g_byte_array_unref (self->text);
  g_string_free (self->batch, TRUE);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean
fill (KinImportReader  *self,
      GError          **error)
{
  g_autoptr (GError) local = NULL;

  while (!batch_is_full (self))
    {
      if (!self->in_entry && !next_entry (self, &local))
        break;
      if (self->in_entry && self->shape == SHAPE_LINES)
        take_lines (self);
      if (self->in_entry && !batch_is_full (self) && !read_entry (self, &local))
        break;
    }

  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * kin_import_reader_next:
 * @error: %KIN_ENGINE_ERROR_IMPORT_FORMAT or %KIN_ENGINE_ERROR_IMPORT_LIMIT
 *
 * Returns: (transfer full) (nullable): the next resources; %NULL without an error at the end
 */
KinBundle *
kin_import_reader_next (KinImportReader  *self,
                        GError          **error)
{
  KinBundle *bundle;

  if (!fill (self, error))
    return NULL;

  bundle = take_batch (self);
  if (bundle == NULL)
    bundle = g_steal_pointer (&self->waiting);
  if (bundle == NULL && self->n_found == 0)
    set_format_error (error, "no FHIR resource in it");

  return bundle;
}

/**
 * kin_import_reader_get_bad:
 *
 * Returns: lines so far that were no resource
 */
guint
kin_import_reader_get_bad (KinImportReader *self)
{
  return self->n_bad;
}

/**
 * kin_import_reader_get_media_type:
 *
 * Returns: what the file was taken for
 */
const char *
kin_import_reader_get_media_type (KinImportReader *self)
{
  return self->media_type;
}
