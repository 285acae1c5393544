/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sodium.h>

#include "kin-changes-private.h"
#include "kin-compression-private.h"
#include "kin-database-private.h"
#include "kin-file-private.h"
#include "kin-record-store.h"

G_BEGIN_DECLS

#define KIN_HASH_LENGTH crypto_shorthash_siphashx24_BYTES

/* One row of `resource` without its body, in this order. */
#define KIN_ROW_COLUMNS                                                          \
  "r.rid, s.connection, r.type, r.id, r.section, r.title, r.subtitle, r.date,"   \
  " r.date_key, r.status, r.codes, r.flag, r.patient, r.hidden, r.unread,"        \
  " EXISTS (SELECT 1 FROM version AS e WHERE e.rid = r.rid),"                    \
  " EXISTS (SELECT 1 FROM gone AS g WHERE g.rid = r.rid)"
#define KIN_ROW_HIDDEN 13
#define KIN_ROW_DICT 17
#define KIN_ROW_BODY 18
#define KIN_ROW_FROM " FROM resource AS r JOIN source AS s ON s.source = r.source"

/* Why a resource is not listed; all of them may be true. */
enum
{
  KIN_HIDDEN_BY_CLINIC = 1,          /* entered in error */
  KIN_HIDDEN_BY_PERSON = 2,
  KIN_HIDDEN_BY_TWIN = 4,            /* the same thing is listed already */
};

/* Where signals come out: the store, as long as there is one. */
typedef struct
{
  GWeakRef store;
} KinRecordOutlet;

/* What the worker of `record.db` owns. */
typedef struct
{
  KinFile         *file;
  GMainContext    *context;          /* of the store */
  KinRecordOutlet *outlet;           /* g_atomic_rc_box; read on the main thread only */
  guint8           hash_key[crypto_shorthash_siphashx24_KEYBYTES];
  gboolean         has_hash_key;
  GHashTable      *connections;      /* connection → source number */
  KinCompression  *compression;
  GThreadPool     *preparation_pool; /* NULL on a machine with one processor */
  GMutex           brought_lock;
  GHashTable      *brought;          /* hashes of what came along with answers; under the lock */
  int              prepares;         /* pages as soon as they come; atomic */
  GAsyncQueue     *coming;           /* of KinPage: those that no job has begun with */

  /* The transaction under way: whole pages that wait for COMMIT. */
  gboolean         writing;
  int              changed_before;   /* rows, until it began */
  GPtrArray       *waiting;          /* of GTask */
  guint            n_resources;
  gsize            n_bytes;
  KinChanges      *changes;
  GHashTable      *counts;           /* source and section → what to add */
  GArray          *index;            /* what goes into the search index at its end */

  char            *matched;          /* (nullable): the state in which twins were looked for last */
} KinRecordCore;

struct _KinRecordStore
{
  GObject        parent_instance;

  KinRecordCore *core;               /* the worker's; gone once it has closed */
  KinRowReader  *rows;               /* gone once it has closed */
  gboolean       closed;
};

/* The worker's side */
KinRecordCore *kin_record_core_new         (KinFile           *file);
void           kin_record_core_end         (KinRecordCore     *self);
gboolean       kin_record_core_begin       (KinRecordCore     *self,
                                            GError           **error);
gboolean       kin_record_core_begin_alone (KinRecordCore     *self,
                                            GError           **error);
gboolean       kin_record_core_commit      (KinRecordCore     *self,
                                            GError           **error);
void           kin_record_core_roll_back   (KinRecordCore     *self,
                                            const GError      *error);
void           kin_record_core_wait        (KinRecordCore     *self,
                                            GTask             *task,
                                            guint              n_resources,
                                            gsize              n_bytes,
                                            gboolean           now);
gboolean       kin_record_core_flush       (KinRecordCore     *self,
                                            GError           **error);
void           kin_record_core_finish      (KinRecordCore     *self,
                                            GTask             *task,
                                            gboolean           done,
                                            GError            *error);
gboolean       kin_record_core_get_source  (KinRecordCore     *self,
                                            const char        *connection,
                                            gboolean           make,
                                            gint64            *source,
                                            GError           **error);
void           kin_record_core_count       (KinRecordCore     *self,
                                            gint64             source,
                                            KinSection         section,
                                            gboolean           hidden,
                                            gboolean           unread,
                                            int                difference);
void           kin_record_core_count_read  (KinRecordCore     *self,
                                            gint64             source,
                                            KinSection         section);
void           kin_record_core_note        (KinRecordCore     *self,
                                            KinSection         section,
                                            gint64             id);
gboolean       kin_record_core_load_key    (KinRecordCore     *self,
                                            GError           **error);
void           kin_record_core_address     (KinRecordCore     *self,
                                            const char        *connection,
                                            const char        *type,
                                            const char        *id,
                                            guint8            *address);
