/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

gboolean kin_end_is_past  (const char  *end,
                           GDateTime   *now);
GStrv    kin_contact_list (KinJsonNode  resource,
                           const char  *system,
                           GDateTime   *now);

G_END_DECLS
