/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-database-private.h"
#include "kin-row-reader.h"
#include "kin-worker-private.h"

G_BEGIN_DECLS

/* How far a file is, as its one row of that name says. */
typedef struct
{
  gint64 number;
  gint64 log;
  gint64 base_number;
  gint64 base_log;
} KinGeneration;

/* An open file with the thread that owns it. Every database below is the
 * worker's. */
typedef struct
{
  const KinFileKind *kind;
  char              *folder;
  KinSecret         *key;        /* only while a file may have to be copied, or is aside */

  KinWorker         *worker;
  KinDatabase       *writer;
  KinDatabase       *reader;     /* with a log only: sees what is committed */
  KinRowReader      *rows;       /* with a log only, for the main thread: rows of lists */

  gboolean           check_due;  /* it was not read whole yet */
  gboolean           copy_due;   /* the rolling copy is behind */

  KinGeneration      generation; /* with a log only: as it is */
  KinGeneration      next;       /* and as the next transaction will make it */
  gint64             log_lost;   /* since when, or 0; nobody has read it; once open, the main
                                  * thread's */

  gboolean           is_renewed;  /* an empty one took the place of a damaged one just now */
  char              *aside;      /* (nullable): with a log only, the damaged file that was set aside
                                  * last; once open, the main thread's */
} KinFile;

/* Everything that belongs to a database of that name, up to a %NULL. */
extern const char * const kin_file_suffixes[];

/* The marks of a file: how far it is, and that something of it was lost. */
#define KIN_FILE_GENERATION ".generation"
#define KIN_FILE_LOST ".lost"

void      kin_file_open_async   (const KinFileKind    *kind,
                                 const char           *folder,
                                 KinStoreMode          mode,
                                 KinSecret            *key,
                                 const char           *key_id,
                                 gpointer              source_tag,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
void      kin_file_open_with_async (const KinFileKind *kind,
                                 const char           *folder,
                                 KinStoreMode          mode,
                                 KinStoreKeyFunc       find_key,
                                 GObject              *owner,
                                 gpointer              source_tag,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
KinFile  *kin_file_open_finish  (GAsyncResult         *result,
                                 GError              **error);
void      kin_file_end          (KinFile              *self,
                                 GTask                *task,
                                 KinWorkerFunc         last,
                                 gpointer              owned);
void      kin_file_close        (KinFile              *self,
                                 gboolean             *closed,
                                 GTask                *task);
void      kin_file_free         (KinFile              *self);
gboolean  kin_file_remove_leftovers (KinFile          *self,
                                     const char       *name,
                                     GError          **error);
gboolean  kin_file_update_copy  (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_read_rows    (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_check        (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_remove_copy  (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_has_copy_for (KinFile              *self,
                                 const GError         *damage);
gboolean  kin_file_use_copy     (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_check_pages  (KinDatabase          *database,
                                 GError              **error);
gboolean  kin_file_says_of_disk (const char          *words);
gboolean  kin_file_set_aside    (KinFile              *self,
                                 GError              **error);
GPtrArray *kin_file_list_aside  (KinFile              *self,
                                 GError              **error);
KinDatabase *kin_file_open_aside (KinFile             *self,
                                  const char          *name,
                                  GError             **error);
gboolean  kin_file_set_log_aside (KinFile             *self,
                                  GError             **error);
char     *kin_file_dup_aside    (KinFile              *self);
gboolean  kin_file_remove_aside (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_begin        (KinFile              *self,
                                 GError              **error);
void      kin_file_finish       (KinFile              *self,
                                 GTask                *task,
                                 gboolean              done,
                                 GError               *error);
gboolean  kin_file_finish_alone (KinFile              *self,
                                 GTask                *task,
                                 gboolean              done,
                                 GError               *error);
gboolean  kin_file_choose_log   (KinFile              *self,
                                 GError              **error);
gboolean  kin_file_look_for_loss (KinFile             *self,
                                  GError             **error);
gboolean  kin_file_count        (KinFile              *self,
                                 GError              **error);
void      kin_file_mark_kept    (KinFile              *self);
void      kin_file_fold_log     (KinFile              *self);
void      kin_file_forget_loss  (KinFile              *self);
void      kin_file_forget_marks (KinFile              *self);
char     *kin_file_now          (void);

G_END_DECLS
