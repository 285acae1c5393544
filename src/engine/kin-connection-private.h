/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-grant.h"
#include "kin-personal-store.h"
#include "kin-portal.h"

G_BEGIN_DECLS

#define KIN_CONNECTION_KIND_PORTAL "portal"
#define KIN_NUMBER_FROM_PORTAL "portal"
#define KIN_CONNECTION_KIND_FILE "file"
#define KIN_CONNECTION_STAYS "yes"
#define KIN_CONNECTION_LEAVES "no"

KinConnection           *kin_connection_new         (const KinConnectionNote *note);
const KinConnectionNote *kin_connection_get_note    (KinConnection           *self);
void                     kin_connection_take_note   (KinConnection           *self,
                                                     KinConnectionNote       *note);
void                     kin_connection_set_grant   (KinConnection           *self,
                                                     KinGrant                *grant);
KinGrant                *kin_connection_get_grant   (KinConnection           *self);
void                     kin_connection_set_portal  (KinConnection           *self,
                                                     KinPortal               *portal);
KinPortal               *kin_connection_get_portal  (KinConnection           *self);

G_END_DECLS
