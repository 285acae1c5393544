/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-task"

#include "config.h"

#include "kin-task.h"

/**
 * kin_task_return_done:
 * @done: whether the last step of @task was done
 * @error: (transfer full): why not; by its place, so that the call of that step may be written
 *   as @done
 *
 * Ends @task as its last step has ended.
 */
void
kin_task_return_done (GTask     *task,
                      gboolean   done,
                      GError   **error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (error));
}
