/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-database-private.h"

G_BEGIN_DECLS

gboolean kin_schema_apply (KinDatabase        *database,
                           const KinFileKind  *kind,
                           GError            **error);

G_END_DECLS
