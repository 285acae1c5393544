/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"
#include "kin-practice-moment.h"
#include "kin-practice-types.h"

G_BEGIN_DECLS

/**
 * KinPracticeMark:
 *
 * One value of a resource that can be searched for: a token with its system, a
 * reference in @text as "Type/id", or a stretch of time.
 */
typedef struct
{
  const KinPracticeParameter *parameter;
  char                       *system;
  char                       *text;
  KinPracticeMoment           moment;
} KinPracticeMark;

/**
 * KinPracticeResource:
 *
 * A resource as it will be served, with what searching needs to know of it.
 */
typedef struct
{
  char   *type;
  char   *id;
  char   *name;        /* "Type/id" */
  char   *patient;     /* whose record it belongs to, or NULL: nobody's */
  char   *etag;
  GBytes *bytes;
  gint64  updated;     /* microseconds since 1970 */
  GArray *marks;       /* of KinPracticeMark */
} KinPracticeResource;

/**
 * KinPracticeResolver:
 * @text: a reference as written
 * @user_data: what came with the function
 *
 * Returns: (transfer full) (nullable): "Type/id"
 */
typedef char *(*KinPracticeResolver) (const char *text,
                                      gpointer    user_data);

KinPracticeResource *kin_practice_resource_new        (KinJsonNode          node,
                                                       const char          *id,
                                                       GBytes              *bytes,
                                                       gint64               updated,
                                                       KinPracticeResolver  resolve,
                                                       gpointer             user_data);
void                 kin_practice_resource_free       (KinPracticeResource *self);
gboolean             kin_practice_resource_has_token  (KinPracticeResource *self,
                                                       const KinPracticeParameter *parameter,
                                                       const char          *wanted);
char                *kin_practice_reference_to_name   (const char          *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeResource, kin_practice_resource_free)

G_END_DECLS
