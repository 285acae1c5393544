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

#define SQL_ADD(index) "INSERT INTO " index " (docid, title, words) VALUES (?1, ?2, ?3)"
#define SQL_REMOVE(index) "DELETE FROM " index " WHERE docid = ?1"
#define SQL_TITLE(index) "UPDATE " index " SET title = ?2 WHERE docid = ?1"

typedef struct
{
  gint64    rid;
  gboolean  known;       /* it may be in the index already */
  char     *title;       /* NULL: it goes */
  char     *words;       /* NULL: they stay */
  char     *letters;     /* the same, and then the words of its letters; NULL: there are none */
} Entry;

/* An index, and what it has of an entry. */
typedef struct
{
  const char *add;
  const char *remove;
  const char *rename;
  gsize       words;
} Index;

static const Index indexes[] = {
  { SQL_ADD ("search"), SQL_REMOVE ("search"), SQL_TITLE ("search"),
    G_STRUCT_OFFSET (Entry, words) },
  { SQL_ADD ("letter_search"), SQL_REMOVE ("letter_search"), SQL_TITLE ("letter_search"),
    G_STRUCT_OFFSET (Entry, letters) },
};

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  g_free (self->title);
  g_free (self->words);
  g_free (self->letters);
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
 * title it only goes. Takes over @title, @words and @letters, all of them folded. */
void
kin_record_index_put (KinRecordCore *core,
                      gint64         rid,
                      gboolean       known,
                      char          *title,
                      char          *words,
                      char          *letters)
{
  Entry entry = { rid, known, title, words, letters };
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
      kin_record_index_put (core, rid, TRUE, g_strdup (title), NULL, NULL);
    }
  else if (entry->title != NULL)
    {
      g_free (entry->title);
      entry->title = g_strdup (title);
    }
}

static gboolean
write_entry (KinDatabase  *db,
             const Index  *index,
             const Entry  *entry,
             GError      **error)
{
  const char *words = G_STRUCT_MEMBER (char *, entry, index->words);

  if (entry->title != NULL && entry->words == NULL)
    return kin_database_run (db, error, index->rename, "it", -entry->rid, entry->title);

  if (entry->known && !kin_database_run (db, error, index->remove, "i", -entry->rid))
    return FALSE;

  return entry->title == NULL || words == NULL
         || kin_database_run (db, error, index->add, "itt", -entry->rid, entry->title, words);
}

/* Writes what was held back, just before the transaction ends. */
gboolean
kin_record_index_write (KinRecordCore  *core,
                        GError        **error)
{
  for (guint n = 0; n < G_N_ELEMENTS (indexes); n++)
    for (guint i = core->index->len; i > 0; i--)
      if (!write_entry (core->file->writer, &indexes[n], &g_array_index (core->index, Entry, i - 1),
                        error))
        return FALSE;

  g_array_set_size (core->index, 0);

  return TRUE;
}
