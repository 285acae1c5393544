/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-words"

#include "config.h"

#include <string.h>

#include "kin-chunks-private.h"
#include "kin-document-words.h"
#include "kin-file-kind.h"
#include "kin-record-private.h"

/* Some letters are opened in another process only, and somebody has to ask it. Here is which ones
 * nobody has looked through, and what was found: by the bytes, so that it is done once, and kept
 * also when there was nothing. A letter that nobody is shown waits until somebody is. */

/* A kind shows in the first bytes. */
#define HEAD (16 * 1024)

/* So many that only have to be noted are looked at before others have their turn. */
#define MOST_AT_ONCE 100

#define SHOWN                                                                             \
  "EXISTS (SELECT 1 FROM attachment AS a"                                                 \
  " CROSS JOIN letter AS l ON l.source = a.source AND l.url = a.url"                      \
  " CROSS JOIN resource AS r ON r.rid = l.rid WHERE a.content = c.content AND r.hidden = 0)"
#define SQL_NEXT                                                                          \
  "SELECT c.content, c.size, (SELECT max (content_type) FROM attachment"                  \
  " WHERE content = c.content) FROM content AS c WHERE c.content < ?1 AND NOT EXISTS"     \
  " (SELECT 1 FROM letter_words AS w WHERE w.content = c.content AND w.version >= ?2)"    \
  " AND " SHOWN " ORDER BY c.content DESC LIMIT 1"
#define SQL_FIRST_CHUNK "SELECT rowid FROM chunk WHERE content = ?1 AND position = 0"
#define SQL_READ_CHUNKS "SELECT body FROM chunk WHERE content = ?1 ORDER BY position"
/* Words that were found once are not lost by a failure of later. */
#define SQL_NOTE \
  "INSERT OR REPLACE INTO letter_words (content, version, words) VALUES (?1, ?2," \
  " coalesce (?3, (SELECT words FROM letter_words WHERE content = ?1)))"
#define SQL_HERE "SELECT 1 FROM letter_words WHERE content = ?1 AND words IS NOT NULL"
#define SQL_FIND_SHOWN "SELECT c.content FROM content AS c WHERE c.hash = ?1 AND " SHOWN
#define SQL_ENTRIES                                                                       \
  "SELECT DISTINCT r.rid, r.section FROM attachment AS a"                                 \
  " CROSS JOIN letter AS l ON l.source = a.source AND l.url = a.url"                      \
  " CROSS JOIN resource AS r ON r.rid = l.rid WHERE a.content = ?1 AND r.hidden = 0"

typedef struct
{
  GBytes *letter;
  char   *words;
} Reading;

static void
reading_free (Reading *self)
{
  g_bytes_unref (self->letter);
  g_free (self->words);
  g_free (self);
}

/**
 * kin_unread_letter_free:
 * @self: (transfer full) (nullable): a letter
 *
 * Frees it.
 */
