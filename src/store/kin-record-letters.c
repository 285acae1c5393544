/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-letters"

#include "config.h"

#include "kin-chunks-private.h"
#include "kin-document-file.h"
#include "kin-document-words.h"
#include "kin-file-kind.h"
#include "kin-record-private.h"
#include "kin-text-find.h"
#include "kin-text.h"

/* The words of letters find the entries that the letters belong to. The bytes come before the
 * entry, with it or long after it, and the same ones may belong to several: an entry that comes
 * reads what is here, and bytes that come have the entries indexed again that point at them. */

#define MOST_WORDS KIN_DOCUMENT_MOST_WORDS

#define SQL_POINT "INSERT OR IGNORE INTO letter (source, url, rid) VALUES (?1, ?2, ?3)"
#define SQL_POINTING "SELECT rid FROM letter WHERE source = ?1 AND url = ?2"
#define SQL_SAVED \
  "SELECT c.content, c.size, a.content_type, w.words FROM attachment AS a" \
  " JOIN content AS c ON c.content = a.content" \
  " LEFT JOIN letter_words AS w ON w.content = a.content WHERE a.source = ?1 AND a.url = ?2"
#define SQL_READ_CHUNKS "SELECT body FROM chunk WHERE content = ?1 ORDER BY position"

/**
 * kin_record_letters_list:
 * @resource: a resource of any type, on any thread
 *
 * Returns: (transfer full) (nullable) (element-type KinDocumentFile): its forms that may have
 *   words; %NULL for types that are no letters, which are most
 */
GPtrArray *
kin_record_letters_list (KinJsonNode resource)
{
  static const char *const types[] = { "DocumentReference", "DiagnosticReport", "Communication" };
  KinJsonNode type = kin_json_node_get (resource, "resourceType");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (kin_json_node_equals (type, types[i]))
      return kin_document_file_list_words (resource);

  return NULL;
}

/* Bytes in an entry that only the decoder opens have an address by what they are. */
#define INSIDE "inside:"

static char *
dup_inside_address (const KinDocumentFile *file)
{
  guint8 hash[KIN_CONTENT_HASH_LENGTH];
  g_autofree char *text = NULL;

  if (file->data == NULL || g_bytes_get_size (file->data) > KIN_DOCUMENT_MOST_DECODED
      || !kin_document_is_decoded (kin_file_kind_find (file->content_type, file->data)))
    return NULL;

  kin_chunks_hash (file->data, hash);
  text = kin_chunks_hash_to_text (hash);

  return g_strconcat (INSIDE, text, NULL);
}

/* They lie beside the entry, too, where the decoder finds them as it finds the others. */
static gboolean
keep_inside (KinRecordCore          *core,
             gint64                  source,
             gint64                  rid,
             const KinDocumentFile  *file,
             GError                **error)
{
  g_autofree char *address = dup_inside_address (file);
  gint64 content;

  return address == NULL
         || (kin_record_attachment_keep (core, source, address, file->content_type, file->data,
                                         &content, error)
             && kin_database_run (core->file->writer, error, SQL_POINT, "iti", source, address,
                                  rid));
}

/* Notes which documents an entry has, for when their bytes come. */
gboolean
kin_record_letters_point (KinRecordCore  *core,
                          gint64          source,
                          gint64          rid,
                          GPtrArray      *files,
                          GError        **error)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const KinDocumentFile *file = g_ptr_array_index (files, i);

      if (!keep_inside (core, source, rid, file, error)
          || (file->url != NULL && !kin_database_run (core->file->writer, error, SQL_POINT, "iti",
                                                      source, file->url, rid)))
        return FALSE;
    }

  return TRUE;
}

