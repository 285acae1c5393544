/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"
#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KinSectionTotal:
 * @section: a section of the app
 * @count: items in it
 * @unread: of these, not yet seen by the person
 */
typedef struct
{
  KinSection section;
  guint64    count;
  guint64    unread;
} KinSectionTotal;

/**
 * KinRecordCheck:
 * @encrypted: the library encrypts, and the file does not begin as a plain one does
 * @cipher_version: (nullable): of the library
 * @integrity: every page is authentic and every index agrees
 * @resources: how many are in it
 */
typedef struct
{
  gboolean  encrypted;
  char     *cipher_version;
  gboolean  integrity;
  guint64   resources;
} KinRecordCheck;

gint64          kin_person_get_log_lost     (KinPerson            *self);
void            kin_person_end_log_lost     (KinPerson            *self);
const char     *kin_person_get_began_again  (KinPerson            *self);
const char     *kin_person_get_aside        (KinPerson            *self);
gboolean        kin_person_keeps_damaged_notes (KinPerson            *self);
gboolean        kin_person_keeps_damaged    (KinPerson            *self,
                                             KinConnection        *connection);
const char     *kin_person_get_files_left   (KinPerson            *self);
void            kin_person_end_began_again  (KinPerson            *self);
GListModel     *kin_person_get_items        (KinPerson            *self,
                                             KinSection            section,
                                             const char           *connection,
                                             int                   year,
                                             KinItemMarks          only);
GArray         *kin_items_list_ids          (GListModel           *items);
GArray         *kin_items_get_years         (GListModel           *items);
void            kin_person_list_async       (KinPerson            *self,
                                             KinSection            section,
                                             KinItemMarks          only,
                                             guint                 offset,
                                             guint                 limit,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray      *kin_person_list_finish      (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            kin_person_search_async     (KinPerson            *self,
                                             const char           *words,
                                             guint                 limit,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray      *kin_person_search_finish    (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            kin_person_load_async       (KinPerson            *self,
                                             gint64                id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinItem        *kin_person_load_finish      (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            kin_person_count_async      (KinPerson            *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GArray         *kin_person_count_finish     (KinPerson            *self,
                                             GAsyncResult         *result,
                                             guint64              *resources,
                                             GError              **error);
void            kin_person_ledger_async     (KinPerson            *self,
                                             KinConnection        *connection,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GListModel     *kin_person_ledger_finish    (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            kin_person_check_async      (KinPerson            *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinRecordCheck *kin_person_check_finish     (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            kin_person_export_async     (KinPerson            *self,
                                             const char           *folder,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gint64          kin_person_export_finish    (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);

void            kin_record_check_free       (KinRecordCheck       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinRecordCheck, kin_record_check_free)

G_END_DECLS
