/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-changes.h"

G_BEGIN_DECLS

KinChanges *kin_changes_new (void);
void        kin_changes_add (KinChanges *self,
                             KinSection  section,
                             gint64      id);

G_END_DECLS
