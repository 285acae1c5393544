/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-record-private.h"
#include "kin-summary.h"

G_BEGIN_DECLS

/* One resource on its way in: what can be said of it without looking at the file. */
typedef struct
{
  KinSummary *summary;               /* NULL: it cannot be read, or was put off */
  gint64      meaning;
  char       *title;                 /* folded, for the index */
  char       *words;
  GPtrArray  *files;                 /* nullable: those that may have words */
  char       *packed;                /* NULL: the bytes are kept as they are */
  gsize       packed_length;
  gint64      dict;
  guint8      hash[KIN_HASH_LENGTH]; /* of its bytes */
  guint8      address[KIN_HASH_LENGTH];
  gboolean    put_off;               /* to be read only when it is not here */

  gboolean    ready;                 /* under the lock of its KinPreparation */

  /* Filled in on the worker thread. */
  const char *body;
  gsize       body_length;
} KinArrival;

/* A row with its body must stay below what the file takes (KinDatabase limits). */
#define KIN_MAX_BODY (30 * 1024 * 1024)

/* The resources of a page, prepared in order on another thread. */
typedef struct _KinPreparation KinPreparation;

/* One page on its way in; what the task carries (g_atomic_rc_box). */
typedef struct
{
  char            *connection;
  KinBundle       *bundle;           /* nullable; gone once it is written */
  gsize            n_bytes;
  KinStep          step;             /* owns its strings */
  KinIngestCounts  counts;

  /* While it is being written. */
  gint64           source;
  KinLedgerEntry  *line;
  KinLedgerEntry  *before;           /* the line as it was; NULL: there was none */
  char            *now;
  gint64           came;             /* the same in seconds since 1970 */
  gboolean         along;            /* what is written now was not asked for, but came along */
  KinPreparation  *preparation;      /* nullable */
} KinPage;

GHashTable     *kin_brought_new          (void);
GThreadPool    *kin_preparation_pool_new (void);
KinPreparation *kin_preparation_start    (KinRecordCore   *core,
                                          const char      *connection,
                                          KinBundle       *bundle);
KinArrival     *kin_preparation_wait     (KinPreparation  *self,
                                          guint            position);
void            kin_preparation_free     (KinPreparation  *self);
void            kin_arrival_name         (KinArrival      *self,
                                          KinRecordCore   *core,
                                          const char      *connection,
                                          KinBundle       *bundle,
                                          guint            position);
void            kin_arrival_read         (KinArrival      *self,
                                          KinRecordCore   *core,
                                          KinBundle       *bundle,
                                          guint            position);
void            kin_arrival_clear        (KinArrival      *self);

void            kin_page_unref            (gpointer         page);
void            kin_record_core_drop_coming (KinRecordCore *self);

gboolean        kin_record_write_resource (KinRecordCore  *core,
                                           KinPage        *page,
                                           guint           position,
                                           GError        **error);
gboolean        kin_record_set_aside      (KinRecordCore  *core,
                                           KinPage        *page,
                                           KinJsonNode     node,
                                           const char     *reason,
                                           GError        **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KinArrival, kin_arrival_clear)

G_END_DECLS
