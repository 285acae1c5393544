/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-care-team"

#include "config.h"

#include "kin-care-team.h"
#include "kin-item-private.h"
#include "kin-path-private.h"

KIN_DEFINE_VIEW (KinCareTeam, kin_care_team)

/**
 * kin_care_team_dup_reason:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): what for
 */
char *
kin_care_team_dup_reason (KinCareTeam *self)
{
  g_return_val_if_fail (KIN_IS_CARE_TEAM (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("reasonCode"));
}

/**
 * kin_care_team_dup_clinic:
 * @self: an item
 *
 * Returns: (transfer full) (nullable): which clinic
 */
char *
kin_care_team_dup_clinic (KinCareTeam *self)
{
  g_return_val_if_fail (KIN_IS_CARE_TEAM (self), NULL);

  return kin_path_dup_text (kin_item_get_node (KIN_ITEM (self)),
                            KIN_PATHS ("managingOrganization"));
}

/**
 * kin_care_team_list_notes:
 * @self: an item
 *
 * Returns: (transfer full): notes that came with it, such as when to call which number
 */
GStrv
kin_care_team_list_notes (KinCareTeam *self)
{
  g_return_val_if_fail (KIN_IS_CARE_TEAM (self), NULL);

  return kin_path_list_text (kin_item_get_node (KIN_ITEM (self)), "note");
}

static void
member_free (gpointer data)
{
  KinCareTeamMember *member = data;

  g_free (member->name);
  g_free (member->role);
  g_free (member->reference);
  g_free (member->end);
  g_free (member);
}

static gboolean
take_member (KinJsonNode node,
             gpointer    user_data)
{
  GPtrArray *members = user_data;
  KinCareTeamMember *member = g_new0 (KinCareTeamMember, 1);

  member->name = kin_path_dup_text (node, KIN_PATHS ("member"));
  member->role = kin_path_dup_text (node, KIN_PATHS ("role"));
  member->reference = kin_path_dup_text (node, KIN_PATHS ("member.reference"));
  member->end = kin_path_dup_text (node, KIN_PATHS ("period.end"));
  if (member->name != NULL || member->role != NULL || member->reference != NULL)
    g_ptr_array_add (members, member);
  else
    member_free (member);

  return FALSE;
}

/**
 * kin_care_team_list_members:
 * @self: an item
 *
 * Returns: (transfer full) (element-type KinCareTeamMember): who is in it
 */
GPtrArray *
kin_care_team_list_members (KinCareTeam *self)
{
  GPtrArray *members;

  g_return_val_if_fail (KIN_IS_CARE_TEAM (self), NULL);

  members = g_ptr_array_new_with_free_func (member_free);
  kin_path_visit (kin_item_get_node (KIN_ITEM (self)), "participant", take_member, members);

  return members;
}
