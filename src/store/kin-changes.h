/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-section.h"

G_BEGIN_DECLS

/**
 * KinChanges:
 *
 * Which items one transaction added, changed or took away, by section. Counted,
 * immutable once it has been sent. An item that moved is named in both sections.
 */
typedef struct _KinChanges KinChanges;

#define KIN_TYPE_CHANGES (kin_changes_get_type ())

GType         kin_changes_get_type (void) G_GNUC_CONST;
KinChanges   *kin_changes_ref      (KinChanges *self);
void          kin_changes_unref    (KinChanges *self);
gboolean      kin_changes_is_empty (KinChanges *self);
const gint64 *kin_changes_get_ids  (KinChanges *self,
                                    KinSection  section,
                                    gsize      *n_ids);
gboolean      kin_changes_has_id   (KinChanges *self,
                                    gint64      id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinChanges, kin_changes_unref)

G_END_DECLS
