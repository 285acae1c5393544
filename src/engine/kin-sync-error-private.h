/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *kin_sync_reason     (const GError *error);
gboolean    kin_sync_is_fatal   (const GError *error);
gboolean    kin_sync_is_refusal (const GError *error);
gboolean    kin_sync_will_pass  (const GError *error);

G_END_DECLS
