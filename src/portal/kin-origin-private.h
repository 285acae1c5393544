/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-portal-error.h"

G_BEGIN_DECLS

GUri     *kin_origin_parse        (const char  *text,
                                   GError     **error);
GUri     *kin_origin_resolve      (GUri        *base,
                                   const char  *reference,
                                   GError     **error);
gboolean  kin_origin_is_loopback  (GUri        *uri);
gboolean  kin_origin_equal        (GUri        *a,
                                   GUri        *b);
gboolean  kin_origin_is_under     (GUri        *base,
                                   GUri        *uri);
char     *kin_origin_to_string    (GUri        *uri);

G_END_DECLS