/* What is saved of a document; @bytes stays NULL when that is nothing that can be read. */
static gboolean
load_bytes (KinDatabase   *db,
            KinStatement  *row,
            GBytes       **bytes,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (sqlite3_column_int64 (row, 1) > KIN_DOCUMENT_MOST_BYTES)
    return TRUE;

  *bytes = kin_chunks_read (db, SQL_READ_CHUNKS, sqlite3_column_int64 (row, 0),
                            (guint64) sqlite3_column_int64 (row, 1), &local_error);
  if (*bytes != NULL || g_error_matches (local_error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The words of a document that is saved: those that the decoder found, or its own. */
static gboolean
load (KinDatabase            *db,
      gint64                  source,
      const char             *url,
      const char             *content_type,
      char                  **words,
      gsize                  *n_read,
      GError                **error)
{
  g_autoptr (KinStatement) row = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *said;
  gboolean found = FALSE;

  row = kin_database_ask (db, error, SQL_SAVED, "it", source, url);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *words = kin_statement_dup_text (row, 3);
  *n_read = (gsize) sqlite3_column_bytes (row, 3);
  if (*words != NULL)
    return TRUE;
  if (!load_bytes (db, row, &bytes, error))
    return FALSE;

  said = (const char *) sqlite3_column_text (row, 2);
  if (bytes != NULL)
    {
      *n_read = g_bytes_get_size (bytes);
      *words = kin_document_to_words (
        kin_file_kind_find (said != NULL ? said : content_type, bytes), bytes, MOST_WORDS);
    }

  return TRUE;
}

/* Adds the words of one form of a letter, each form on lines of its own; what was read for them is
 * no longer @left. */
static gboolean
read_file (KinDatabase            *db,
           gint64                  source,
           const KinDocumentFile  *file,
           GString                *all,
           gsize                  *left,
           GError                **error)
{
  g_autofree char *inside = dup_inside_address (file);
  const char *url = inside != NULL ? inside : file->url;
  g_autofree char *words = NULL;
  gsize n_inside = file->data != NULL ? g_bytes_get_size (file->data) : 0;
  gsize n_read = 0;

  if (file->data != NULL && inside == NULL)
    words = kin_document_to_words (kin_file_kind_find (file->content_type, file->data),
                                   file->data, MOST_WORDS);
  else if (!load (db, source, url, file->content_type, &words, &n_read, error))
    return FALSE;

  if (left != NULL)
    *left -= MIN (*left, MAX (n_read, n_inside));
  if (words != NULL)
    g_string_append_printf (all, "\n%s", words);

  return TRUE;
}

/* The words of all forms that are here, up to a measure. */
static gboolean
read_files (KinDatabase  *db,
            gint64        source,
            GPtrArray    *files,
            GString      *all,
            gsize        *left,
            GError      **error)
{
  for (guint i = 0; files != NULL && i < files->len && all->len < MOST_WORDS; i++)
    if (!read_file (db, source, g_ptr_array_index (files, i), all, left, error))
      return FALSE;

  if (all->len > MOST_WORDS)
    g_string_truncate (all, (gsize) (g_utf8_find_prev_char (all->str, all->str + MOST_WORDS)
                                     - all->str));

  return TRUE;
}

/* The folded @words of an entry and those of its letters; NULL when no letter has any. */
gboolean
kin_record_letters_add (KinRecordCore  *core,
                        gint64          source,
                        GPtrArray      *files,
                        const char     *words,
                        char          **letters,
                        GError        **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *folded = NULL;

  if (!read_files (core->file->writer, source, files, all, NULL, error))
    return FALSE;
  if (all->len == 0)
    return TRUE;

  folded = kin_text_to_index (all->str);
  *letters = g_strjoin (" ", words, folded, NULL);

  return TRUE;
}

/* The bytes of a document are here, or are others now. What cannot be read stays as it is. */
gboolean
kin_record_letters_come (KinRecordCore  *core,
                         gint64          source,
                         const char     *url,
                         GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (core->file->writer, error, SQL_POINTING, "it", source, url);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found)
    {
      g_autoptr (GError) local_error = NULL;

      if (!kin_record_index_again (core, sqlite3_column_int64 (row, 0), &local_error)
          && !g_error_matches (local_error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return *error == NULL;
}

/* Where in its letters an entry has the words; NULL where nowhere. Reads only, and no more bytes
 * of documents than are @left. */
char *
kin_record_letters_extract (KinRecordCore *core,
                            gint64         source,
                            KinJsonNode    resource,
                            const char    *words,
                            const char    *shown,
                            gsize         *left)
{
  g_autoptr (GPtrArray) files = *left > 0 ? kin_record_letters_list (resource) : NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  if (!read_files (core->file->reader, source, files, all, left, NULL))
    return NULL;

  return kin_text_extract (all->str, words, shown);
}
