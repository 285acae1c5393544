/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void kin_after_frame (GtkWidget   *widget,
                      GSourceFunc  step,
                      gpointer     owner);

G_END_DECLS
