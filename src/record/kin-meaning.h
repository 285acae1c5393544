/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

guint64 kin_meaning_hash (KinJsonNode resource);

G_END_DECLS
