/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-log"

#include "config.h"

#include "kin-file-private.h"
#include "kin-folder-private.h"

/* A file whose log was taken away opens as if nothing had been in it, and so does an older file
 * that was put in its place (security.md F-05, K-15). So the file counts how often something was
 * kept, and its mark, a small file beside it, says how far that was. A file that knows less, or
 * something else, has lost something; that is remembered by another mark, until somebody has read
 * it. A mark or a number that is damaged is no reason not to open a file or not to keep anything.
 *
 * A log in the place of the right one would be played into a file that it does not go on from:
 * pages of two times, and of two files, would stand in one. Such a log is put away before. */

#define SQL_COUNTS "SELECT count(*) FROM sqlite_master WHERE name = 'generation'"
#define SQL_ASK "SELECT number, log, base_number, base_log FROM generation"
#define SQL_COUNT "UPDATE generation SET number = ?1, log = ?2, base_number = ?3, base_log = ?4"

/* 128 MB of log, for when a sync never pauses. A page that is written again and again goes into the
 * file itself only now and then. */
#define MOST_LOG_PAGES 16000

/* The next number, where the present one is damaged. */
#define UNKNOWN 0

/* Always as long, so that nothing is left of an earlier one. */
#define MARK_FORMAT "%020" G_GINT64_MODIFIER "d %020" G_GINT64_MODIFIER "d\n"
#define MARK_LENGTH 42

static char *
dup_name (KinFile    *self,
          const char *end)
{
  return g_strconcat (self->kind->name, end, NULL);
}

/* How far the file was; number 0 where nothing says it, or not in our words: a computer that went
 * off may leave half of it. */
static KinGeneration
read_mark (KinFile    *self,
           const char *end)
{
  KinGeneration mark = { 0 };
  g_autofree char *name = dup_name (self, end);
  g_autoptr (GBytes) bytes = kin_folder_read (self->folder, name, MARK_LENGTH, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) numbers = NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) != MARK_LENGTH)
    return mark;

  text = g_strndup (g_bytes_get_data (bytes, NULL), MARK_LENGTH - 1);
  numbers = g_strsplit (text, " ", -1);
  if (g_strv_length (numbers) != 2
      || !g_ascii_string_to_signed (numbers[0], 10, 0, G_MAXINT64, &mark.number, NULL)
      || !g_ascii_string_to_signed (numbers[1], 10, 0, G_MAXINT64, &mark.log, NULL))
    mark.number = 0;

  return mark;
}

/* After what it says is on the disk: a mark that gets lost is behind, and nobody is told that
 * something is missing that is not. */
static void
write_mark (KinFile *self)
{
  g_autofree char *name = dup_name (self, KIN_FILE_GENERATION);
  g_autofree char *text = g_strdup_printf (MARK_FORMAT, self->generation.number,
                                           self->generation.log);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, MARK_LENGTH);
  g_autoptr (GError) error = NULL;

  if (!kin_folder_write (self->folder, name, bytes, &error))
    g_debug ("What is lost of a file may not be missed: %s", error->message);
}

static void
remove_mark (KinFile    *self,
             const char *end)
{
  g_autofree char *name = dup_name (self, end);
  g_autoptr (GError) error = NULL;

  if (!kin_folder_remove (self->folder, name, &error))
    g_debug ("A mark of a file stays: %s", error->message);
}

static void
turn_into_lost (KinFile *self)
{
  g_autofree char *from = dup_name (self, KIN_FILE_GENERATION);
  g_autofree char *to = dup_name (self, KIN_FILE_LOST);
  g_autoptr (GError) error = NULL;

  if (!kin_folder_move (self->folder, from, to, TRUE, &error))
    g_debug ("A mark of a file stays: %s", error->message);
}

/* Whether there may be a log with a page at least, behind its head and the page's (SQLite, WAL-mode
 * File Format). */
static gboolean
has_log (KinFile *self)
{
  g_autofree char *name = dup_name (self, "-wal");
  gint64 seconds, size;

  return kin_folder_look_at (self->folder, name, &seconds, &size, NULL)
         && size >= 32 + 24 + KIN_PAGE_SIZE;
}

static gboolean
fail_without_number (GError **error)
{
  g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                       "The file does not know how far it is");
  return FALSE;
}

static gboolean
ask (KinDatabase    *database,
     KinGeneration  *generation,
     GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;
  gint64 counts;

  if (!kin_database_get_number (database, SQL_COUNTS, &counts, error))
    return FALSE;
  if (counts == 0)
    return fail_without_number (error);

  row = kin_database_ask (database, error, SQL_ASK, "");
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return fail_without_number (error);

  generation->number = sqlite3_column_int64 (row, 0);
  generation->log = sqlite3_column_int64 (row, 1);
  generation->base_number = sqlite3_column_int64 (row, 2);
  generation->base_log = sqlite3_column_int64 (row, 3);

  return TRUE;
}

