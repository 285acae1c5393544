/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-log"

#include "config.h"

#include "kin-file-private.h"
#include "kin-folder-private.h"

/* A file whose log was taken away opens as if nothing had been in it, and so does an older file
 * that was put in its place (security.md F-05, K-15). So the file counts how often something was
 * kept, and its mark, a small file beside it, says how far that was. A file that knows less has
 * lost something; that is remembered by another mark, until somebody has read it.
 *
 * An older log in the place of the right one would be played into a newer file, and a log without
 * the file that it goes on from into an older one. Such a log is put away before.
 *
 * Nothing here is a reason not to open a file or not to keep anything. */

#define SQL_NUMBER "SELECT number FROM generation"
#define SQL_FOLDED "SELECT folded FROM generation"
#define SQL_COUNT "UPDATE generation SET number = ?1, folded = ?2"

/* 128 MB of log, for when a sync never pauses. A page that is written again and again goes into the
 * file itself only now and then. */
#define MOST_LOG_PAGES 16000

/* Always as long, so that nothing is left of an earlier one. */
#define MARK_FORMAT "%020" G_GINT64_MODIFIER "d\n"
#define MARK_LENGTH 21

static char *
dup_name (KinFile    *self,
          const char *end)
{
  return g_strconcat (self->kind->name, end, NULL);
}

/* How far the file was; 0 where nothing says it, or not in our words: a computer that went off may
 * leave half of it. */
static gint64
read_mark (KinFile *self)
{
  g_autofree char *name = dup_name (self, KIN_FILE_GENERATION);
  g_autoptr (GBytes) bytes = kin_folder_read (self->folder, name, MARK_LENGTH, NULL);
  g_autofree char *text = NULL;
  gint64 number = 0;

  if (bytes == NULL || g_bytes_get_size (bytes) != MARK_LENGTH)
    return 0;

  text = g_strndup (g_bytes_get_data (bytes, NULL), MARK_LENGTH - 1);

  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL) ? number : 0;
}

/* After what it says is on the disk: a mark that gets lost is behind, and nobody is told that
 * something is missing that is not. */
static void
write_mark (KinFile *self)
{
  g_autofree char *name = dup_name (self, KIN_FILE_GENERATION);
  g_autofree char *text = g_strdup_printf (MARK_FORMAT, self->generation);
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

/* Whether there is a log with a page at least, behind its head and the page's (SQLite, WAL-mode
 * File Format). */
static gboolean
has_log (KinFile *self)
{
  g_autofree char *name = dup_name (self, "-wal");
  gint64 seconds, size;

  return kin_folder_look_at (self->folder, name, &seconds, &size, NULL)
         && size >= 32 + 24 + KIN_PAGE_SIZE;
}

/* How far the file is with its log or without it; FALSE where it cannot be read, of which those are
 * told who open it. */
static gboolean
ask (KinFile        *self,
     KinDatabaseUse  use,
     gint64         *number,
     gint64         *folded)
{
  g_autoptr (KinDatabase) database = kin_database_open (self->kind, self->folder, self->kind->name,
                                                        use, self->key, NULL);

  return database != NULL && kin_database_get_number (database, SQL_NUMBER, number, NULL)
         && kin_database_get_number (database, SQL_FOLDED, folded, NULL);
}

/* Puts a log away that does not belong to the file, before the file is opened with it. Runs on the
 * worker thread. */
void
kin_file_choose_log (KinFile *self)
{
  g_autoptr (GError) error = NULL;
  gint64 alone, with_log, folded, unused;

  if (!has_log (self)
      || !ask (self, KIN_DATABASE_ALONE, &alone, &unused)
      || !ask (self, KIN_DATABASE_READER, &with_log, &folded)
      || (alone <= with_log && alone >= folded))
    return;

  g_warning ("A log that is not that of its file was put away");
  if (!kin_file_set_log_aside (self, &error))
    g_warning ("It is still there: %s", error->message);
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

/* Looks, when the file is open, how far it is. Runs on the worker thread. */
void
kin_file_look_for_loss (KinFile *self)
{
  if (!kin_database_get_number (self->writer, SQL_NUMBER, &self->generation, NULL)
      || !kin_database_get_number (self->writer, SQL_FOLDED, &self->folded, NULL))
    return;
  if (!has_log (self))
    self->folded = self->generation;

  if (self->generation < read_mark (self))
    turn_into_lost (self);
  self->log_lost = find_lost (self);
}

/* Counts a transaction that keeps something, as part of it. Runs on the worker thread. */
gboolean
kin_file_count (KinFile  *self,
                GError  **error)
{
  return kin_database_run (self->writer, error, SQL_COUNT, "ii", self->generation + 1,
                           self->folded);
}

/* Brings the log into the file. Runs on the worker thread. */
void
kin_file_fold_log (KinFile *self)
{
  if (kin_database_fold_log (self->writer))
    self->folded = self->generation;
}

/* What was counted is kept. Runs on the worker thread. */
void
kin_file_mark_kept (KinFile *self)
{
  self->generation++;
  write_mark (self);
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
