/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-page.h"

G_BEGIN_DECLS

/* The steps, by the names that the setting "welcome-page" has for them. */
#define KIN_WELCOME_WORDS ""
#define KIN_WELCOME_WHO "who"
#define KIN_WELCOME_SELF "self"
#define KIN_WELCOME_BOTH "both"
#define KIN_WELCOME_HELPED "helped"
#define KIN_WELCOME_PRIVATE "private"
#define KIN_WELCOME_RECORD "record"
#define KIN_WELCOME_DONE "done"

gboolean kin_welcome_is_step      (KinPage    *page);
gboolean kin_welcome_is_left_open (GSettings  *settings);
KinPage *kin_welcome_resume       (KinFamily  *family,
                                   GSettings  *settings);
void     kin_welcome_go_to        (KinPage    *from,
                                   KinFamily  *family,
                                   GSettings  *settings,
                                   const char *step);

G_END_DECLS
