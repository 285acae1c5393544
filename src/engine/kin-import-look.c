/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import-look"

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "kin-decoder.h"
#include "kin-engine-error.h"
#include "kin-file-kind.h"
#include "kin-health-card.h"
#include "kin-import-private.h"
#include "kin-letter.h"
#include "kin-summary.h"
#include "kin-text.h"

/* Looking at files, on a thread of the pool: whose they are, and how much there is. */

static void
file_free (KinImportFile *self)
{
  g_free (self->name);
  g_bytes_unref (self->original);
  g_bytes_unref (self->bytes);
  g_free (self->hash);
  g_free (self);
}

KinImportFound *
kin_import_found_new (void)
{
  KinImportFound *self = g_new0 (KinImportFound, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_letter_free);

  return self;
}

void
kin_import_found_free (KinImportFound *self)
{
  g_free (self->decoder);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->letters);
  g_clear_pointer (&self->identity, kin_identity_unref);
  g_free (self->patient_id);
  g_free (self->oldest);
  g_free (self->newest);
  g_free (self->oldest_key);
  g_free (self->newest_key);
  g_free (self);
}

static void
set_several_people (GError **error)
{
  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_SEVERAL_PEOPLE,
                       "Import: records of more than one person");
}

static gboolean
note_patient_id (KinImportFound  *self,
                 const char      *id,
                 GError         **error)
{
  if (self->patient_id == NULL)
    self->patient_id = g_strdup (id);
  if (g_str_equal (self->patient_id, id))
    return TRUE;

  set_several_people (error);
  return FALSE;
}

static gboolean
note_patient_ids (KinImportFound  *self,
                  KinBundle       *bundle,
                  GError         **error)
{
  g_auto (GStrv) ids = kin_bundle_list_patient_ids (bundle);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!note_patient_id (self, ids[i], error))
      return FALSE;

  return TRUE;
}

/* Ids such as “1” are given out by every server, so one id is not yet one person: files of two
 * people that share one are told apart by what else they say. */
static gboolean
note_identity (KinImportFound  *self,
               KinBundle       *bundle,
               GError         **error)
{
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinIdentity) identity = NULL;

      if (g_strcmp0 (kin_bundle_get_type_at (bundle, i), "Patient") != 0)
        continue;
      identity = kin_identity_new (kin_bundle_get_resource (bundle, i));
      if (self->identity == NULL)
        {
          self->identity = g_steal_pointer (&identity);
          continue;
        }
      switch (kin_identity_match (self->identity, identity))
        {
        case KIN_MATCH_OTHER:
          set_several_people (error);
          return FALSE;
        case KIN_MATCH_ASK:
          self->names_differ = TRUE;
          break;
        case KIN_MATCH_SAME:
        default:
          break;
        }
    }

  return TRUE;
}

static void
note_date (char             **text,
           char             **key,
           const KinSummary  *summary,
           int                sign)
{
  if (*key != NULL && sign * strcmp (summary->date_key, *key) <= 0)
    return;

  g_free (*text);
  g_free (*key);
  *text = g_strdup (summary->date);
  *key = g_strdup (summary->date_key);
}

static void
count_entries (KinImportFound *self,
               KinBundle      *bundle)
{
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, i, NULL);

      if (summary == NULL || summary->hidden || summary->section == KIN_SECTION_NONE)
        continue;

      self->counts[summary->section]++;
      if (summary->date_key == NULL)
        continue;
      note_date (&self->oldest, &self->oldest_key, summary, -1);
      note_date (&self->newest, &self->newest_key, summary, 1);
    }
}

/* What is to be done with each piece of a file. */
typedef gboolean (*PieceFunc) (KinImportFound  *self,
                               KinBundle       *bundle,
                               GError         **error);

static gboolean
find_person (KinImportFound  *self,
             KinBundle       *bundle,
             GError         **error)
{
  if (!note_patient_ids (self, bundle, error) || !note_identity (self, bundle, error))
    return FALSE;

  count_entries (self, bundle);
  return TRUE;
}

/* A source has one patient. Another clinic, or another kind of file, knows the same person by
 * another number: its document is no record among these. */
static gboolean
is_of_other_source (KinImportFound *self,
                    KinBundle      *bundle)
{
  const char *id = kin_bundle_get_id_at (bundle, 0);
  g_autoptr (KinIdentity) identity = NULL;
  KinMatch match;

  if (self->patient_id == NULL || g_strcmp0 (id, self->patient_id) == 0)
    return FALSE;

  identity = kin_identity_new (kin_bundle_get_resource (bundle, 0));
  match = self->identity != NULL ? kin_identity_match (self->identity, identity) : KIN_MATCH_ASK;
  if (match == KIN_MATCH_ASK)
    self->names_differ = TRUE;

  return match != KIN_MATCH_OTHER;
}

