/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_WINDOW (kin_window_get_type ())

G_DECLARE_FINAL_TYPE (KinWindow, kin_window, KIN, WINDOW, AdwApplicationWindow)

KinWindow *kin_window_new        (GtkApplication *application,
                                  GSettings      *settings);
void       kin_window_set_family (KinWindow      *self,
                                  KinFamily      *family);
KinPage   *kin_window_get_page   (KinWindow      *self);
void       kin_window_start_with (KinWindow      *self,
                                  KinPage        *page);
void       kin_window_push       (KinWindow      *self,
                                  KinPage        *page);
void       kin_window_open_files (KinWindow            *self,
                                  const char * const   *paths);
void       kin_window_set_status (KinWindow      *self,
                                  const char     *status);

G_END_DECLS
