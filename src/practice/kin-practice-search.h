/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-practice-care.h"
#include "kin-practice-request.h"
#include "kin-practice-tokens.h"

G_BEGIN_DECLS

/**
 * KinPracticeSearch:
 *
 * What an app searches for, as read from the query.
 */
typedef struct
{
  char       *type;
  char       *patient;     /* whose record; NULL for what is nobody's */
  GPtrArray  *times;       /* of KinPracticeFilter: when it was changed; asked first, and fast */
  GPtrArray  *filters;     /* of KinPracticeFilter: everything else */
  GPtrArray  *includes;    /* of const KinPracticeParameter */
  gboolean    sources;     /* _revinclude=Provenance:target */
  gboolean    narrowed;    /* by an id, a category, a code, or whose time it is */
  gboolean    by_patient;
  guint       count;       /* resources on a page */
} KinPracticeSearch;

KinPracticeSearch *kin_practice_search_parse  (KinPracticeRequest  *request,
                                               const char          *type,
                                               KinPracticeGrant    *grant,
                                               KinPracticeAnswer  **refusal);
GPtrArray         *kin_practice_search_run    (KinPracticeSearch   *self,
                                               KinPracticeCare     *care,
                                               KinPracticeGrant    *grant);
gboolean           kin_practice_grant_may_see (KinPracticeGrant    *grant,
                                               KinPracticeResource *resource,
                                               char                 right);
void               kin_practice_search_free   (KinPracticeSearch   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeSearch, kin_practice_search_free)

G_END_DECLS