void
kin_unread_letter_free (KinUnreadLetter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Whether it is known what words a content has. */
gboolean
kin_record_words_are_here (KinRecordCore  *core,
                           gint64          content,
                           gboolean       *here,
                           GError        **error)
{
  g_autoptr (KinStatement) row = NULL;

  row = kin_database_ask (core->file->writer, error, SQL_HERE, "i", content);

  return row != NULL && kin_statement_step (row, here, error);
}

static gboolean
note (KinRecordCore  *core,
      gint64          content,
      const char     *words,
      GError        **error)
{
  return kin_database_run (core->file->writer, error, SQL_NOTE, "iit", content,
                           (gint64) KIN_DOCUMENT_WORDS_VERSION, words);
}

/* Finding them */

/* The beginning of a content, without the rest of a large one; it may have none. */
static gboolean
read_head (KinDatabase  *db,
           gint64        content,
           GBytes      **head,
           GError      **error)
{
  g_autoptr (KinStatement) row = NULL;
  sqlite3_blob *blob = NULL;
  gboolean found = FALSE;
  guint8 bytes[HEAD];
  int length;

  row = kin_database_ask (db, error, SQL_FIRST_CHUNK, "i", content);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *head = NULL;
  if (found && sqlite3_blob_open (kin_database_get_handle (db), "main", "chunk", "body",
                                  sqlite3_column_int64 (row, 0), 0, &blob) == SQLITE_OK)
    {
      length = MIN (sqlite3_blob_bytes (blob), HEAD);
      if (sqlite3_blob_read (blob, bytes, length, 0) == SQLITE_OK)
        *head = g_bytes_new (bytes, (gsize) length);
    }
  sqlite3_blob_close (blob);

  return TRUE;
}

/* The letter in a row; NULL when that is none, or cannot be read. */
static gboolean
look_at (KinRecordCore    *core,
         KinStatement     *row,
         KinUnreadLetter **letter,
         GError          **error)
{
  KinDatabase *db = core->file->writer;
  gint64 content = sqlite3_column_int64 (row, 0);
  gint64 size = sqlite3_column_int64 (row, 1);
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *kind;
  GBytes *bytes;

  if (size > KIN_DOCUMENT_MOST_DECODED)
    return TRUE;
  if (!read_head (db, content, &head, error))
    return FALSE;

  kind = head != NULL ? kin_file_kind_find ((const char *) sqlite3_column_text (row, 2), head)
                      : "";
  if (!kin_document_is_decoded (kind))
    return TRUE;

  bytes = kin_chunks_read (db, SQL_READ_CHUNKS, content, (guint64) size, &local_error);
  if (bytes == NULL)
    {
      if (g_error_matches (local_error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *letter = g_new0 (KinUnreadLetter, 1);
  (*letter)->place = content;
  (*letter)->kind = kind;
  (*letter)->bytes = bytes;

  return TRUE;
}

/* The newest one that can be read; what cannot is noted, and not looked at again. Others wait for
 * this: it ends after so many. */
static gboolean
find (KinRecordCore    *core,
      gint64            before,
      KinUnreadLetter **letter,
      GError          **error)
{
  gboolean found = TRUE;

  for (guint n = 0; found && *letter == NULL && n < MOST_AT_ONCE; n++)
    {
      g_autoptr (KinStatement) row = NULL;

      row = kin_database_ask (core->file->writer, error, SQL_NEXT, "ii", before,
                              (gint64) KIN_DOCUMENT_WORDS_VERSION);
      if (row == NULL || !kin_statement_step (row, &found, error)
          || (found && !look_at (core, row, letter, error)))
        return FALSE;

      if (found)
        before = sqlite3_column_int64 (row, 0);
      if (found && *letter == NULL && !note (core, before, NULL, error))
        return FALSE;
    }

  if (found && *letter == NULL)
    {
      *letter = g_new0 (KinUnreadLetter, 1);
      (*letter)->place = before;
    }

  return TRUE;
}

static void
find_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  const gint64 *before = task_data;
  g_autoptr (KinUnreadLetter) letter = NULL;
  GError *error = NULL;

  if (kin_record_core_begin_alone (core, &error) && find (core, *before, &letter, &error)
      && kin_record_core_commit (core, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&letter),
                             (GDestroyNotify) kin_unread_letter_free);
      return;
    }

  kin_record_core_finish (core, task, FALSE, error);
}

/* Keeping what was found */

static gboolean
find_shown (KinRecordCore  *core,
            GBytes         *letter,
            gint64         *content,
            GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  guint8 hash[KIN_CONTENT_HASH_LENGTH];
  gboolean found = FALSE;

  kin_chunks_hash (letter, hash);
  row = kin_database_ask (core->file->writer, error, SQL_FIND_SHOWN, "p", hash, sizeof hash);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  *content = found ? sqlite3_column_int64 (row, 0) : 0;

  return TRUE;
}

/* One that cannot be read stays as it is. */
static gboolean
index_entry (KinRecordCore  *core,
             KinStatement   *row,
             GError        **error)
{
  gint64 rid = sqlite3_column_int64 (row, 0);
  g_autoptr (GError) local_error = NULL;

  if (kin_record_index_again (core, rid, &local_error))
    {
      kin_record_core_note (core, (KinSection) sqlite3_column_int (row, 1), rid);
      return TRUE;
    }
  if (g_error_matches (local_error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
index_entries (KinRecordCore  *core,
               gint64          content,
               GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_ENTRIES, "i", content);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found)
    if (!index_entry (core, row, error))
      return FALSE;

  return *error == NULL;
}

/* Of what was erased, withdrawn or hidden meanwhile nothing is kept. */
static gboolean
keep (KinRecordCore  *core,
      const Reading  *reading,
      GError        **error)
{
  gint64 content;

  if (!find_shown (core, reading->letter, &content, error))
    return FALSE;

  return content == 0
         || (note (core, content, reading->words, error)
             && (reading->words == NULL || index_entries (core, content, error)));
}

static void
keep_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error) && keep (core, task_data, &error);

  kin_record_core_finish (core, task, done, error);
}

/* At most so many, and only whole characters. */
static char *
dup_words (const char *words)
{
  g_autofree char *valid = words != NULL ? g_utf8_make_valid (words, -1) : NULL;

  if (valid == NULL || *g_strstrip (valid) == '\0')
    return NULL;
  if (strlen (valid) > KIN_DOCUMENT_MOST_WORDS)
    *g_utf8_find_prev_char (valid, valid + KIN_DOCUMENT_MOST_WORDS) = '\0';

  return g_steal_pointer (&valid);
}

/**
 * kin_record_store_find_unread_letter_async:
 * @self: a store
 * @before: %G_MAXINT64, or the place of the one before
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for a letter that nobody has looked through for words, by today's rules
 * (%KIN_DOCUMENT_WORDS_VERSION), and that belongs to something that is listed; the newest first.
 */
void
kin_record_store_find_unread_letter_async (KinRecordStore      *self,
                                           gint64               before,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_find_unread_letter_async);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, g_memdup2 (&before, sizeof before), g_free);
  kin_record_store_push (self, task, find_job);
}

/**
 * kin_record_store_find_unread_letter_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer full) (nullable): it; %NULL without an error when there is none
 */
KinUnreadLetter *
kin_record_store_find_unread_letter_finish (KinRecordStore  *self,
                                            GAsyncResult    *result,
                                            GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_record_store_save_words_async:
 * @self: a store
 * @letter: the bytes that were looked through
 * @words: (nullable): what stands in it, of which the first 256 KiB are kept; %NULL for nothing
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps what stands in a letter, so that its entries are found by it; and that it was looked
 * through, so that nobody does it again. Does nothing when no entry that is listed has it any more.
 */
void
kin_record_store_save_words_async (KinRecordStore      *self,
                                   GBytes              *letter,
                                   const char          *words,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;
  Reading *reading;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (letter != NULL);

  reading = g_new0 (Reading, 1);
  reading->letter = g_bytes_ref (letter);
  reading->words = dup_words (words);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_save_words_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  kin_record_store_push (self, task, keep_job);
}

/**
 * kin_record_store_save_words_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_record_store_save_words_finish (KinRecordStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
