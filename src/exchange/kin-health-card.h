/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *kin_health_card_read      (GBytes *bytes);
GBytes *kin_health_card_read_open (GBytes *bytes);

G_END_DECLS
