/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server may ask for a longer pause, but not get it (rule N-15). */
#define KIN_RETRY_MAX_SECONDS 3600

gint64  kin_retry_seconds  (const char *retry_after,
                            const char *rate_reset,
                            gint64      now);
double  kin_retry_backoff  (guint       failures);

G_END_DECLS
