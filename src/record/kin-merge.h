/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-identity.h"

G_BEGIN_DECLS

/**
 * KinMerge:
 * @KIN_MERGE_NONE: nothing is said
 * @KIN_MERGE_CLOSED: the record is not in use any more
 * @KIN_MERGE_INTO: it was put into another
 * @KIN_MERGE_OF: another was put into it
 *
 * What a clinic says about records that it joined, or may have joined.
 */
typedef enum
{
  KIN_MERGE_NONE,
  KIN_MERGE_CLOSED,
  KIN_MERGE_INTO,
  KIN_MERGE_OF,
} KinMerge;

GStrv    kin_merge_list         (KinJsonNode  patient);
KinMerge kin_merge_find         (KinIdentity *identity);
gboolean kin_merge_is_known     (KinIdentity *identity,
                                 KinIdentity *confirmed);
gboolean kin_merge_has_taken_in (KinIdentity *identity,
                                 const char  *id);

G_END_DECLS
