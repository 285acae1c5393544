/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *kin_appointment_date_to_words (const char *date);
char *kin_date_to_group_words       (const char *date,
                                     GDateTime  *now);
char *kin_date_to_words             (const char *date);
char *kin_day_to_distance_words     (const char *date,
                                     GDateTime  *today);

G_END_DECLS
