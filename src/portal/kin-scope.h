/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char      *kin_scope_normalise      (const char         *scope);
gboolean   kin_scope_has            (const char         *granted,
                                     const char         *word);
gboolean   kin_scope_allows         (const char         *granted,
                                     const char         *type,
                                     char                verb);
GStrv      kin_scope_dup_categories (const char         *granted,
                                     const char         *type,
                                     char                verb);
char      *kin_scope_ask            (const char * const *types,
                                     gboolean            v2,
                                     gboolean            stay);

G_END_DECLS
