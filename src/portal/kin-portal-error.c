/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-portal-error"

#include "config.h"

#include "kin-portal-error.h"

G_DEFINE_QUARK (kin-portal-error-quark, kin_portal_error)
