/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-import-reader.h"
#include "kin-import.h"
#include "kin-letter.h"

G_BEGIN_DECLS

/* Stands for the patient of files that name none: nothing about any person gets past it. */
#define KIN_IMPORT_NOBODY "nobody"

/**
 * KinImportFile:
 * @name: what the file is called, without its folder
 * @original: it, read once
 * @media_type: (nullable): its kind, where the reader of @bytes does not know it
 * @bytes: the record in it, as FHIR: the same bytes, or what the sandbox made of them
 * @hash: SHA-256 of @original, in hexadecimal; the ledger knows the file by it
 *
 * One file of a record.
 */
typedef struct
{
  char       *name;
  GBytes     *original;
  const char *media_type;
  GBytes     *bytes;
  char       *hash;
} KinImportFile;

/**
 * KinImportFound:
 * @decoder: (nullable): kinchart-decode, or %NULL to find it
 * @files: (element-type KinImportFile): files of a record, in their order
 * @letters: (element-type KinLetter): all the rest
 * @identity: (nullable): whose it is, as the first file says it
 * @names_differ: another one says it differently
 * @patient_id: (nullable): the id of that person there
 * @left_out: parts that came from no clinic
 * @counts: entries of each section
 * @oldest: (nullable): the earliest date among them, as sent
 * @newest: (nullable): the latest
 *
 * What looking at the files has found. One thread at a time has it.
 */
typedef struct
{
  char        *decoder;

  GPtrArray   *files;
  GPtrArray   *letters;

  KinIdentity *identity;
  gboolean     names_differ;
  char        *patient_id;

  guint64      left_out;
  guint64      counts[KIN_N_SECTIONS];
  char        *oldest;
  char        *newest;
  char        *oldest_key;
  char        *newest_key;
} KinImportFound;

/* The parts of the object that storing sees too. */
struct _KinImport
{
  GObject          parent_instance;

  KinPerson       *person;          /* (nullable): not chosen yet */
  GPtrArray       *paths;
  gboolean         as_letters;
  char            *kept_name;       /* (nullable): of a file that was kept */
  GBytes          *kept;            /* (nullable): it, in place of paths */
  KinImportFound  *found;           /* the thread's own while it looks */
  gboolean         has_looked;

  KinConnection   *connection;
  KinImportReader *reader;
  guint            file;
  guint            letter;
  guint            page;
  guint            waiting;
  gboolean         reading;
  gboolean         ended;           /* all pages of this file are on their way */
  GError          *error;
  KinImportCounts  counts;
  GPtrArray       *confirms;        /* of GTask: who waits for what is being stored */
  GCancellable    *stop;            /* (nullable): stops it, for all of them */
  GPtrArray       *later;           /* of GTask: who said yes after it was stopped */
};

KinImportFound *kin_import_found_new  (void);
void            kin_import_found_free (KinImportFound  *self);
gboolean        kin_import_found_look (KinImportFound  *self,
                                       GPtrArray       *paths,
                                       gboolean         as_letters,
                                       GCancellable    *cancellable,
                                       GError         **error);
gboolean        kin_import_found_look_at_kept (KinImportFound  *self,
                                               const char      *name,
                                               GBytes          *bytes,
                                               GCancellable    *cancellable,
                                               GError         **error);

KinImport      *kin_import_new_of_kept (KinPerson      *person,
                                        KinConnection  *connection,
                                        const char     *name,
                                        GBytes         *bytes);

KinImport      *kin_import_new_of_letter (KinPerson    *person,
                                          KinLetter    *letter);

void            kin_import_save_async  (KinImport           *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean        kin_import_save_finish (KinImport           *self,
                                        GAsyncResult        *result,
                                        GError             **error);

G_END_DECLS
