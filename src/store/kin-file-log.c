/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-log"

#include "config.h"

#include "kin-file-private.h"
#include "kin-folder-private.h"

/* A file whose log was taken away opens as if nothing had been in it (security.md F-05). That
 * something is in it says an empty file beside it, from the first thing that is kept until the file
 * is closed. Where one is left and nothing is in the log, the log was lost; that is remembered by
 * another empty file, until somebody has read it.
 *
 * Nothing here is a reason not to open a file or not to keep anything. */

static char *
dup_name (KinFile    *self,
          const char *end)
{
  return g_strconcat (self->kind->name, end, NULL);
}

static gboolean
has (KinFile    *self,
     const char *end)
{
  g_autofree char *name = dup_name (self, end);
  g_autoptr (GError) error = NULL;
  gboolean exists = FALSE;
  gboolean empty;

  return kin_folder_check (self->folder, name, &exists, &empty, &error) && exists;
}

static void
remove_mark (KinFile    *self,
             const char *end)
{
  g_autofree char *name = dup_name (self, end);
  g_autoptr (GError) error = NULL;

  if (!kin_folder_remove (self->folder, name, &error))
    g_debug ("A mark of a log stays: %s", error->message);
}

static void
turn_into_lost (KinFile *self)
{
  g_autofree char *from = dup_name (self, KIN_FILE_LOG_USED);
  g_autofree char *to = dup_name (self, KIN_FILE_LOG_LOST);
  g_autoptr (GError) error = NULL;

  if (!kin_folder_move (self->folder, from, to, TRUE, &error))
    g_debug ("A mark of a log stays: %s", error->message);
}

/* Whether there is a log with a page at least, behind its head and the page's (SQLite, WAL-mode
 * File Format). A program that was killed while it began the log anew leaves one in which nothing
 * counts, and that is no loss. */
static gboolean
has_page (KinFile *self)
{
  g_autofree char *name = dup_name (self, "-wal");
  gint64 seconds, size;

  return kin_folder_look_at (self->folder, name, &seconds, &size, NULL)
         && size >= 32 + 24 + KIN_PAGE_SIZE;
}

/* From when the log was that is lost, in seconds since 1970: the mark of it is as old. 0 where none
 * is lost. */
static gint64
find_lost (KinFile *self)
{
  g_autofree char *name = dup_name (self, KIN_FILE_LOG_LOST);
  gint64 seconds, size;

  if (!has (self, KIN_FILE_LOG_LOST))
    return 0;

  return kin_folder_look_at (self->folder, name, &seconds, &size, NULL) ? seconds : 1;
}

/* Looks, when the file is open and nothing was written yet, whether its log is as it was left. Runs
 * on the worker thread. */
void
kin_file_look_at_log (KinFile *self)
{
  if (has (self, KIN_FILE_LOG_USED))
    {
      if (kin_database_has_log (self->writer) || has_page (self))
        self->log_used = TRUE;
      else
        turn_into_lost (self);
    }

  self->log_lost = find_lost (self);
}

/* Something was kept, and for now in the log. Runs on the worker thread. */
void
kin_file_use_log (KinFile *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  if (self->log_used)
    return;

  name = dup_name (self, KIN_FILE_LOG_USED);
  if (!kin_folder_make_file (self->folder, name, &error))
    g_debug ("A log that is lost will not be missed: %s", error->message);
  self->log_used = TRUE;
}

/* The file is about to be closed, which ends the log. Runs on the worker thread. */
void
kin_file_end_log (KinFile *self)
{
  if (self->log_used)
    remove_mark (self, KIN_FILE_LOG_USED);
  self->log_used = FALSE;
}

/* Somebody has read that the log was lost. Runs on the worker thread. */
void
kin_file_forget_log_lost (KinFile *self)
{
  remove_mark (self, KIN_FILE_LOG_LOST);
}

/* The file was set aside, and its log with it: what comes in its place has lost nothing. */
void
kin_file_forget_log (KinFile *self)
{
  remove_mark (self, KIN_FILE_LOG_USED);
  remove_mark (self, KIN_FILE_LOG_LOST);
  self->log_used = FALSE;
  self->log_lost = 0;
}
