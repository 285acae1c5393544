/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include "kin-secret.h"

G_BEGIN_DECLS

/**
 * KinGrant:
 *
 * What a portal gave after a sign-in or a refresh: tokens, what they are for,
 * and until when. Counted and immutable; the tokens are wiped with it.
 */
typedef struct _KinGrant KinGrant;

#define KIN_TYPE_GRANT (kin_grant_get_type ())

GType       kin_grant_get_type          (void) G_GNUC_CONST;

KinGrant   *kin_grant_ref               (KinGrant *self);
void        kin_grant_unref             (KinGrant *self);
KinSecret  *kin_grant_get_access_token  (KinGrant *self);
KinSecret  *kin_grant_get_refresh_token (KinGrant *self);
gint64      kin_grant_get_expiry        (KinGrant *self);
gint64      kin_grant_get_stay          (KinGrant *self);
gboolean    kin_grant_is_fresh          (KinGrant *self);
const char *kin_grant_get_scope         (KinGrant *self);
const char *kin_grant_get_patient       (KinGrant *self);
const char *kin_grant_get_fhir_user     (KinGrant *self);
gboolean    kin_grant_get_needs_banner  (KinGrant *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinGrant, kin_grant_unref)

G_END_DECLS
