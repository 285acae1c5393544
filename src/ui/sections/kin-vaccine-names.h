/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

const char *kin_vaccine_find_name (KinItem    *item);
gboolean    kin_vaccine_is_named  (const char *words);

G_END_DECLS
