/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"
#include "kin-kind-private.h"
#include "kin-summary.h"

G_BEGIN_DECLS

KinSummary *kin_summary_read        (KinJsonNode            resource,
                                     const KinKind         *kind,
                                     const char            *type,
                                     const char            *id,
                                     KinBundle             *bundle);
char       *kin_title_new           (const KinKind         *kind,
                                     const char            *type,
                                     const KinJsonMembers  *resource,
                                     KinBundle             *bundle,
                                     char                 **named_by);
gboolean    kin_subtitle_append     (GString               *text,
                                     const KinKind         *kind,
                                     const KinJsonMembers  *resource,
                                     const char            *title);
gboolean    kin_search_words_append (GString               *words,
                                     KinJsonNode            resource,
                                     const char            *title);

G_END_DECLS