/* How far the file is with its log or without it. */
static gboolean
open_and_ask (KinFile         *self,
              KinDatabaseUse   use,
              KinGeneration   *generation,
              GError         **error)
{
  g_autoptr (KinDatabase) database = kin_database_open (self->kind, self->folder, self->kind->name,
                                                        use, self->key, error);

  return database != NULL && ask (database, generation, error);
}

/* A log may have got into the file in part; and then it is not behind it. */
static gboolean
goes_on_from (const KinGeneration *with_log,
              const KinGeneration *alone)
{
  gboolean is_base = with_log->base_number == alone->number && with_log->base_log == alone->log;

  return (is_base || with_log->log == alone->log) && with_log->number >= alone->number;
}

/* Puts a log away that does not belong to the file, before the file is opened with it. Where a file
 * is whole alone and damaged with the log, the log is one of another file; where it cannot be asked
 * for another reason, whoever opens it learns why. Runs on the worker thread. */
gboolean
kin_file_choose_log (KinFile  *self,
                     GError  **error)
{
  g_autoptr (GError) why = NULL;
  KinGeneration alone, with_log;

  if (!has_log (self) || !open_and_ask (self, KIN_DATABASE_ALONE, &alone, NULL))
    return TRUE;
  if (open_and_ask (self, KIN_DATABASE_READER, &with_log, &why)
      ? goes_on_from (&with_log, &alone) : !kin_store_error_is_damage (why))
    return TRUE;

  g_warning ("A log that is not that of its file is put away");

  return kin_file_set_log_aside (self, error);
}

/* From when the mark of a file is of which something is lost, in seconds since 1970; 0 where
 * nothing is. */
static gint64
find_lost (KinFile *self)
{
  g_autofree char *name = dup_name (self, KIN_FILE_LOST);
  gint64 seconds, size;

  return kin_folder_look_at (self->folder, name, &seconds, &size, NULL) ? MAX (seconds, 1) : 0;
}

static gboolean
is_behind (const KinGeneration *generation,
           const KinGeneration *mark)
{
  return generation->number < mark->number
         || (generation->number == mark->number && generation->log != mark->log);
}

/* Looks, when the file is open, how far it is. No number is given to two states. Runs on the worker
 * thread. */
gboolean
kin_file_look_for_loss (KinFile  *self,
                        GError  **error)
{
  KinGeneration mark = read_mark (self, KIN_FILE_GENERATION);
  g_autoptr (GError) why = NULL;
  KinGeneration lost;

  self->log_lost = find_lost (self);
  if (!ask (self->writer, &self->generation, &why))
    {
      if (kin_store_error_is_damage (why))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  if (mark.number > 0 && is_behind (&self->generation, &mark))
    turn_into_lost (self);
  self->log_lost = find_lost (self);

  lost = read_mark (self, KIN_FILE_LOST);
  self->next = self->generation;
  self->next.number = 1 + MAX (self->generation.number, MAX (mark.number, lost.number));
  kin_file_fold_log (self);

  return TRUE;
}

/* Counts a transaction that keeps something, as part of it. Runs on the worker thread. */
gboolean
kin_file_count (KinFile  *self,
                GError  **error)
{
  return self->next.number == UNKNOWN
         || kin_database_run (self->writer, error, SQL_COUNT, "iiii", self->next.number,
                           self->next.log, self->next.base_number, self->next.base_log);
}

/* Brings the log into the file, if it can; then another one begins. Runs on the worker thread. */
void
kin_file_fold_log (KinFile *self)
{
  gint64 lot;

  if (!kin_database_fold_log (self->writer))
    return;

  sqlite3_randomness (sizeof lot, &lot);
  self->next.base_number = self->generation.number;
  self->next.base_log = self->generation.log;
  self->next.log = lot & G_MAXINT64;
}

/* What was counted is kept. Runs on the worker thread. */
void
kin_file_mark_kept (KinFile *self)
{
  if (self->next.number != UNKNOWN)
    {
      self->generation = self->next;
      self->next.number++;
      write_mark (self);
    }
  if (self->writer->n_log_pages >= MOST_LOG_PAGES)
    kin_file_fold_log (self);
}

/* Somebody has read that something was lost. Runs on the worker thread. */
void
kin_file_forget_loss (KinFile *self)
{
  remove_mark (self, KIN_FILE_LOST);
}

/* The file was set aside, and its log with it: what comes in its place has lost nothing. */
void
kin_file_forget_marks (KinFile *self)
{
  remove_mark (self, KIN_FILE_GENERATION);
  remove_mark (self, KIN_FILE_LOST);
  self->log_lost = 0;
}
