/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import-reader"

#include "config.h"

#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#include <archive.h>
#include <archive_entry.h>

#include "kin-engine-error.h"
#include "kin-health-card.h"
#include "kin-import-reader.h"
#include "kin-letter.h"

#define CHUNK (64 * 1024)
#define BATCH_RESOURCES 1000
#define BATCH_BYTES (4 * 1024 * 1024)

/* A small file may well shrink to a hundredth; a bomb goes on. */
#define RATIO_FROM (1024 * 1024)

#define BATCH_HEAD "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
#define BATCH_TAIL "]}"
/* How much deeper a resource lies in a batch than by itself. */
#define BATCH_LEVELS 3

typedef enum
{
  SHAPE_UNKNOWN,
  SHAPE_LINES,         /* NDJSON: a resource a line */
  SHAPE_WHOLE,         /* one JSON document over several lines */
  SHAPE_LETTER,        /* a letter or a picture */
} Shape;

struct _KinImportReader
{
  GBytes         *bytes;
  struct archive *archive;
  const char     *media_type;
  gboolean        is_zip;

  GPtrArray      *letters;         /* (nullable): takes the letters that a zip holds */
  locale_t        locale;          /* in which names are read */
  char           *entry_name;
  gint64          entry_time;

  gboolean        in_entry;
  gboolean        at_end;
  Shape           shape;
  GByteArray     *text;            /* read and not used yet */
  gsize           searched;        /* of it, without a line end */

  GString        *batch;
  guint           n_batch;
  KinBundle      *waiting;         /* comes after the batch before it */

  guint           n_all;
  guint           n_entries;       /* of these, that are counted against the limit */
  guint           n_left_out;
  guint64         n_out;
  guint           n_found;
  guint           n_bad;
  gboolean        is_deep;         /* one of these has too many levels */
};

static void
set_error (GError         **error,
           KinEngineError   code,
           const char      *words)
{
  g_set_error (error, KIN_ENGINE_ERROR, (int) code, "Import: %s", words);
}

/* A name in a zip is in UTF-8, or in the letters of DOS (APPNOTE.TXT, appendix D); one that says
 * it is in UTF-8 and is not is none. */
static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname (entry);
  char *words = NULL;

  if (name != NULL && !g_utf8_validate (name, -1, NULL))
    words = g_convert (name, -1, "UTF-8", "CP437", NULL, NULL, NULL);
  if (words == NULL)
    words = g_utf8_make_valid (name != NULL ? name : "", -1);

  return words;
}

/* Nothing is written by its name; but a name that climbs is the sign of an attack. */
static gboolean
is_safe_entry (struct archive_entry *entry,
               const char           *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);

  return archive_entry_symlink (entry) == NULL && *name != '/' && *name != '\\' &&
         !g_strv_contains ((const char * const *) parts, "..");
}

/* A text document or a sheet is a zip by itself. */
static gboolean
is_part_of_document (const char *name)
{
  return g_str_equal (name, "[Content_Types].xml") || g_str_equal (name, "mimetype");
}

/* Its parts are no letters, whichever of them came first. */
static void
refuse_document (KinImportReader  *self,
                 GError          **error)
{
  if (self->letters != NULL)
    g_ptr_array_set_size (self->letters, 0);
  set_error (error, KIN_ENGINE_ERROR_IMPORT_FORMAT, "a document of another kind");
}

/* What a phone of Apple packs: a folder with a file for each thing that a clinic sent it, among
 * years of steps and heartbeats. */
#define OF_PHONE "apple_health_export/"
#define OF_CLINICS OF_PHONE "clinical-records/"
#define DOCUMENT_OF_PHONE OF_PHONE "export_cda.xml"

static gboolean
is_of_no_clinic (const char *name)
{
  return g_str_has_prefix (name, OF_PHONE) && !g_str_has_prefix (name, OF_CLINICS) &&
         !g_str_equal (name, DOCUMENT_OF_PHONE);
}

