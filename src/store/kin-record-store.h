/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-attachment.h"
#include "kin-bundle.h"
#include "kin-changes.h"
#include "kin-item-list.h"
#include "kin-item.h"
#include "kin-ledger.h"
#include "kin-query.h"
#include "kin-secret.h"
#include "kin-store-error.h"
#include "kin-twin.h"

G_BEGIN_DECLS

#define KIN_TYPE_RECORD_STORE (kin_record_store_get_type ())

/**
 * KinRecordStore:
 *
 * One person's `record.db`: what clinics and files sent, encrypted. All methods
 * are called on the main thread; a worker thread owns the file.
 *
 * Signal `changed (KinChanges *)`: once per transaction, after it is committed.
 */
G_DECLARE_FINAL_TYPE (KinRecordStore, kin_record_store, KIN, RECORD_STORE, GObject)

/**
 * KinIngestCounts:
 * @resources: all in the page; the sum of the next three
 * @stored: new, or changed in meaning or bytes
 * @unchanged: already here byte for byte, or older than what is here
 * @quarantined: set aside
 * @along: of those stored, what came along with what was asked for
 */
typedef struct
{
  guint64 resources;
  guint64 stored;
  guint64 unchanged;
  guint64 quarantined;
  guint64 along;
} KinIngestCounts;

/**
 * KinSectionCount:
 * @section: a section; %KIN_SECTION_NONE counts what is kept without being listed
 * @count: items in it
 * @unread: of these, not yet seen by the person
 */
typedef struct
{
  KinSection section;
  guint64    count;
  guint64    unread;
} KinSectionCount;

/**
 * KinItemVersion:
 * @item: what it said, with its resource
 * @received: when it came, UTC
 * @replaced: when another meaning took its place, UTC
 */
typedef struct
{
  KinItem *item;
  char    *received;
  char    *replaced;
} KinItemVersion;

/**
 * KinRawResource:
 * @id: its id here
 * @connection: where it came from
 * @type: FHIR type
 * @resource_id: FHIR id
 * @bytes: exactly as received
 */
typedef struct
{
  gint64  id;
  char   *connection;
  char   *type;
  char   *resource_id;
  GBytes *bytes;
} KinRawResource;

/**
 * KinStoreCheck:
 * @encrypted: the library encrypts, and the file does not begin as a plain one does
 * @cipher_version: of the library
 * @integrity: every page is authentic and every index agrees
 * @resources: how many are in it
 */
typedef struct
{
  gboolean  encrypted;
  char     *cipher_version;
  gboolean  integrity;
  guint64   resources;
} KinStoreCheck;

/**
 * KinUnreadLetter:
 * @place: where it is among those that nobody has looked through
 * @kind: what kin_file_kind_find() finds
 * @bytes: (nullable): the letter; %NULL where many were looked at in vain: it goes on from there
 *
 * A document whose words only the decoder can find.
 */
typedef struct
{
  gint64      place;
  const char *kind;
  GBytes     *bytes;
} KinUnreadLetter;

