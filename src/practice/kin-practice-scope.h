/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinPracticeScope:
 *
 * One thing an app may do: read a type of resource, or something else by name.
 */
typedef struct
{
  char *text;        /* as it was asked for */
  char *type;        /* a resource type, "*", or NULL for scopes of another kind */
  char *rights;      /* letters of `cruds` */
  char *filter;      /* "parameter=value", or NULL: SMART's granular scopes */
} KinPracticeScope;

KinPracticeScope *kin_practice_scope_parse  (const char       *text);
GPtrArray        *kin_practice_scopes_parse (const char       *text);
gboolean          kin_practice_scopes_have  (GPtrArray        *scopes,
                                             const char       *text);
gboolean          kin_practice_scopes_allow (GPtrArray        *scopes,
                                             const char       *type,
                                             char              right);
char             *kin_practice_scopes_print (GPtrArray        *scopes);
void              kin_practice_scope_free   (KinPracticeScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeScope, kin_practice_scope_free)

G_END_DECLS
