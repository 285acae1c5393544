/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-chunks"

#include "config.h"

#include <sodium.h>

#include "kin-chunks-private.h"

/* Small enough to be written and read without a pause that anyone could feel,
 * and far below the longest value a file takes. */
#define CHUNK_LENGTH (256 * 1024)

/* Writes @bytes in pieces; @sql takes owner, position and body. */
gboolean
kin_chunks_write (KinDatabase  *database,
                  const char   *sql,
                  gint64        owner,
                  GBytes       *bytes,
                  GError      **error)
{
  gsize length;
  const guint8 *content = g_bytes_get_data (bytes, &length);
  gint64 position = 0;

  for (gsize offset = 0; offset < length; offset += CHUNK_LENGTH)
    {
      gsize n = MIN (length - offset, CHUNK_LENGTH);

      if (!kin_database_run (database, error, sql, "iip", owner, position++, content + offset, n))
        return FALSE;
    }

  return TRUE;
}

/* Puts the pieces together again; @sql takes the owner and answers with bodies
 * in their order. */
GBytes *
kin_chunks_read (KinDatabase  *database,
                 const char   *sql,
                 gint64        owner,
                 guint64       size,
                 GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  row = kin_database_ask (database, error, sql, "i", owner);
  if (row == NULL)
    return NULL;

  while (kin_statement_step (row, &found, error) && found)
    g_byte_array_append (bytes, sqlite3_column_blob (row, 0),
                         (guint) sqlite3_column_bytes (row, 0));

  if (*error != NULL)
    return NULL;

  if (bytes->len != size)
    {
      g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT,
                           "A piece of a document is missing");
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* BLAKE2b-256, the name of a content. */
void
kin_chunks_hash (GBytes *bytes,
                 guint8 *hash)
{
  gsize length;
  const guint8 *content = g_bytes_get_data (bytes, &length);

  crypto_generichash (hash, KIN_CONTENT_HASH_LENGTH, content, length, NULL, 0);
}

char *
kin_chunks_hash_to_text (const guint8 *hash)
{
  char text[2 * KIN_CONTENT_HASH_LENGTH + 1];

  return g_strdup (sodium_bin2hex (text, sizeof text, hash, KIN_CONTENT_HASH_LENGTH));
}
