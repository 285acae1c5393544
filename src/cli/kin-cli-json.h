/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void  kin_cli_json_string (JsonBuilder *builder,
                           const char  *name,
                           const char  *value);
void  kin_cli_json_int    (JsonBuilder *builder,
                           const char  *name,
                           gint64       value);
void  kin_cli_json_bool   (JsonBuilder *builder,
                           const char  *name,
                           gboolean     value);
void  kin_cli_json_array  (JsonBuilder *builder,
                           const char  *name);
char *kin_cli_json_end    (JsonBuilder *builder);
void  kin_cli_json_print  (JsonBuilder *builder);

G_END_DECLS
