/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-engine-error"

#include "config.h"

#include "kin-engine-error.h"

G_DEFINE_QUARK (kin-engine-error-quark, kin_engine_error)
