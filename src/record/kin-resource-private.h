/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

char     *kin_resource_dup_type     (KinJsonNode resource);
char     *kin_resource_dup_id       (KinJsonNode resource);
char     *kin_resource_make_id      (KinJsonNode resource);
gboolean  kin_resource_has_modifier (KinJsonNode resource);

G_END_DECLS
