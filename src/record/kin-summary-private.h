/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"
#include "kin-kind-private.h"
#include "kin-summary.h"

G_BEGIN_DECLS

/* The texts of a summary but for the title. */
typedef enum
{
  KIN_TEXT_TYPE,
  KIN_TEXT_ID,
  KIN_TEXT_SUBTITLE,
  KIN_TEXT_DATE,
  KIN_TEXT_DATE_KEY,
  KIN_TEXT_STATUS,
  KIN_TEXT_CODES,
  KIN_TEXT_FLAG,
  KIN_TEXT_PATIENT,
  KIN_TEXT_WORDS,
  KIN_TEXT_NAMED_BY,
  KIN_TEXT_UPDATED,
  KIN_N_TEXTS,
} KinText;

char      **kin_summary_get_place   (KinSummary            *self,
                                     KinText                text);
KinSummary *kin_summary_read        (KinJsonNode            resource,
                                     const KinKind         *kind,
                                     const char            *type,
                                     const char            *id,
                                     KinBundle             *bundle);
gboolean    kin_title_append        (GString               *line,
                                     const KinKind         *kind,
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
