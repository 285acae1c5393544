/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-statement"

#include "config.h"

#include <stdarg.h>

#include "kin-database-private.h"
#include "kin-store-error-private.h"

/* Prepares @sql, a constant of this room: it is looked up by its address. */
KinStatement *
kin_database_prepare (KinDatabase  *self,
                      const char   *sql,
                      GError      **error)
{
  KinStatement *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  if (code != SQLITE_OK)
    {
      kin_store_error_set (error, code, "prepare a statement");
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}

static int
bind_one (KinStatement *statement,
          int           position,
          char          kind,
          va_list      *arguments)
{
  const char *text;
  GBytes *bytes;
  gsize length;
  gint64 number;
  const void *content;

  switch (kind)
    {
    case 't':
      text = va_arg (*arguments, const char *);
      return sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);

    case 'i':
      return sqlite3_bind_int64 (statement, position, va_arg (*arguments, gint64));

    case 'n':
      number = va_arg (*arguments, gint64);
      return number != 0 ? sqlite3_bind_int64 (statement, position, number)
                         : sqlite3_bind_null (statement, position);

    case 'p':
      content = va_arg (*arguments, const void *);
      length = va_arg (*arguments, gsize);
      return sqlite3_bind_blob64 (statement, position, content, length, SQLITE_STATIC);

    case 'b':
      bytes = va_arg (*arguments, GBytes *);
      if (bytes == NULL)
        return sqlite3_bind_null (statement, position);

      content = g_bytes_get_data (bytes, &length);
      /* No bytes are not the same as none. */
      return sqlite3_bind_blob64 (statement, position, length > 0 ? content : "", length,
                                  SQLITE_STATIC);

    default:
      g_assert_not_reached ();
    }
}

static KinStatement *
prepare_and_bind (KinDatabase  *self,
                  const char   *sql,
                  const char   *parameters,
                  va_list      *arguments,
                  GError      **error)
{
  KinStatement *statement = kin_database_prepare (self, sql, error);
  int code = SQLITE_OK;

  if (statement == NULL)
    return NULL;

  for (int i = 0; code == SQLITE_OK && parameters[i] != '\0'; i++)
    code = bind_one (statement, i + 1, parameters[i], arguments);

  if (code == SQLITE_OK)
    return statement;

  kin_store_error_set (error, code, "pass a value");
  kin_statement_done (statement);

  return NULL;
}

/* Prepares and binds a statement that answers with rows. @parameters has a
 * letter for each: `t` const char *, `i` gint64, `n` the same with 0 for NULL, `b`
 * GBytes *, `p` const void * and gsize; all but numbers may be NULL and must live
 * until the statement is done. */
KinStatement *
kin_database_ask (KinDatabase  *self,
                  GError      **error,
                  const char   *sql,
                  const char   *parameters,
                  ...)
{
  KinStatement *statement;
  va_list arguments;

  va_start (arguments, parameters);
  statement = prepare_and_bind (self, sql, parameters, &arguments, error);
  va_end (arguments);

  return statement;
}

/* Like kin_database_ask(), for a statement without an answer. */
gboolean
kin_database_run (KinDatabase  *self,
                  GError      **error,
                  const char   *sql,
                  const char   *parameters,
                  ...)
{
  g_autoptr (KinStatement) statement = NULL;
  gboolean row;
  va_list arguments;

  va_start (arguments, parameters);
  statement = prepare_and_bind (self, sql, parameters, &arguments, error);
  va_end (arguments);

  return statement != NULL && kin_statement_step (statement, &row, error);
}

/* Asks for one number without parameters; no row is 0. */
gboolean
kin_database_get_number (KinDatabase  *self,
                         const char   *sql,
                         gint64       *number,
                         GError      **error)
{
  g_autoptr (KinStatement) statement = kin_database_prepare (self, sql, error);
  gboolean row;

  *number = 0;

  if (statement == NULL || !kin_statement_step (statement, &row, error))
    return FALSE;

  if (row)
    *number = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

/* Goes to the next row; @row says whether there is one. */
gboolean
kin_statement_step (KinStatement  *self,
                    gboolean      *row,
                    GError       **error)
{
  int code = sqlite3_step (self);

  *row = code == SQLITE_ROW;

  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  kin_store_error_set (error, code, "read or write the file");

  return FALSE;
}

char *
kin_statement_dup_text (KinStatement *self,
                        int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (self, column));
}

/* NULL where the column is NULL. */
GBytes *
kin_statement_dup_bytes (KinStatement *self,
                         int           column)
{
  const void *content;

  if (sqlite3_column_type (self, column) == SQLITE_NULL)
    return NULL;

  content = sqlite3_column_blob (self, column);

  return g_bytes_new (content, (gsize) sqlite3_column_bytes (self, column));
}

void
kin_statement_done (KinStatement *self)
{
  if (self == NULL)
    return;

  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

/* Ends @task with the rows of a question, each made into an object. @self may be
 * NULL, with the error that says why: it is taken over. */
void
kin_statement_return_rows (KinStatement   *self,
                           GTask          *task,
                           KinRowFunc      read_row,
                           GDestroyNotify  free_row,
                           GError         *error)
{
  g_autoptr (KinStatement) statement = self;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  gboolean found = FALSE;

  while (statement != NULL && kin_statement_step (statement, &found, &error) && found)
    g_ptr_array_add (rows, read_row (statement));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}
