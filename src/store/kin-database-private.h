/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "kin-secret.h"
#include "kin-store-error.h"

G_BEGIN_DECLS

/* The size of a page is not written in the file: it belongs to the format. */
#define KIN_PAGE_SIZE 8192

/* One kind of file of a set. */
typedef struct
{
  const char *name;         /* of the file */
  const char *schema;       /* "record" stands for record-1.sql and so on */
  gboolean    wal;          /* a write-ahead log, so that a window may read meanwhile */
  const char *from_copy;    /* SQL that notes in a copy from when it is (?1), before it takes the
                             * place of a damaged file; NULL: it never does */
  const char * const *reads; /* SQL that reads through what must be whole, when all is too much */
} KinFileKind;

/* How a connection is to be used. */
typedef enum
{
  KIN_DATABASE_NEW,         /* being made: a rollback journal until it has its name */
  KIN_DATABASE_WRITER,
  KIN_DATABASE_READER,
  KIN_DATABASE_ALONE,       /* read as it is without its log */
} KinDatabaseUse;

/* One connection to one file, and its statements. Used by one thread at a time. */
typedef struct
{
  sqlite3      *db;
  GHashTable   *statements;         /* SQL constant, by address → sqlite3_stmt */
  GCancellable *cancellable;        /* of the job that is running */
  int           n_log_pages;        /* in the log after the last transaction */
} KinDatabase;

/* A prepared statement in use: reset, and its parameters dropped, when done. */
typedef struct sqlite3_stmt KinStatement;

/* Makes an object of the row that a statement is at. */
typedef gpointer (*KinRowFunc) (KinStatement *row);

KinDatabase  *kin_database_open           (const KinFileKind  *kind,
                                           const char         *folder,
                                           const char         *name,
                                           KinDatabaseUse      use,
                                           KinSecret          *key,
                                           GError            **error);
void          kin_database_close          (KinDatabase        *self);
sqlite3      *kin_database_get_handle     (KinDatabase        *self);
char         *kin_database_dup_cipher     (KinDatabase        *self);
gboolean      kin_database_is_encrypted   (KinDatabase        *self);
int           kin_database_count_changes  (KinDatabase        *self);
void          kin_database_set_cancellable (KinDatabase       *self,
                                           GCancellable       *cancellable);

gboolean      kin_database_begin          (KinDatabase        *self,
                                           GError            **error);
gboolean      kin_database_commit         (KinDatabase        *self,
                                           GError            **error);
void          kin_database_rollback       (KinDatabase        *self);
gboolean      kin_database_fold_log       (KinDatabase        *self);

KinStatement *kin_database_prepare        (KinDatabase        *self,
                                           const char         *sql,
                                           GError            **error);
KinStatement *kin_database_ask            (KinDatabase        *self,
                                           GError            **error,
                                           const char         *sql,
                                           const char         *parameters,
                                           ...);
gboolean      kin_database_run            (KinDatabase        *self,
                                           GError            **error,
                                           const char         *sql,
                                           const char         *parameters,
                                           ...);
gboolean      kin_database_get_number     (KinDatabase        *self,
                                           const char         *sql,
                                           gint64             *number,
                                           GError            **error);

gboolean      kin_statement_step          (KinStatement       *self,
                                           gboolean           *row,
                                           GError            **error);
char         *kin_statement_dup_text      (KinStatement       *self,
                                           int                 column);
GBytes       *kin_statement_dup_bytes     (KinStatement       *self,
                                           int                 column);
void          kin_statement_done          (KinStatement       *self);
void          kin_statement_return_rows   (KinStatement       *self,
                                           GTask              *task,
                                           KinRowFunc          read_row,
                                           GDestroyNotify      free_row,
                                           GError             *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinDatabase, kin_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinStatement, kin_statement_done)

G_END_DECLS