/* The first entry of what the sandbox makes is the patient. */
static gboolean
find_person_of_document (KinImportFound  *self,
                         KinBundle       *bundle,
                         GError         **error)
{
  if (!is_of_other_source (self, bundle))
    return find_person (self, bundle, error);

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_FORMAT,
                       "Import: a document of another source");
  return FALSE;
}

/* Checked once before anything is stored, so that a stranger on the last page of the last file
 * keeps all of them out. */
static gboolean
check_person (KinImportFound  *self,
              KinBundle       *bundle,
              GError         **error)
{
  const char *patient = self->patient_id != NULL ? self->patient_id : KIN_IMPORT_NOBODY;
  g_autoptr (KinBundle) checked = kin_bundle_check_person (bundle, NULL, patient, error);

  return checked != NULL;
}

static gboolean
look_at (KinImportFound  *self,
         GBytes          *bytes,
         GPtrArray       *letters,
         PieceFunc        look,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autoptr (KinImportReader) reader = kin_import_reader_new (bytes, error);
  g_autoptr (GError) local = NULL;

  if (reader == NULL)
    return FALSE;
  if (letters != NULL)
    kin_import_reader_collect (reader, letters);

  while (!g_cancellable_set_error_if_cancelled (cancellable, &local))
    {
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &local);

      if (bundle == NULL || !look (self, bundle, &local))
        break;
    }

  if (letters != NULL)
    self->left_out += kin_import_reader_get_left_out (reader);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Files */

static GBytes *
read_all (int        fd,
          gsize      size,
          GError   **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (fd, FALSE);
  g_autofree guint8 *data = g_malloc (size);
  gsize length;

  if (g_input_stream_read_all (stream, data, size, &length, NULL, NULL))
    return g_bytes_new_take (g_steal_pointer (&data), length);

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_READ,
                       "Import: cannot be read");
  return NULL;
}

/* A packed file or JSON may be long; anything else would be a letter. */
static gboolean
may_be_record (int fd)
{
  char head[64] = "";

  return pread (fd, head, sizeof head, 0) > 0 &&
         (memcmp (head, "PK", 2) == 0 || memcmp (head, "\x1f\x8b", 2) == 0 ||
          kin_text_get_first (head, sizeof head) == '{');
}

static gboolean
check_file (int           fd,
            struct stat  *found,
            GError      **error)
{
  KinEngineError code;

  fstat (fd, found);
  if (!S_ISREG (found->st_mode))
    code = KIN_ENGINE_ERROR_IMPORT_READ;
  else if (found->st_size == 0)
    code = KIN_ENGINE_ERROR_IMPORT_EMPTY;
  else if (found->st_size > (may_be_record (fd) ? KIN_IMPORT_MAX_OUT : KIN_LETTER_MAX_SIZE))
    code = KIN_ENGINE_ERROR_IMPORT_LIMIT;
  else
    return TRUE;

  g_set_error_literal (error, KIN_ENGINE_ERROR, (int) code, "Import: no file that can be taken");
  return FALSE;
}

/* Nothing waits at a pipe, and a device is never read. */
static GBytes *
read_file (const char  *path,
           gint64      *time,
           GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  GBytes *bytes = NULL;
  struct stat found = { 0 };

  if (fd < 0)
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_READ,
                           "Import: cannot be opened");
      return NULL;
    }

  if (check_file (fd, &found, error))
    {
      *time = found.st_mtime;
      bytes = read_all (fd, (gsize) found.st_size, error);
    }

  close (fd);
  return bytes;
}

static void
add_file (KinImportFound *self,
          const char     *name,
          GBytes         *original,
          const char     *media_type,
          GBytes         *bytes)
{
  KinImportFile *file = g_new0 (KinImportFile, 1);

  file->name = g_strdup (name);
  file->original = g_bytes_ref (original);
  file->media_type = media_type;
  file->bytes = g_bytes_ref (bytes);
  file->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, original);
  g_ptr_array_add (self->files, file);
}

/* Takes @letter over. */
static gboolean
keep_letter (KinImportFound  *self,
             KinLetter       *letter,
             GError         **error)
{
  if (g_bytes_get_size (letter->bytes) <= KIN_LETTER_MAX_SIZE)
    {
      g_ptr_array_add (self->letters, letter);
      return TRUE;
    }

  kin_letter_free (letter);
  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_LIMIT,
                       "Import: too large for a letter");
  return FALSE;
}

/* Takes @letter over. A clinical document, or a health card, is a record, and whose it is decides
 * as for any other. One that cannot be read, or not here, stays a letter. */