/* An entry that costs nothing, or that came one by one from a clinic. */
static gboolean
is_one_of_many (const char *name)
{
  return is_of_no_clinic (name) ||
         (g_str_has_prefix (name, OF_CLINICS) && g_str_has_suffix (name, ".json"));
}

static gboolean
are_too_many (KinImportReader *self)
{
  if (!is_one_of_many (self->entry_name))
    self->n_entries++;

  return self->n_entries > KIN_IMPORT_MAX_ENTRIES || ++self->n_all > KIN_IMPORT_MAX_ALL;
}

/* What speaks against an entry before a byte of it is read. */
static gboolean
check_entry (KinImportReader       *self,
             struct archive_entry  *entry,
             GError               **error)
{
  if (!is_safe_entry (entry, self->entry_name))
    set_error (error, KIN_ENGINE_ERROR_IMPORT_UNSAFE, "an entry points outside");
  else if (are_too_many (self))
    set_error (error, KIN_ENGINE_ERROR_IMPORT_LIMIT, "too many entries");
  else if (archive_entry_is_data_encrypted (entry))
    set_error (error, KIN_ENGINE_ERROR_IMPORT_LOCKED, "it wants a password");
  else if (self->is_zip && archive_format (self->archive) == ARCHIVE_FORMAT_RAW)
    set_error (error, KIN_ENGINE_ERROR_IMPORT_CUT, "a zip without its end");
  else if (is_part_of_document (self->entry_name))
    refuse_document (self, error);
  else
    return TRUE;

  return FALSE;
}

/* Names come in UTF-8, whatever the locale of the person. */
static int
read_header (KinImportReader       *self,
             struct archive_entry **entry)
{
  locale_t before = uselocale (self->locale);
  int result = archive_read_next_header (self->archive, entry);

  uselocale (before);
  return result;
}

/* Goes to the next entry; FALSE without an error is the end. */
static gboolean
next_entry (KinImportReader  *self,
            GError          **error)
{
  struct archive_entry *entry = NULL;
  int result = self->at_end ? ARCHIVE_EOF : read_header (self, &entry);

  if (result == ARCHIVE_EOF)
    {
      self->at_end = TRUE;
      return FALSE;
    }
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    {
      set_error (error, KIN_ENGINE_ERROR_IMPORT_CUT, "cannot be unpacked");
      return FALSE;
    }

  g_free (self->entry_name);
  self->entry_name = dup_name (entry);
  self->entry_time = archive_entry_mtime (entry);
  if (!check_entry (self, entry, error))
    return FALSE;

  self->in_entry = archive_entry_filetype (entry) != AE_IFDIR;
  if (self->in_entry && is_of_no_clinic (self->entry_name))
    {
      self->in_entry = FALSE;
      self->n_left_out++;
    }
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
      set_error (error, KIN_ENGINE_ERROR_IMPORT_CUT, "is cut or damaged");
      return FALSE;
    }

  self->n_out += (guint64) length;
  if (self->n_out > KIN_IMPORT_MAX_OUT ||
      (self->n_out > RATIO_FROM &&
       self->n_out / KIN_IMPORT_MAX_RATIO > g_bytes_get_size (self->bytes)))
    {
      set_error (error, KIN_ENGINE_ERROR_IMPORT_LIMIT, "too large when unpacked");
      return FALSE;
    }

  return length > 0;
}

