/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-store-error.h"

G_BEGIN_DECLS

void kin_store_error_set (GError     **error,
                          int          code,
                          const char  *operation);

G_END_DECLS
