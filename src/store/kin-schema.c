/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-schema"

#include "config.h"

#include "kin-crash-point.h"
#include "kin-schema-private.h"
#include "kin-store-error-private.h"

/* Generated from schema/schema.gresource.xml. */
extern GResource *kin_schema_get_resource (void);

#define PREFIX "/io/github/kinchart/Kinchart/schema/"

/* The text of schema file @number of @kind, or NULL when there is none. */
static GBytes *
load (const KinFileKind *kind,
      gint64             number)
{
  g_autofree char *path = g_strdup_printf (PREFIX "%s-%" G_GINT64_FORMAT ".sql",
                                           kind->schema, number);

  return g_resource_lookup_data (kin_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

/* Like sqlite3_exec(), with a place after each statement where tests can end the program. */
static int
run_statements (sqlite3    *db,
                const char *sql)
{
  int code = SQLITE_OK;

  while (code == SQLITE_OK && *sql != '\0')
    {
      sqlite3_stmt *statement = NULL;

      code = sqlite3_prepare_v2 (db, sql, -1, &statement, &sql);
      /* None of them answers with rows; behind the last one there is only a blank line. */
      if (statement != NULL)
        sqlite3_step (statement);
      if (code == SQLITE_OK)
        code = sqlite3_finalize (statement);
      kin_crash_point ("schema.statement");
    }

  return code;
}

static gboolean
run_script (KinDatabase  *database,
            GBytes       *script,
            GError      **error)
{
  sqlite3 *db = kin_database_get_handle (database);
  /* A resource ends with a zero byte that is not counted. */
  const char *sql = g_bytes_get_data (script, NULL);
  int code = sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = run_statements (db, sql);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  kin_crash_point ("schema.committed");

  if (code == SQLITE_OK)
    return TRUE;

  kin_store_error_set (error, code, "apply a schema file");
  kin_database_rollback (database);

  return FALSE;
}

/* Brings a file up to the newest schema this program knows, one numbered file
 * after the other, each in a transaction of its own. A file with a higher number
 * is refused. (A schema that an older program must not touch also raises
 * KIN_SET_FORMAT: that is read before the file is opened.) */
gboolean
kin_schema_apply (KinDatabase        *database,
                  const KinFileKind  *kind,
                  GError            **error)
{
  gint64 version;
  GBytes *script;

  if (!kin_database_get_number (database, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > 0)
    {
      g_autoptr (GBytes) known = load (kind, version);

      if (known == NULL)
        {
          g_set_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NEWER_FORMAT,
                       "Schema %" G_GINT64_FORMAT " of %s is not known here",
                       version, kind->schema);
          return FALSE;
        }
    }

  while ((script = load (kind, version + 1)) != NULL)
    {
      gboolean applied = run_script (database, script, error);

      g_bytes_unref (script);
      if (!applied)
        return FALSE;

      version++;
    }

  return TRUE;
}
