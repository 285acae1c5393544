/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinProcessFlags:
 * @KIN_PROCESS_DEFAULT: for programs that may start others for the person, such
 *   as a browser
 * @KIN_PROCESS_NO_NEW_PRIVILEGES: for programs that start none: nothing started
 *   from here can gain rights
 * @KIN_PROCESS_WIPES_LATER: for programs whose toolkit has much to read before anything of a
 *   person is there: they call kin_process_wipe_freed() themselves
 * @KIN_PROCESS_DRAWS: for programs with a window, which keep the memory of a frame for the next
 */
typedef enum
{
  KIN_PROCESS_DEFAULT = 0,
  KIN_PROCESS_NO_NEW_PRIVILEGES = 1 << 0,
  KIN_PROCESS_WIPES_LATER = 1 << 1,
  KIN_PROCESS_DRAWS = 1 << 2,
} KinProcessFlags;

int    kin_process_start                   (KinProcessFlags flags);
void   kin_process_wipe_freed              (void);
char **kin_process_dup_outside_environment (void);

G_END_DECLS