/* Opening and closing */
void             kin_record_store_open_async   (const char           *folder,
                                                KinStoreMode          mode,
                                                KinSecret            *key,
                                                const char           *key_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
KinRecordStore  *kin_record_store_open_finish  (GAsyncResult         *result,
                                                GError              **error);
void             kin_record_store_close_async  (KinRecordStore       *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean         kin_record_store_close_finish (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
const char      *kin_record_store_get_aside    (KinRecordStore       *self);
gboolean         kin_record_store_get_is_renewed
                                               (KinRecordStore       *self);
gint64           kin_record_store_get_log_lost (KinRecordStore       *self);
void             kin_record_store_forget_log_lost (KinRecordStore    *self);

/* What portals and files send */
void      kin_record_store_ingest_async        (KinRecordStore       *self,
                                                const char           *connection,
                                                KinBundle            *bundle,
                                                const KinStep        *step,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
void      kin_record_store_keep                (KinRecordStore       *self);
gboolean  kin_record_store_ingest_finish       (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                KinIngestCounts      *counts,
                                                GError              **error);
void       kin_record_store_get_ledger_async   (KinRecordStore       *self,
                                                const char           *connection,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *kin_record_store_get_ledger_finish  (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_forget_ledger_async  (KinRecordStore       *self,
                                                  const char           *connection,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_record_store_forget_ledger_finish (KinRecordStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_record_store_find_missing_async (KinRecordStore       *self,
                                                const char           *connection,
                                                const char * const   *references,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GStrv      kin_record_store_find_missing_finish (KinRecordStore      *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_list_unseen_async  (KinRecordStore       *self,
                                                const char           *connection,
                                                const char * const   *types,
                                                GHashTable           *seen,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GStrv      kin_record_store_list_unseen_finish (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_mark_gone_async    (KinRecordStore       *self,
                                                const char           *connection,
                                                const char * const   *references,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_mark_gone_finish   (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_erase_async        (KinRecordStore       *self,
                                                const char           *connection,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_erase_finish       (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* What a person sees */
KinItemList *kin_record_store_get_items        (KinRecordStore       *self,
                                                KinQuery             *query);
void       kin_record_store_list_async         (KinRecordStore       *self,
                                                KinQuery             *query,
                                                guint                 offset,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *kin_record_store_list_finish        (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_load_async         (KinRecordStore       *self,
                                                gint64                id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
KinItem   *kin_record_store_load_finish        (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_find_async         (KinRecordStore       *self,
                                                const char           *connection,
                                                const char           *type,
                                                const char           *resource_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
KinItem   *kin_record_store_find_finish        (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_history_async      (KinRecordStore       *self,
                                                gint64                id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *kin_record_store_history_finish     (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_search_async       (KinRecordStore       *self,
                                                const char           *words,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *kin_record_store_search_finish      (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_get_sections_async (KinRecordStore       *self,
                                                const char           *connection,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray    *kin_record_store_get_sections_finish (KinRecordStore      *self,
                                                GAsyncResult         *result,
                                                guint64              *resources,
                                                GError              **error);
void       kin_record_store_mark_read_async    (KinRecordStore       *self,
                                                const gint64         *ids,
                                                gsize                 n_ids,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_mark_read_finish   (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_set_hidden_async   (KinRecordStore       *self,
                                                const char           *connection,
                                                const char           *type,
                                                const char           *resource_id,
                                                gboolean              hidden,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_set_hidden_finish  (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* After an update */
void       kin_record_store_read_anew_async    (KinRecordStore       *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_read_anew_finish   (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* The same thing from several sources */
void       kin_record_store_match_async        (KinRecordStore       *self,
                                                char                **apart,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean   kin_record_store_match_finish       (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void       kin_record_store_list_twins_async   (KinRecordStore       *self,
                                                gint64                id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray *kin_record_store_list_twins_finish  (KinRecordStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* Documents and pictures */
void       kin_record_store_save_attachment_async   (KinRecordStore      *self,
                                                     const char          *connection,
                                                     const char          *url,
                                                     const char          *content_type,
                                                     GBytes              *bytes,
                                                     const char          *reason,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
gboolean   kin_record_store_save_attachment_finish  (KinRecordStore      *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);
void       kin_record_store_load_attachment_async   (KinRecordStore      *self,
                                                     const char          *connection,
                                                     const char          *url,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
void       kin_record_store_recover_attachment_async (KinRecordStore     *self,
                                                    const char         *connection,
                                                    const char         *url,
                                                    GCancellable       *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer            user_data);
GBytes    *kin_record_store_load_attachment_finish  (KinRecordStore      *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);
void       kin_record_store_get_attachments_async   (KinRecordStore      *self,
                                                     const char          *connection,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
GPtrArray *kin_record_store_get_attachments_finish  (KinRecordStore      *self,
                                                     GAsyncResult        *result,
                                                     GError             **error);

/* The words of documents that are not opened in this process */
void             kin_record_store_find_unread_letter_async  (KinRecordStore      *self,
                                                             gint64               before,
                                                             GCancellable        *cancellable,
                                                             GAsyncReadyCallback  callback,
                                                             gpointer             user_data);
KinUnreadLetter *kin_record_store_find_unread_letter_finish (KinRecordStore      *self,
                                                             GAsyncResult        *result,
                                                             GError             **error);
void             kin_record_store_save_words_async          (KinRecordStore      *self,
                                                             GBytes              *letter,
                                                             const char          *words,
                                                             GCancellable        *cancellable,
                                                             GAsyncReadyCallback  callback,
                                                             gpointer             user_data);
gboolean         kin_record_store_save_words_finish         (KinRecordStore      *self,
                                                             GAsyncResult        *result,
                                                             GError             **error);
void             kin_unread_letter_free                     (KinUnreadLetter     *self);

/* Out again, and whether it is sound */
void           kin_record_store_read_raw_async  (KinRecordStore       *self,
                                                 gint64                after,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray     *kin_record_store_read_raw_finish (KinRecordStore       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void           kin_record_store_check_async     (KinRecordStore       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
KinStoreCheck *kin_record_store_check_finish    (KinRecordStore       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

void kin_item_version_free (KinItemVersion *self);
void kin_raw_resource_free (KinRawResource *self);
void kin_store_check_free  (KinStoreCheck  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinUnreadLetter, kin_unread_letter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinItemVersion, kin_item_version_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinRawResource, kin_raw_resource_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinStoreCheck, kin_store_check_free)

G_END_DECLS
