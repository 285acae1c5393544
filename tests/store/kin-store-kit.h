/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sys/resource.h>

#include "kin-hit.h"
#include "kin-record-store.h"

G_BEGIN_DECLS

/* A set of its own for each test: a temporary folder with `meta`, and a key. */
typedef struct
{
  char      *folder;
  KinSecret *key;
  char      *key_id;
} KitSet;

#define KIT_CONNECTION "connection-1"

void            kit_set_up         (KitSet           *set,
                                    gconstpointer     unused);
void            kit_tear_down      (KitSet           *set,
                                    gconstpointer     unused);
char           *kit_path           (KitSet           *set,
                                    const char       *name);
char           *kit_fingerprint    (KitSet           *set);

/* What is on the disk of a record at a moment: the file, its log, and how far it is, in this order;
 * NULL for what is not there. */
#define KIT_STATE_FILES 3

typedef struct
{
  GBytes *files[KIT_STATE_FILES];
} KitState;

KitState       *kit_see            (KitSet           *set);
void            kit_put_back       (KitSet           *set,
                                    const KitState   *state,
                                    guint             first,
                                    guint             last);
void            kit_state_free     (KitState         *state);
void            kit_end_badly      (KitSet           *set,
                                    KinRecordStore   *store);

/* No file may grow beyond it, as on a full disk; SIGXFSZ must be ignored. */
void            kit_limit_files    (rlim_t            limit);

/* A call that has been answered. */
void            kit_ready          (GObject          *object,
                                    GAsyncResult     *result,
                                    gpointer          user_data);
GAsyncResult   *kit_wait           (GAsyncResult    **result);

/* Calls METHOD_async and METHOD_finish of @object. */
#define KIT_ASK(method, object, error, ...) \
  ({ \
    GAsyncResult *asked = NULL; \
    g_autoptr (GAsyncResult) answered = NULL; \
    method##_async (object, __VA_ARGS__ __VA_OPT__ (, ) kit_ready, &asked); \
    answered = kit_wait (&asked); \
    method##_finish (object, answered, error); \
  })

KinRecordStore *kit_open           (KitSet           *set,
                                    KinStoreMode      mode,
                                    GError          **error);
KinRecordStore *kit_open_fine      (KitSet           *set,
                                    KinStoreMode      mode);
void            kit_close          (KinRecordStore   *store);
void            kit_close_sound    (KinRecordStore   *store);
gboolean        kit_ingest         (KinRecordStore   *store,
                                    const char       *connection,
                                    const char       *json,
                                    const KinStep    *step,
                                    KinIngestCounts  *counts,
                                    GError          **error);
void            kit_ingest_all     (KinRecordStore   *store,
                                    const char       *query,
                                    const char       *json,
                                    KinIngestCounts  *counts);

/* A letter: its entry, whose form says @form, and its bytes. */
void            kit_ingest_letter  (KinRecordStore   *store,
                                    const char       *id,
                                    const char       *updated,
                                    const char       *status,
                                    const char       *form);
void            kit_save_letter    (KinRecordStore   *store,
                                    const char       *url,
                                    const char       *content_type,
                                    const char       *text);

GPtrArray      *kit_ledger         (KinRecordStore   *store);
void            kit_forget_ledger  (KinRecordStore   *store,
                                    const char       *connection);
GPtrArray      *kit_history        (KinRecordStore   *store,
                                    gint64            id);
guint64         kit_count          (KinRecordStore   *store,
                                    KinSection        section,
                                    guint64          *unread);
void            kit_mark_read      (KinRecordStore   *store,
                                    gint64            id);
void            kit_erase          (KinRecordStore   *store,
                                    const char       *connection);
GPtrArray      *kit_list           (KinRecordStore   *store,
                                    KinSection        section);
GPtrArray      *kit_search_hits    (KinRecordStore   *store,
                                    const char       *words);
GPtrArray      *kit_search         (KinRecordStore   *store,
                                    const char       *words);
KinItem        *kit_find           (KinRecordStore   *store,
                                    const char       *type,
                                    const char       *id);
char           *kit_result         (const char       *id,
                                    const char       *updated,
                                    const char       *date,
                                    const char       *title);
char           *kit_bundle         (const char       *first,
                                    ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
