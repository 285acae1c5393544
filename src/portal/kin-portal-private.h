/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"
#include "kin-portal.h"
#include "kin-quirks-private.h"

G_BEGIN_DECLS

/* Both documents of a portal, read and checked; taken over by the KinPortal. */
typedef struct
{
  char       *base;
  GUri       *base_uri;      /* ends in a slash: references are relative to it */

  GUri       *authorize;
  GUri       *token;
  GUri       *revoke;
  GUri       *registration;
  GUri       *jwks;
  char       *management;
  char       *issuer;
  gboolean    sends_issuer;  /* RFC 9207 */
  GHashTable *capabilities;  /* set of names */
  const char *key_algorithm; /* of keys that clients prove themselves with, or NULL */
  gboolean    wants_secret;  /* of every app that has no key */
  gboolean    takes_assertions; /* a signed word in place of a refresh token (RFC 7523, 2.1) */

  char       *name;
  const KinQuirks *quirks;
  char       *fhir_version;
  GPtrArray  *types;
  GHashTable *facts;         /* set of kin_portal_fact() */
} KinPortalParts;

#define KIN_PORTAL_FACT_INTERACTION 'i'
#define KIN_PORTAL_FACT_SEARCH      's'
#define KIN_PORTAL_FACT_INCLUDE     'n'
#define KIN_PORTAL_FACT_REV_INCLUDE 'r'

void            kin_portal_parts_init     (KinPortalParts  *parts);
void            kin_portal_parts_clear    (KinPortalParts  *parts);
char           *kin_portal_fact           (const char      *type,
                                           char             kind,
                                           const char      *value);
KinPortal      *kin_portal_new            (KinPortalParts  *parts);

gboolean        kin_discovery_read_smart  (KinPortalParts  *parts,
                                           GBytes          *bytes,
                                           GError         **error);
gboolean        kin_discovery_read_fhir   (KinPortalParts  *parts,
                                           GBytes          *bytes,
                                           GError         **error);

GUri           *kin_portal_get_base_uri   (KinPortal       *self);
GUri           *kin_portal_get_authorize  (KinPortal       *self);
GUri           *kin_portal_get_token      (KinPortal       *self);
GUri           *kin_portal_get_revoke     (KinPortal       *self);
GUri           *kin_portal_get_registration (KinPortal     *self);
gboolean        kin_portal_wants_secret   (KinPortal       *self);
gboolean        kin_portal_takes_devices  (KinPortal       *self);
GUri           *kin_portal_get_jwks       (KinPortal       *self);
gboolean        kin_portal_sends_issuer   (KinPortal       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KinPortalParts, kin_portal_parts_clear)

G_END_DECLS
