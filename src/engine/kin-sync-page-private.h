/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-bundle.h"

G_BEGIN_DECLS

/**
 * KinSyncFile:
 * @url: as the resource has it
 * @content_type: (nullable): as the resource has it
 * @size: bytes, or -1 when the resource does not say
 * @hash: (nullable): SHA-1 of the bytes, as base64, where the resource says it
 * @tries: how often it was asked for in vain
 *
 * A document or picture that a resource points at.
 */
typedef struct
{
  char   *url;
  char   *content_type;
  gint64  size;
  char   *hash;
  guint   tries;
} KinSyncFile;

/**
 * KinSyncPage:
 * @bundle: the page, in which every resource is this person's
 * @references: `Type/id` of things that are read one by one because something points at them
 * @files: (element-type KinSyncFile): documents and pictures
 * @matches: answers to the question, those that are set aside too
 * @says_error: an OperationOutcome among them says that the question was not answered
 *
 * A page that was read and checked: sealed, may cross threads.
 */
typedef struct
{
  KinBundle *bundle;
  GStrv      references;
  GPtrArray *files;
  guint      matches;
  gboolean   says_error;
} KinSyncPage;

void         kin_sync_page_read_async  (KinBundle            *bundle,
                                        const char           *base,
                                        const char           *patient_id,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
KinSyncPage *kin_sync_page_read_finish (GAsyncResult         *result,
                                        GError              **error);
KinSyncPage *kin_sync_page_new         (KinBundle            *bundle,
                                        const char           *base,
                                        const char           *patient_id,
                                        GError              **error);
gboolean     kin_sync_page_has_changed_before (KinSyncPage   *self,
                                        guint                 position,
                                        GDateTime            *moment,
                                        GTimeSpan             margin);
gsize        kin_sync_page_get_size    (KinSyncPage          *self);
void         kin_sync_page_free        (KinSyncPage          *self);
KinSyncFile *kin_sync_file_copy        (const KinSyncFile    *self);
void         kin_sync_file_free        (KinSyncFile          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSyncPage, kin_sync_page_free)

G_END_DECLS
