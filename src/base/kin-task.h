/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void kin_task_return_done (GTask     *task,
                           gboolean   done,
                           GError   **error);

G_END_DECLS
