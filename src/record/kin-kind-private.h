/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-section.h"
#include "kin-json-members.h"

G_BEGIN_DECLS

#define KIN_KIND_N_PATHS 9

/**
 * KinOwner:
 * @KIN_OWNER_NEEDED: belongs to a person and has to say to whom
 * @KIN_OWNER_NO_ONE: a place, a professional, a medicine …: belongs to nobody
 */
typedef enum
{
  KIN_OWNER_NEEDED,
  KIN_OWNER_NO_ONE,
} KinOwner;

/**
 * KinSpecial:
 *
 * A type with rules of its own, beside what its row says.
 */
typedef enum
{
  KIN_SPECIAL_NONE,
  KIN_SPECIAL_OBSERVATION,
  KIN_SPECIAL_REPORT,
  KIN_SPECIAL_DOCUMENT,
  KIN_SPECIAL_OUTCOME,
} KinSpecial;

/**
 * KinKind:
 *
 * What has to be known about one type of resource to list it: one row of the
 * one table that knows the names of FHIR elements. Each list of paths (see
 * kin_path_visit()) is in the order of preference and ends with %NULL.
 *
 * @type: the FHIR resource type
 * @section: where it is listed, unless its category says otherwise
 * @owner: whether it must name a person
 * @titles: what it is called; the first that is a concept also has its codes.
 *   Where `!` stands before a path, its code comes before words further on.
 * @dates: when it happened, from the element that says so
 * @details: the second line; `+` before a path joins all that it leads to
 * @owners: further elements than the usual ones that may name the person; those
 *   with `?` only where the usual ones are silent
 * @special: whether there are rules for it alone
 */
typedef struct
{
  const char *type;
  KinSection  section;
  KinOwner    owner;
  const char *titles[KIN_KIND_N_PATHS];
  const char *dates[KIN_KIND_N_PATHS];
  const char *details[KIN_KIND_N_PATHS];
  const char *owners[4];
  KinSpecial  special;
} KinKind;

const KinKind *kin_kind_find           (const char           *type);
char          *kin_kind_to_words       (const char           *type);
KinSection     kin_kind_choose_section (const KinKind        *self,
                                        const KinJsonMembers *resource);

G_END_DECLS
