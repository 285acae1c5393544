/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_SHORTCUTS_PAGE (kin_shortcuts_page_get_type ())

G_DECLARE_FINAL_TYPE (KinShortcutsPage, kin_shortcuts_page, KIN, SHORTCUTS_PAGE, KinPage)

KinPage *kin_shortcuts_page_new (GtkWindow *window);

G_END_DECLS
