/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-store-error"

#include "config.h"

#include <gio/gio.h>
#include <sqlite3.h>

#include "kin-store-error-private.h"

G_DEFINE_QUARK (kin-store-error-quark, kin_store_error)

static KinStoreError
error_from_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
      return KIN_STORE_ERROR_WRONG_KEY;
    case SQLITE_CORRUPT:
      return KIN_STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return KIN_STORE_ERROR_NO_SPACE;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return KIN_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return KIN_STORE_ERROR_LOCKED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return KIN_STORE_ERROR_IO;
    default:
      return KIN_STORE_ERROR_FAILED;
    }
}

/* Turns a result code of SQLite into an error that names the code and what was
 * being done, and never a value: sqlite3_errmsg() may quote one. */
void
kin_store_error_set (GError     **error,
                     int          code,
                     const char  *operation)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled: %s", operation);
  else
    g_set_error (error, KIN_STORE_ERROR, error_from_code (code),
                 "Could not %s: %s (%d)", operation, sqlite3_errstr (code), code);
}

/**
 * kin_store_error_is_damage:
 * @error: (nullable): why a file did not open with a key that is known to be right
 *
 * A damaged first page looks like another key, and a start that was cut off while something took
 * its place leaves no file.
 *
 * Returns: whether the file is damaged or gone
 */
gboolean
kin_store_error_is_damage (const GError *error)
{
  return g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT)
         || g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_WRONG_KEY)
         || g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);
}
