/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_CARE_TEAM (kin_care_team_get_type ())

/**
 * KinCareTeamMember:
 *
 * @end: when somebody left it
 *
 * Somebody in a care team. Each may be %NULL.
 */
typedef struct
{
  char *name;
  char *role;
  char *reference;
  char *end;
} KinCareTeamMember;

/**
 * KinCareTeam:
 *
 * The people who look after a person together (CareTeam).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinCareTeam, kin_care_team, KIN, CARE_TEAM, KinItem)

char      *kin_care_team_dup_reason   (KinCareTeam *self);
char      *kin_care_team_dup_clinic   (KinCareTeam *self);
GStrv      kin_care_team_list_notes   (KinCareTeam *self);
GPtrArray *kin_care_team_list_members (KinCareTeam *self);

G_END_DECLS
