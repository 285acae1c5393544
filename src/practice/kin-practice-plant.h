/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char * const *kin_practice_plant_list         (void);
gboolean            kin_practice_plant_is_known     (const char *how);
char               *kin_practice_plant_new_entry    (const char *how,
                                                     const char *type,
                                                     const char *patient,
                                                     const char *base);
char               *kin_practice_plant_new_resource (const char *how,
                                                     const char *type,
                                                     const char *patient,
                                                     const char *base);

G_END_DECLS
