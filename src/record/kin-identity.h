/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "kin-bundle.h"

G_BEGIN_DECLS

/**
 * KinMatch:
 * @KIN_MATCH_SAME: nothing speaks against it, and enough for it
 * @KIN_MATCH_ASK: perhaps: a variant of the name, or too little is known; a person decides
 * @KIN_MATCH_OTHER: another birth date or another id: nobody may decide otherwise
 */
typedef enum
{
  KIN_MATCH_SAME,
  KIN_MATCH_ASK,
  KIN_MATCH_OTHER,
} KinMatch;

/**
 * KinIdentity:
 *
 * Who a portal or a file says a record is of: names, birth date, sex and identifiers of a
 * Patient (https://hl7.org/fhir/R4/patient.html), and what it says about joined records. Counted
 * and immutable.
 */
typedef struct _KinIdentity KinIdentity;

#define KIN_TYPE_IDENTITY (kin_identity_get_type ())

GType        kin_identity_get_type       (void) G_GNUC_CONST;

KinIdentity *kin_identity_new            (KinJsonNode        patient);
KinIdentity *kin_identity_find           (KinBundle         *bundle);
KinIdentity *kin_identity_parse          (const char        *text);
KinIdentity *kin_identity_ref            (KinIdentity       *self);
void         kin_identity_unref          (KinIdentity       *self);
const char  *kin_identity_get_id         (KinIdentity       *self);
const char  *kin_identity_get_name       (KinIdentity       *self);
const char  *kin_identity_get_birth_date (KinIdentity       *self);
const char  *kin_identity_get_sex        (KinIdentity       *self);
const char * const *
             kin_identity_get_merges     (KinIdentity       *self);
char        *kin_identity_to_text        (KinIdentity       *self);
gboolean     kin_identity_is_same_entry  (KinIdentity       *self,
                                          KinIdentity       *other);
KinMatch     kin_identity_match_person   (KinIdentity       *self,
                                          const char        *name,
                                          const char        *birth_date);
KinMatch     kin_identity_match          (KinIdentity       *self,
                                          KinIdentity       *other);
KinMatch     kin_identity_match_merged   (KinIdentity       *self,
                                          KinIdentity       *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinIdentity, kin_identity_unref)

G_END_DECLS