static gboolean
add_letter (KinImportFound  *self,
            KinLetter       *letter,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (KinLetter) document = letter;
  g_autoptr (GBytes) record = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *name = NULL;

  record = kin_health_card_read (document->bytes);
  if (record == NULL)
    record = kin_decoder_read_record (self->decoder, document->bytes, cancellable, NULL);
  if (record == NULL)
    return keep_letter (self, g_steal_pointer (&document), error);

  if (look_at (self, record, NULL, find_person_of_document, cancellable, &local))
    {
      name = g_strconcat (document->name, kin_file_kind_get_ending (document->media_type), NULL);
      add_file (self, name, document->bytes, document->media_type, record);
      return TRUE;
    }
  if (!g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_SEVERAL_PEOPLE))
    return keep_letter (self, g_steal_pointer (&document), error);

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* All letters lie in memory until the person has said yes. */
static gboolean
check_letters (KinImportFound  *self,
               GError         **error)
{
  guint64 size = 0;

  for (guint i = 0; i < self->letters->len; i++)
    size += g_bytes_get_size (((KinLetter *) g_ptr_array_index (self->letters, i))->bytes);
  if (size <= KIN_IMPORT_MAX_OUT && self->letters->len <= KIN_IMPORT_MAX_ENTRIES)
    return TRUE;

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_LIMIT,
                       "Import: too many letters at once");
  return FALSE;
}

/* What is no record is a letter, or a zip of letters; what is a broken record is neither. */
static gboolean
look_at_bytes (KinImportFound  *self,
               const char      *name,
               gint64           time,
               GBytes          *bytes,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                  kin_letter_free);
  g_autoptr (GBytes) record = NULL;
  g_autoptr (GError) local = NULL;

  record = kin_health_card_read_open (bytes);
  if (record == NULL)
    record = g_bytes_ref (bytes);
  if (look_at (self, record, letters, find_person, cancellable, &local))
    add_file (self, name, bytes, NULL, record);
  else if (!g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_FORMAT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  else if (letters->len == 0)
    g_ptr_array_add (letters, kin_letter_new (name, time, bytes));

  g_ptr_array_extend_and_steal (self->letters, g_steal_pointer (&letters));
  return TRUE;
}

static gboolean
look_at_file (KinImportFound  *self,
              const char      *path,
              gboolean         as_letter,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  gint64 time = 0;

  bytes = read_file (path, &time, error);
  if (bytes == NULL)
    return FALSE;
  if (as_letter)
    return keep_letter (self, kin_letter_new (name, time, bytes), error);

  return look_at_bytes (self, name, time, bytes, cancellable, error);
}

/* Documents among the letters become records. The records that are files come before them: they
 * say more about whose all of it is. */
static gboolean
look_at_letters (KinImportFound  *self,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_autoptr (GPtrArray) letters = g_steal_pointer (&self->letters);

  self->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_letter_free);
  while (letters->len > 0)
    if (!add_letter (self, g_ptr_array_steal_index (letters, 0), cancellable, error))
      return FALSE;

  return TRUE;
}

/* What is done when all that was given is read once. */
static gboolean
look_again (KinImportFound  *self,
            gboolean         as_letters,
            GCancellable    *cancellable,
            GError         **error)
{
  if (!as_letters && !look_at_letters (self, cancellable, error))
    return FALSE;

  for (guint i = 0; i < self->files->len; i++)
    {
      const KinImportFile *file = g_ptr_array_index (self->files, i);

      if (!look_at (self, file->bytes, NULL, check_person, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * kin_import_found_look:
 * @paths: (element-type filename): files to look at
 * @as_letters: whether all of them are letters, whatever is in them
 * @error: %KIN_ENGINE_ERROR_IMPORT_READ and its neighbours, %KIN_ENGINE_ERROR_SEVERAL_PEOPLE,
 *   %KIN_RECORD_ERROR_OTHER_PERSON
 *
 * Reads all files to the end. Nothing is stored.
 */
gboolean
kin_import_found_look (KinImportFound  *self,
                       GPtrArray       *paths,
                       gboolean         as_letters,
                       GCancellable    *cancellable,
                       GError         **error)
{
  for (guint i = 0; i < paths->len; i++)
    if (!look_at_file (self, g_ptr_array_index (paths, i), as_letters, cancellable, error) ||
        !check_letters (self, error))
      return FALSE;

  return look_again (self, as_letters, cancellable, error);
}

/**
 * kin_import_found_look_at_kept:
 * @name: what the file was called
 * @bytes: a file of a record, as it was kept
 * @error: as of kin_import_found_look()
 *
 * Does the same for a file that has no path any more. Its time is lost; only a letter would need
 * it, and none of those is kept.
 */
gboolean
kin_import_found_look_at_kept (KinImportFound  *self,
                               const char      *name,
                               GBytes          *bytes,
                               GCancellable    *cancellable,
                               GError         **error)
{
  return look_at_bytes (self, name, 0, bytes, cancellable, error) && check_letters (self, error) &&
         look_again (self, FALSE, cancellable, error);
}
