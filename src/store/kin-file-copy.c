/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-copy"

#include "config.h"

#include "kin-file-private.h"
#include "kin-folder-private.h"
#include "kin-schema-private.h"
#include "kin-store-error-private.h"

/* The rolling copy of a file: how it is made, and how it takes the place of a file that is
 * damaged. */

#define COPY_PAGES 256

/* Up to so many, a file is read whole each time it is opened: 64 MB. */
#define FEW_PAGES 8192

const char * const kin_file_suffixes[] = { "", "-wal", "-shm", "-journal", NULL };

/* Removes what a work that was cut off left under the working name @name. */
gboolean
kin_file_remove_leftovers (KinFile     *self,
                           const char  *name,
                           GError     **error)
{
  for (gsize i = 0; kin_file_suffixes[i] != NULL; i++)
    {
      g_autofree char *leftover = g_strconcat (name, kin_file_suffixes[i], NULL);

      if (!kin_folder_remove (self->folder, leftover, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_copy_name (KinFile *self)
{
  return g_strconcat (self->kind->name, ".copy", NULL);
}

static gboolean
copy_pages (KinDatabase  *to,
            KinDatabase  *from,
            GError      **error)
{
  sqlite3_backup *backup;
  int code = SQLITE_ERROR;

  backup = sqlite3_backup_init (kin_database_get_handle (to), "main",
                                kin_database_get_handle (from), "main");
  if (backup != NULL)
    {
      do
        code = sqlite3_backup_step (backup, COPY_PAGES);
      while (code == SQLITE_OK);

      sqlite3_backup_finish (backup);
    }

  if (code == SQLITE_DONE)
    return TRUE;

  kin_store_error_set (error, code, "copy the file");

  return FALSE;
}

/* Before the number, with a space or a sign between. */
#define CODE "error code"

/* The check answers in words, also where the disk did not give a page: then nothing is known of the
 * file, and it is not damaged. */
gboolean
kin_file_says_of_disk (const char *words)
{
  const char *code = words != NULL ? strstr (words, CODE) : NULL;

  return code != NULL && code[strlen (CODE)] != '\0'
         && (g_ascii_strtoll (code + strlen (CODE) + 1, NULL, 10) & 0xff) == SQLITE_IOERR;
}

static gboolean
set_not_sound (KinDatabase  *database,
               const char   *words,
               GError      **error)
{
  int of_disk = 0;

  sqlite3_file_control (kin_database_get_handle (database), "main", SQLITE_FCNTL_LAST_ERRNO,
                        &of_disk);
  if (of_disk != 0 || kin_file_says_of_disk (words))
    g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_IO, "Could not read the file: %s",
                 g_strerror (of_disk != 0 ? of_disk : EIO));
  else
    g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                         "The file is not sound");

  return FALSE;
}

/* Checks page by page. */
gboolean
kin_file_check_pages (KinDatabase  *database,
                      GError      **error)
{
  g_autoptr (KinStatement) check = kin_database_ask (database, error, "PRAGMA integrity_check", "");
  const char *words;
  gboolean row = FALSE;

  if (check == NULL || !kin_statement_step (check, &row, error))
    return FALSE;

  words = row ? (const char *) sqlite3_column_text (check, 0) : NULL;
  if (g_strcmp0 (words, "ok") == 0)
    return TRUE;

  return set_not_sound (database, words, error);
}

/* A copy is only as good as its last reading: it is opened anew with the key,
 * checked page by page, and must be encrypted. */
static KinDatabase *
open_copy (KinFile     *self,
           const char  *name,
           GError     **error)
{
  g_autoptr (KinDatabase) copy = NULL;

  copy = kin_database_open (self->kind, self->folder, name, KIN_DATABASE_READER, self->key, error);
  if (copy == NULL || !kin_file_check_pages (copy, error))
    return NULL;

  if (kin_database_is_encrypted (copy))
    return g_steal_pointer (&copy);

  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT, "The copy is not sound");

  return NULL;
}

static gboolean
verify_copy (KinFile     *self,
             const char  *name,
             GError     **error)
{
  g_autoptr (KinDatabase) copy = open_copy (self, name, error);

  return copy != NULL;
}

/* Makes the file @name of what is in @from. */
static KinDatabase *
make_copy (KinFile      *self,
           const char   *name,
           KinDatabase  *from,
           GError      **error)
{
  g_autoptr (KinDatabase) copy = NULL;

  if (!kin_file_remove_leftovers (self, name, error)
      || !kin_folder_make_file (self->folder, name, error))
    return NULL;

  copy = kin_database_open (self->kind, self->folder, name, KIN_DATABASE_NEW, self->key, error);
  if (copy == NULL || !copy_pages (copy, from, error))
    return NULL;

  return g_steal_pointer (&copy);
}

/* Brings the rolling copy up to date: the old one stays until the new one has
 * been read back. Runs on the worker thread. */
gboolean
kin_file_update_copy (KinFile  *self,
                      GError  **error)
{
  g_autofree char *copy = dup_copy_name (self);
  g_autofree char *name = g_strconcat (copy, ".new", NULL);
  KinDatabase *made;

  self->copy_due = FALSE;

  made = make_copy (self, name, self->writer, error);
  if (made == NULL)
    return FALSE;

  kin_database_close (made);

  return verify_copy (self, name, error)
         && kin_folder_move (self->folder, name, copy, TRUE, error);
}

static gboolean
read_all_rows (KinDatabase  *database,
               const char   *sql,
               GError      **error)
{
  g_autoptr (KinStatement) rows = kin_database_ask (database, error, sql, "");
  gboolean row = rows != NULL;

  while (row)
    if (!kin_statement_step (rows, &row, error))
      return FALSE;

  return rows != NULL;
}

/* Reads all but what is big, on the worker thread. */
gboolean
kin_file_read_rows (KinFile  *self,
                    GError  **error)
{
  for (gsize i = 0; self->kind->reads[i] != NULL; i++)
    if (!read_all_rows (self->writer, self->kind->reads[i], error))
      return FALSE;

  return TRUE;
}

/* Looks whether a file is whole that was only opened, on the worker thread: damage is found before
 * anything is changed, while there is a copy that is not far behind. Only for a kind of file that a
 * copy can take the place of. */
gboolean
kin_file_check (KinFile  *self,
                GError  **error)
{
  gint64 n_pages;

  if (!self->check_due)
    return TRUE;

  if (!kin_database_get_number (self->writer, "PRAGMA page_count", &n_pages, error)
      || !(n_pages <= FEW_PAGES ? kin_file_check_pages (self->writer, error)
                                : kin_file_read_rows (self, error)))
    return FALSE;

  self->check_due = FALSE;

  return TRUE;
}

/* Whether the file is damaged and its copy is whole: only that tells damage from a wrong key, which
 * would not open the copy either. Changes nothing. */
gboolean
kin_file_has_copy_for (KinFile      *self,
                       const GError *damage)
{
  g_autofree char *copy = dup_copy_name (self);
  g_autoptr (GError) error = NULL;
  gboolean exists, empty;

  return self->kind->from_copy != NULL
         && kin_store_error_is_damage (damage)
         && kin_folder_check (self->folder, copy, &exists, &empty, &error)
         && exists && !empty
         && verify_copy (self, copy, &error);
}

/* From when a copy is, as it is noted. */
static char *
dup_time_of (KinFile     *self,
             const char  *name,
             GError     **error)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 seconds, size;

  if (!kin_folder_look_at (self->folder, name, &seconds, &size, error))
    return NULL;

  time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/* What is to be the file under a working name, with the note in it: who finds it in its place
 * finds the note as well. The copy itself stays. */
static gboolean
fill_from_copy (KinFile     *self,
                const char  *name,
                GError     **error)
{
  g_autofree char *copy = dup_copy_name (self);
  g_autofree char *time = dup_time_of (self, copy, error);
  g_autofree char *now = kin_file_now ();
  g_autoptr (KinDatabase) from = NULL;
  g_autoptr (KinDatabase) filled = NULL;

  if (time == NULL)
    return FALSE;

  from = open_copy (self, copy, error);
  filled = from != NULL ? make_copy (self, name, from, error) : NULL;

  return filled != NULL
         && kin_schema_apply (filled, self->kind, error)
         && kin_database_run (filled, error, self->kind->from_copy, "tt", time, now);
}

/* Sets the damaged file aside and puts what is in its copy in its place, with a note of that. Cut
 * off anywhere, the file is damaged, or is not there, and the copy takes its place the next time;
 * or it has the note. */
gboolean
kin_file_use_copy (KinFile  *self,
                   GError  **error)
{
  g_autofree char *name = g_strconcat (self->kind->name, ".new", NULL);

  return fill_from_copy (self, name, error)
         && verify_copy (self, name, error)
         && kin_file_set_aside (self, error)
         && kin_folder_move (self->folder, name, self->kind->name, FALSE, error);
}
