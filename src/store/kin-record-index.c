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
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->title);
  g_free (self->words);
  g_free (self);
}

static gpointer
id_to_key (gint64 id)
{
  return (gpointer) (gintptr) id;
}

GHashTable *
kin_record_index_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, entry_free);
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
  Entry *before = g_hash_table_lookup (core->index, id_to_key (rid));
  Entry *entry = g_new0 (Entry, 1);

  entry->rid = rid;
  entry->known = before != NULL ? before->known : known;
  entry->title = title;
  entry->words = words;
  g_hash_table_insert (core->index, id_to_key (rid), entry);
}

/* Gives an item that is in the index another title. */
void
kin_record_index_rename (KinRecordCore *core,
                         gint64         rid,
                         const char    *title)
{
  Entry *entry = g_hash_table_lookup (core->index, id_to_key (rid));

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

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = *(const Entry * const *) a, *right = *(const Entry * const *) b;

  return left->rid > right->rid ? -1 : left->rid < right->rid;
}

/* Writes what was held back, just before the transaction ends. */
gboolean
kin_record_index_write (KinRecordCore  *core,
                        GError        **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, core->index);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (entries, entry);

  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    if (!write_entry (core->file->writer, g_ptr_array_index (entries, i), error))
      return FALSE;

  g_hash_table_remove_all (core->index);

  return TRUE;
}
