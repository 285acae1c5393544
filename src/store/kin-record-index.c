/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-index"

#include "config.h"

#include "kin-record-private.h"

/* A document has the number of its item below zero: FTS4 walks upwards at no cost,
 * and then finds the newest first and may stop after the first two hundred.
 *
 * What goes into the index is held back until the transaction ends, and then
 * written in the order of the documents: FTS4 writes out what it has gathered
 * whenever a document is not after the last one, and before any statement that
 * may have to be undone by itself. Many small segments would have to be merged. */

#define SQL_ADD "INSERT INTO search (docid, title, words) VALUES (?1, ?2, ?3)"
#define SQL_REMOVE "DELETE FROM search WHERE docid = ?1"
#define SQL_TITLE "UPDATE search SET title = ?2 WHERE docid = ?1"

typedef struct
{
  gint64    rid;
  gboolean  known;       /* it may be in the index already */
  char     *title;       /* NULL: it goes */
  char     *words;       /* NULL: they stay */
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  g_free (self->title);
  g_free (self->words);
}

/* Entries in the order of their items: what is new comes last. */
GArray *
kin_record_index_new (void)
{
  GArray *index = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (index, entry_clear);

  return index;
}

/* The entry of an item, or NULL; @place is where it is, or belongs. */
static Entry *
find_entry (GArray *index,
            gint64  rid,
            guint  *place)
{
  guint start = 0;
  guint end = index->len;

  if (end > 0 && g_array_index (index, Entry, end - 1).rid < rid)
    start = end;

  while (start < end)
    {
      guint middle = start + (end - start) / 2;

      if (g_array_index (index, Entry, middle).rid < rid)
        start = middle + 1;
      else
        end = middle;
    }

  *place = start;

  return start < index->len && g_array_index (index, Entry, start).rid == rid
         ? &g_array_index (index, Entry, start) : NULL;
}

/* Puts an item in, in the place of what was there when it is @known. Without a
 * title it only goes. Takes over @title and @words, both folded. */
void
kin_record_index_put (KinRecordCore *core,
                      gint64         rid,
                      gboolean       known,
                      char          *title,
                      char          *words)
{
  Entry entry = { .rid = rid, .known = known, .title = title, .words = words };
  guint place;
  Entry *before = find_entry (core->index, rid, &place);

  if (before == NULL)
    {
      g_array_insert_val (core->index, place, entry);
      return;
    }

  entry.known = before->known;
  entry_clear (before);
  *before = entry;
}

/* Gives an item that is in the index another title. */
void
kin_record_index_rename (KinRecordCore *core,
                         gint64         rid,
                         const char    *title)
{
  guint place;
  Entry *entry = find_entry (core->index, rid, &place);

  if (entry == NULL)
    {
      kin_record_index_put (core, rid, TRUE, g_strdup (title), NULL);
    }
  else if (entry->title != NULL)
    {
      g_free (entry->title);
      entry->title = g_strdup (title);
    }
}

static gboolean
write_entry (KinDatabase  *db,
             const Entry  *entry,
             GError      **error)
{
  if (entry->title != NULL && entry->words == NULL)
    return kin_database_run (db, error, SQL_TITLE, "it", -entry->rid, entry->title);

  if (entry->known && !kin_database_run (db, error, SQL_REMOVE, "i", -entry->rid))
    return FALSE;

  return entry->title == NULL
         || kin_database_run (db, error, SQL_ADD, "itt", -entry->rid, entry->title, entry->words);
}

/* Writes what was held back, just before the transaction ends. */
gboolean
kin_record_index_write (KinRecordCore  *core,
                        GError        **error)
{
  for (guint i = core->index->len; i > 0; i--)
    if (!write_entry (core->file->writer, &g_array_index (core->index, Entry, i - 1), error))
      return FALSE;

  g_array_set_size (core->index, 0);

  return TRUE;
}
