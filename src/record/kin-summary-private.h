/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"
#include "kin-kind-private.h"
#include "kin-summary.h"

G_BEGIN_DECLS

KinSummary *kin_summary_read     (KinJsonNode            resource,
                                  KinBundle             *bundle,
                                  const char            *id,
                                  GError               **error);
char       *kin_title_new        (const KinKind         *kind,
                                  const char            *type,
                                  const KinJsonMembers  *resource,
                                  KinBundle             *bundle,
                                  char                 **named_by);
char       *kin_subtitle_new     (const KinKind         *kind,
                                  const KinJsonMembers  *resource,
                                  const char            *title);
char       *kin_search_words_new (KinJsonNode            resource,
                                  const char            *title,
                                  gboolean              *modified);

G_END_DECLS