void           kin_record_core_hash        (KinRecordCore     *self,
                                            const char        *bytes,
                                            gsize              length,
                                            guint8            *hash);

gboolean       kin_record_ledger_read     (KinRecordCore     *self,
                                           gint64             source,
                                           const char        *query,
                                           KinLedgerEntry   **entry,
                                           GError           **error);
gboolean       kin_record_ledger_write    (KinRecordCore     *self,
                                           gint64             source,
                                           const KinLedgerEntry *entry,
                                           gboolean           known,
                                           GError           **error);

GArray        *kin_record_index_new       (void);
void           kin_record_index_put       (KinRecordCore     *core,
                                           gint64             rid,
                                           gboolean           known,
                                           char              *title,
                                           char              *words,
                                           char              *letters);
void           kin_record_index_rename    (KinRecordCore     *core,
                                           gint64             rid,
                                           const char        *title);
gboolean       kin_record_index_write     (KinRecordCore     *core,
                                           GError           **error);
const char    *kin_record_words_after_title (const struct _KinSummary *summary);

gboolean       kin_record_attachment_keep (KinRecordCore     *core,
                                           gint64             source,
                                           const char        *url,
                                           const char        *content_type,
                                           GBytes            *bytes,
                                           gint64            *content,
                                           GError           **error);
GPtrArray     *kin_record_letters_list    (KinJsonNode        resource);
gboolean       kin_record_letters_point   (KinRecordCore     *core,
                                           gint64             source,
                                           gint64             rid,
                                           GPtrArray         *files,
                                           GError           **error);
gboolean       kin_record_letters_add     (KinRecordCore     *core,
                                           gint64             source,
                                           GPtrArray         *files,
                                           const char        *words,
                                           char             **letters,
                                           GError           **error);
gboolean       kin_record_letters_come    (KinRecordCore     *core,
                                           gint64             source,
                                           const char        *url,
                                           GError           **error);
char          *kin_record_letters_extract (KinRecordCore     *core,
                                           gint64             source,
                                           KinJsonNode        resource,
                                           const char        *words,
                                           const char        *shown,
                                           gsize             *left);

gboolean       kin_record_words_are_here  (KinRecordCore     *core,
                                           gint64             content,
                                           gboolean          *here,
                                           GError           **error);

gboolean       kin_record_names_take      (KinRecordCore     *core,
                                           const char        *connection,
                                           struct _KinSummary **summary,
                                           GError           **error);
gboolean       kin_record_names_give      (KinRecordCore     *core,
                                           gint64             source,
                                           const struct _KinSummary *summary,
                                           GError           **error);

gboolean       kin_record_index_again     (KinRecordCore     *core,
                                           gint64             rid,
                                           GError           **error);
gboolean       kin_record_hide            (KinRecordCore     *core,
                                           gint64             rid,
                                           int                why,
                                           gboolean           hidden,
                                           GError           **error);

gboolean       kin_record_twins_part_from (KinRecordCore     *core,
                                           gint64             source,
                                           GError           **error);
gboolean       kin_record_gone_take_back  (KinRecordCore     *core,
                                           KinSection         section,
                                           gint64             rid,
                                           GError           **error);

KinItem       *kin_record_row_to_item     (KinStatement      *row,
                                           KinJson           *json);
KinItem       *kin_record_read_item       (KinRecordCore     *core,
                                           KinStatement      *row,
                                           GError           **error);
GBytes        *kin_record_read_body       (KinRecordCore     *self,
                                           KinStatement      *row,
                                           int                dict_column,
                                           GError           **error);

/* The main thread's side */

/* Called with rows that were not read in time: of the @ids of gint64, the items that are there. */
typedef void (* KinLateRowsFunc) (GObject *owner,
                                  gpointer ids,
                                  gpointer items);

void           kin_record_store_push      (KinRecordStore    *self,
                                           GTask             *task,
                                           GTaskThreadFunc    job);
void           kin_record_store_send      (KinRecordStore    *self,
                                           KinChanges        *changes);
GArray        *kin_record_store_peek_ids  (KinRecordStore    *self,
                                           KinQuery          *query);
GPtrArray     *kin_record_store_read_rows (KinRecordStore    *self,
                                           GArray            *ids,
                                           KinLateRowsFunc    late,
                                           GObject           *owner,
                                           gboolean          *is_late);

/* One run of rows of a list that are not what they were. */
typedef struct
{
  guint old_position;
  guint n_removed;
  guint new_position;
  guint n_added;
} KinListRun;

void    kin_record_store_refresh_async  (KinRecordStore       *self,
                                         KinQuery             *query,
                                         GArray               *ids,
                                         GPtrArray            *changes,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GArray *kin_record_store_refresh_finish (KinRecordStore       *self,
                                         GAsyncResult         *result,
                                         GArray              **runs,
                                         GArray              **years,
                                         GError              **error);

G_END_DECLS
