/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-grant.h"

G_BEGIN_DECLS

/* Everything a grant holds; taken over, then never changed. */
typedef struct
{
  KinSecret *access_token;
  KinSecret *refresh_token;
  KinSecret *id_token;
  gint64     lifetime;       /* seconds, within what makes sense */
  gint64     announced;      /* seconds, as the server said */
  gint64     stays;          /* seconds that the refresh token lasts; 0: nobody said */
  char      *scope;
  char      *patient;
  char      *fhir_user;
  gboolean   needs_banner;
} KinGrantParts;

void       kin_grant_parts_clear   (KinGrantParts *parts);
KinGrant  *kin_grant_new           (KinGrantParts *parts);
KinGrant  *kin_grant_with_user     (KinGrant      *self,
                                    const char    *fhir_user,
                                    const char    *patient);
KinGrant  *kin_grant_with_refresh  (KinGrant      *self,
                                    KinSecret     *refresh_token);
KinSecret *kin_grant_get_id_token  (KinGrant      *self);
gint64     kin_grant_get_lifetime  (KinGrant      *self);
gint64     kin_grant_get_received  (KinGrant      *self);
gboolean   kin_grant_is_in_time    (KinGrant      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KinGrantParts, kin_grant_parts_clear)

G_END_DECLS