/* A byte order mark says nothing in UTF-8, and some programs put one before every line. */
static gsize
skip_mark (const guint8 *data,
           gsize         length)
{
  return length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* What begins otherwise is not JSON: "{\\rtf" begins a letter. */
static gboolean
begins_like_json (KinImportReader *self)
{
  const guint8 *data = self->text->data;
  gsize mark = skip_mark (data, self->text->len);
  gsize i = mark;

  while (i < self->text->len && g_ascii_isspace (data[i]))
    i++;
  if (i == self->text->len || data[i++] != '{')
    return FALSE;
  while (i < self->text->len && g_ascii_isspace (data[i]))
    i++;
  if (i < self->text->len && data[i] != '"' && data[i] != '}')
    return FALSE;

  g_byte_array_remove_range (self->text, 0, (guint) mark);
  return TRUE;
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

/* A Bundle, and what would be too deep among others. */
static gboolean
comes_alone (KinBundle *bundle)
{
  return kin_bundle_get_bundle_type (bundle) != NULL ||
         kin_json_get_depth (kin_bundle_get_resource (bundle, 0).json) >
         KIN_JSON_MAX_DEPTH - BATCH_LEVELS;
}

/* Takes one line. Several resources are put together, so that they are committed together. */
static void
take_line (KinImportReader *self,
           const guint8    *data,
           gsize            length)
{
  gsize mark = skip_mark (data, length);
  g_autofree char *line = g_strstrip (g_strndup ((const char *) data + mark, length - mark));
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  if (*line == '\0')
    return;

  bundle = kin_bundle_new (bytes, &error);
  if (bundle == NULL || memchr (data, '\0', length) != NULL)
    {
      self->n_bad++;
      self->is_deep |= g_error_matches (error, KIN_JSON_ERROR, KIN_JSON_ERROR_DEPTH);
      return;
    }

  self->n_found++;
  if (comes_alone (bundle))
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

/* A health card is opened like the letters, by itself or in a zip. */
static gboolean
is_card (KinImportReader *self,
         GBytes          *text)
{
  g_autoptr (GBytes) record = self->is_zip ? kin_health_card_read (text) : NULL;

  return record != NULL;
}

/* The first line decides: when it is JSON by itself, each line is a resource. One that has too
 * many levels says nothing about the lines below it. */
static void
decide_shape (KinImportReader *self,
              gsize            length)
{
  g_autoptr (GBytes) line = g_bytes_new (self->text->data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) json = kin_json_new (line, &error);
  gboolean is_line = json != NULL || g_error_matches (error, KIN_JSON_ERROR, KIN_JSON_ERROR_DEPTH);

  self->shape = is_line && !is_card (self, line) ? SHAPE_LINES : SHAPE_WHOLE;
}

/* Where letters are not collected, they are passed over. */
static void
take_letter (KinImportReader *self)
{
  g_autoptr (GBytes) bytes = g_bytes_new (self->text->data, self->text->len);

  if (self->letters != NULL)
    g_ptr_array_add (self->letters, kin_letter_new (self->entry_name, self->entry_time, bytes));
}

/* JSON that is no FHIR is passed over like any other file; what is no whole JSON was cut. */
static gboolean
take_whole (KinImportReader  *self,
            GError          **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (self->text->data, self->text->len);
  g_autoptr (GError) local = NULL;

  if (is_card (self, bytes))
    {
      take_letter (self);
      return TRUE;
    }

  self->waiting = kin_bundle_new (bytes, &local);
  if (self->waiting != NULL)
    self->n_found++;
  else if (g_error_matches (local, KIN_JSON_ERROR, KIN_JSON_ERROR_TOO_LARGE) ||
           g_error_matches (local, KIN_JSON_ERROR, KIN_JSON_ERROR_DEPTH))
    set_error (error, KIN_ENGINE_ERROR_IMPORT_LIMIT, "larger than we read");
  else if (local->domain == KIN_JSON_ERROR)
    set_error (error, KIN_ENGINE_ERROR_IMPORT_CUT, "not a whole document");

  return self->waiting != NULL || local->domain != KIN_JSON_ERROR;
}

static gboolean
end_entry (KinImportReader  *self,
           GError          **error)
{
  self->in_entry = FALSE;
  if (self->text->len == 0)
    return TRUE;

  if (self->shape == SHAPE_LETTER)
    {
      take_letter (self);
      return TRUE;
    }

  if (self->shape == SHAPE_UNKNOWN)
    decide_shape (self, self->text->len);
  if (self->shape == SHAPE_WHOLE)
    return take_whole (self, error);

  take_line (self, self->text->data, self->text->len);
  return TRUE;
}

/* What only serves to show the rest in a browser or says what there is (IHE XDM, which clinics
 * pack their documents by), and what systems leave lying about. */
static gboolean
is_helper (const char *name)
{
  static const char * const endings[] = {
    ".css", ".js", ".map", ".xsl", ".xslt", ".xsd", ".ico", ".woff", ".woff2", ".ttf", ".eot",
    ".exe", ".dll", ".inf", ".db",
  };
  static const char * const names[] = {
    "metadata.xml", "index.htm", "readme", "readme.txt", NULL,
  };
  const char *slash = strrchr (name, '/');
  const char *base = slash != NULL ? slash + 1 : name;
  g_autofree char *lower = g_ascii_strdown (base, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;

  return g_strv_contains (names, lower) || *base == '.' || g_str_has_prefix (name, "__MACOSX/");
}

/* What is no JSON in a zip is kept as it would be by itself: a PDF, a picture, a page of text. */
static gboolean
is_letter (KinImportReader *self)
{
  return self->letters != NULL && self->is_zip && !is_helper (self->entry_name);
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
      self->in_entry = is_letter (self);
      self->shape = SHAPE_LETTER;
    }
  if (self->shape == SHAPE_LETTER && self->text->len > KIN_LETTER_MAX_SIZE)
    {
      if (g_str_equal (self->entry_name, DOCUMENT_OF_PHONE))
        {
          self->in_entry = FALSE;
          self->n_left_out++;
          return TRUE;
        }
      set_error (error, KIN_ENGINE_ERROR_IMPORT_LIMIT, "a letter is too large");
      return FALSE;
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
 * @error: %KIN_ENGINE_ERROR_IMPORT_EMPTY or %KIN_ENGINE_ERROR_IMPORT_CUT
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
  self->is_zip = length >= 2 && memcmp (data, "PK", 2) == 0;
  if (self->is_zip)
    self->media_type = "application/zip";
  else if (length >= 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    self->media_type = "application/gzip";

  self->locale = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
  self->archive = archive_read_new ();
  archive_read_support_filter_gzip (self->archive);
  /* By its directory at the end: a zip that was cut has none, and is refused. */
  archive_read_support_format_zip_seekable (self->archive);
  archive_read_support_format_raw (self->archive);
  if (length == 0)
    {
      set_error (error, KIN_ENGINE_ERROR_IMPORT_EMPTY, "is empty");
      return NULL;
    }
  if (archive_read_open_memory (self->archive, data, length) != ARCHIVE_OK)
    {
      set_error (error, KIN_ENGINE_ERROR_IMPORT_CUT, "cannot be unpacked");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
kin_import_reader_free (KinImportReader *self)
{
  archive_read_free (self->archive);
  if (self->locale != (locale_t) 0)
    freelocale (self->locale);
  g_clear_pointer (&self->letters, g_ptr_array_unref);
  g_free (self->entry_name);
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
 * @error: %KIN_ENGINE_ERROR_IMPORT_FORMAT when there is no resource in it, only letters at the
 *   most; or what is wrong with it
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
  if (bundle == NULL && self->n_found == 0 && self->is_deep)
    set_error (error, KIN_ENGINE_ERROR_IMPORT_LIMIT, "larger than we read");
  else if (bundle == NULL && self->n_found == 0)
    set_error (error, KIN_ENGINE_ERROR_IMPORT_FORMAT, "no FHIR resource in it");

  return bundle;
}

/**
 * kin_import_reader_collect:
 * @letters: (element-type KinLetter): where letters and pictures go that a zip holds beside its
 *   resources; without this they are passed over
 *
 * To be called before the first piece is read.
 */
void
kin_import_reader_collect (KinImportReader *self,
                           GPtrArray       *letters)
{
  self->letters = g_ptr_array_ref (letters);
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
 * kin_import_reader_get_left_out:
 *
 * Returns: entries so far that came from no clinic, and were not read: what a phone counted
 */
guint
kin_import_reader_get_left_out (KinImportReader *self)
{
  return self->n_left_out;
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
