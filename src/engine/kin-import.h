/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-identity.h"
#include "kin-person-record.h"
#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KinImportCounts:
 * @resources: all that was read; the sum of the next three
 * @stored: new or changed
 * @unchanged: already here
 * @quarantined: could not be used, and was set aside
 * @letters: letters that are new or changed; they are not among the resources
 * @left_out: parts of the files that came from no clinic, and were not read
 */
typedef struct
{
  guint64 resources;
  guint64 stored;
  guint64 unchanged;
  guint64 quarantined;
  guint64 letters;
  guint64 left_out;
} KinImportCounts;

#define KIN_TYPE_IMPORT (kin_import_get_type ())

G_DECLARE_FINAL_TYPE (KinImport, kin_import, KIN, IMPORT, GObject)

KinImport   *kin_import_new              (KinPerson            *person,
                                          const char * const   *paths);
void         kin_import_take_as_letters  (KinImport            *self);
void         kin_import_look_async       (KinImport            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     kin_import_look_finish      (KinImport            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         kin_import_set_person       (KinImport            *self,
                                          KinPerson            *person);
KinPerson   *kin_import_get_person       (KinImport            *self);
GPtrArray   *kin_import_get_paths        (KinImport            *self);
KinIdentity *kin_import_get_identity     (KinImport            *self);
KinMatch     kin_import_get_match        (KinImport            *self);
gboolean     kin_import_has_record       (KinImport            *self);
GArray      *kin_import_get_totals       (KinImport            *self);
const char  *kin_import_get_oldest       (KinImport            *self);
const char  *kin_import_get_newest       (KinImport            *self);
GPtrArray   *kin_import_get_letters      (KinImport            *self);
void         kin_import_confirm_async    (KinImport            *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     kin_import_confirm_finish   (KinImport            *self,
                                          GAsyncResult         *result,
                                          KinImportCounts      *counts,
                                          GError              **error);

G_END_DECLS
