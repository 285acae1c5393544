/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-kind-private.h"

G_BEGIN_DECLS

char *kin_title_new        (const KinKind *kind,
                            const char    *type,
                            KinJsonNode    resource);
char *kin_subtitle_new     (const KinKind *kind,
                            KinJsonNode    resource,
                            const char    *title);
char *kin_search_words_new (KinJsonNode    resource,
                            const char    *title);

G_END_DECLS
